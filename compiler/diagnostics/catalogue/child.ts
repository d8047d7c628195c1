import type { Silence } from "../../plan.js";
import { didYouMean, eitherOf, listOf } from "../listed-names.js";
import { entry, type Suggested } from "./entry.js";

/** Flows that run other flows (SPEC 13). */
export const childEntries = {
  "flow/missing-child": entry<{ path: string } & Suggested>(
    "error",
    ({ path }) => `there is no flow file \`${path}\``,
    ({ closest }) => didYouMean(closest) ?? "write its path relative to this file: `./enrich.flow.yaml`",
  ),
  "flow/not-a-path": entry<{ text: string; fault: string; write: string }>(
    "error",
    ({ text, fault }) => `${text === "" ? "`flow` is empty, which" : `\`${text}\``} ${fault}`,
    ({ write }) => write,
  ),
  "flow/no-flow-file": entry<{ path: string; found: string; near: readonly string[] }>(
    "error",
    ({ path, found }) => `\`${path}\` is ${found}, not a flow file`,
    ({ path, near }) => {
      if (near.length > 0) return `name a flow file in it: ${eitherOf(near)}`;
      return /\.[cm]?[jt]sx?$/u.test(path)
        ? `name a flow that it exports: \`${path}#…\``
        : "name a file that ends with `.yaml`, `.yml` or `.json`, or what a module exports: `@acme/flows#enrich`";
    },
  ),
  "flow/child-outside": entry<{ path: string }>(
    "error",
    ({ path }) => `\`${path}\` leads out of the project`,
    "move the flow into the project, or import it from a package: `@acme/flows#enrich`",
  ),
  "flow/child-without-module": entry<{ file: string }>(
    "error",
    ({ file }) => `the project of \`${file}\` writes no module for it, which this flow's module would import`,
    'set `emit: "both"` in the configuration of that project, or `emit: "declarations"` in the one of this flow',
  ),
  "flow/child-broken": entry<{ file: string; errors: number }>(
    "error",
    ({ file, errors }) => `the flow \`${file}\` has ${errors === 1 ? "an error" : `${errors} errors`}`,
    "correct what is wrong there: `flowc check` shows all of it",
  ),
  "flow/child-needs-context": entry<{ file: string; asks: readonly string[] }>(
    "error",
    ({ file, asks: [first, ...others] }) => {
      if (first === undefined)
        return `the flow \`${file}\` declares a context that its caller brings, which a node does not`;
      const what = others.length === 0 ? `\`${first}\`` : `\`${first}\` and ${others.length} more`;
      return `the flow \`${file}\` reads ${what} from its caller's context, which a node does not give it`;
    },
    "let it read that from its input, and pass it in this node's `inputs`",
  ),
  "flow/contains-itself": entry<{ files: readonly string[] }>(
    "error",
    ({ files }) => `the flow runs itself: ${files.map((file) => `\`${file}\``).join(" → ")}`,
    "take one of these flows out of the circle; what should be repeated can be a cycle or a loop inside of one flow",
  ),
  "flow/no-output": entry<{ id: string; what: string; flow: string; silence: Silence }>(
    "error",
    ({ id, what }) => `${what} takes what \`${id}\` gives, but the flow that \`${id}\` runs gives nothing`,
    ({ flow, silence }) => `${whySilent(`\`${flow}\``, silence)}: add \`output:\` to it`,
  ),
};

function whySilent(flow: string, silence: Silence): string {
  switch (silence.kind) {
    case "many-ends":
      return `${flow} ends in ${listOf(silence.nodes)} and does not say which of them it gives`;
    case "no-end":
      return `no node of ${flow} is its last one`;
    case "ends-in-loop":
      return `the last node of ${flow}, \`${silence.node}\`, runs once an item of the loop \`${silence.loop}\``;
    case "silent-child":
      return `the last node of ${flow}, \`${silence.node}\`, runs a flow that gives nothing either`;
    case "typed":
      return `by its types, ${flow} gives undefined`;
  }
}
