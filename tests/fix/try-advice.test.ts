import { expect, test } from "vitest";
import type { CompilerHost } from "../../compiler/host.js";
import { planFlow } from "../../compiler/plan-flow.js";
import { permissiveHost } from "../docs/page-host.js";

/** The help of each finding of a text, and the title of its fix. */
function advise(text: string, host = permissiveHost): (readonly [string | undefined, string | undefined])[] {
  const { diagnostics } = planFlow({ path: "case.flow.yaml", text }, host);
  return diagnostics.map(({ help, fix }) => [help, fix?.title]);
}

/** A host whose modules all export `number` alone. */
const exportsNum: CompilerHost = {
  ...permissiveHost,
  exportsOf: (path) => ({ ...permissiveHost.exportsOf(path), values: ["number"], isOpen: false }),
};

const flow = (node: string, edges = "a >> b"): string =>
  `entry: a\nnodes:\n  a: { ${node} }\n  b: { callable: ./ops.ts#number }\nedges:\n  - ${edges}\n`;

test.each([
  ["an export", flow("callabel: ./ops.ts#nubmer"), "did you mean `callable`?"],
  ["an export that is close to none", flow("callabel: ./ops.ts#other"), "did you mean `callable`?"],
  ["a key below it", flow("callable: ./ops.ts#number, polcy: { retry: { max_atempts: 3 } }"), "did you mean `policy`?"],
  ["a node", flow("callable: ./ops.ts#number, policy: { on_error: { gotto: bb } }"), "did you mean `goto`?"],
  ["the entry", flow("callable: ./ops.ts#number").replace("entry: a", "entri: aa"), "did you mean `entry`?"],
  [
    "two nodes",
    flow("callable: ./ops.ts#number").replace("edges:\n  - a >> b", "edgse:\n  - aa >> bb"),
    "did you mean `edges`?",
  ],
])("a misspelt key is recognized even if it hides a wrong name: %s", (_, text, help) => {
  expect(advise(text, exportsNum).map(([first]) => first)).toContain(help);
});

test("an edit that reduces the findings is offered", () => {
  expect(advise(flow("callable: ./ops.ts#nubmer"), exportsNum)).toEqual([
    ["did you mean `number`?", "Replace `nubmer` with `number`"],
  ]);
  expect(advise(flow("callabel: ./ops.ts#number"), exportsNum)).toEqual([
    ["did you mean `callable`?", "Replace `callabel` with `callable`"],
  ]);
});
