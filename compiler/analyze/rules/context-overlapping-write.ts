import type { WriteTarget } from "../../plan.js";
import { pathKey } from "../../path-key.js";
import { referenceText } from "../facts/reference-text.js";
import type { Rule } from "../rule.js";

/**
 * Reports a write to a place if another output writes a place above it: one changes or replaces what the other has
 * written (SPEC 4).
 */
export const contextOverlappingWrite: Rule = ({ ast, report }) => {
  const first = new Map<string, WriteTarget>();
  const targets = ast.nodes.flatMap(({ outputs }) => outputs.map(({ target }) => target));
  for (const target of targets) {
    const key = `${target.scope} ${keyOf(target)}`;
    if (!first.has(key)) first.set(key, target);
  }
  const reported = new Set<string>();
  for (const target of targets) {
    const values = target.path.map(({ value }) => value);
    for (let length = 1; length < values.length; length++) {
      const above = first.get(`${target.scope} ${pathKey(values.slice(0, length))}`);
      const key = `${target.scope} ${keyOf(target)}`;
      if (above === undefined || reported.has(key)) continue;
      reported.add(key);
      const params = { text: textOf(target), above: textOf(above) };
      const related = [{ message: `\`${params.above}\` is written as a whole here`, span: above.span }];
      report.add({ code: "context/overlapping-write", params, span: target.span, related });
    }
  }
};

function keyOf({ path }: WriteTarget): string {
  return pathKey(path.map(({ value }) => value));
}

function textOf({ scope, path }: WriteTarget): string {
  return referenceText(
    scope,
    path.map(({ value }) => value),
  );
}
