import { recordKeys } from "../../record-keys.js";
import { referencesIn } from "../../reference-uses.js";
import { referenceText } from "../facts/reference-text.js";
import { misspeltKey } from "../misspelt-key.js";
import type { Rule, RuleContext } from "../rule.js";

/**
 * Reports a place of the context in the flow's `output` that no node writes (SPEC 13). A called flow starts with an empty
 * context, so the place would always be undefined.
 */
export const outputNeverSet: Rule = (context) => {
  const { ast, taken, writeSites, report } = context;
  if (ast.output === undefined || ast.context !== undefined) return;
  const isOpen = ast.nodes.some(({ contextAccess }, node) => contextAccess && taken.reachable[node] === true);
  if (isOpen) return;
  for (const { scope, path } of referencesIn(ast.output)) {
    const [first] = path;
    const keys = path.map(({ value }) => value);
    if (scope !== "ctx" || first === undefined || recordKeys.has(String(first.value))) continue;
    if (writeSites({ scope, path: keys }).length > 0) continue;
    const { closest, fix } = misspeltKey(first, writtenKeys(context));
    const text = referenceText("ctx", keys.map(String));
    report.add({ code: "output/never-set", params: { text, closest }, span: first.span, ...(fix && { fix }) });
  }
};

/** The first keys of what nodes write to the context. */
function writtenKeys({ ast }: RuleContext): string[] {
  const targets = ast.nodes.flatMap(({ outputs }) => outputs.map(({ target }) => target));
  return targets.filter(({ scope }) => scope === "ctx").map(({ path }) => String(path[0]?.value));
}
