import { closestNames } from "../../diagnostics/closest-names.js";
import { overlaps } from "../facts/places.js";
import { referenceText, referenceUses } from "../facts/reference-uses.js";
import type { Rule, RuleContext } from "./rule-context.js";

/**
 * A read of the context that no node writes, while one writes a place of nearly the same name (SPEC 10). Without such a
 * name the caller brings it, and the type of `run` asks for it; with a declared context its type says what is there.
 */
export const contextNeverWritten: Rule = (context) => {
  const { ast, report } = context;
  if (ast.context !== undefined) return;
  const written = writtenPaths(context);
  const texts = [...new Set(written.map((path) => referenceText("ctx", path)))];
  for (const [index, node] of ast.nodes.entries()) {
    if (context.facts.reachable[index] !== true) continue;
    for (const { reference } of referenceUses(node)) {
      if (reference.scope !== "ctx" || reference.path.length === 0) continue;
      const path = reference.path.map(({ value }) => value);
      if (written.some((other) => overlaps(other, path)) || isAfterOpenWrite(index, path, context)) continue;
      const text = referenceText("ctx", path);
      const closest = closestNames(text, texts);
      if (closest.length > 0)
        report.add({ code: "context/never-written", params: { text, closest }, span: reference.span });
    }
  }
};

function writtenPaths({ ast }: RuleContext): (string | number)[][] {
  const targets = ast.nodes.flatMap(({ outputs }) => outputs.map(({ target }) => target));
  return targets.filter(({ scope }) => scope === "ctx").map(({ path }) => path.map(({ value }) => value));
}

function isAfterOpenWrite(node: number, path: readonly (string | number)[], { assignment }: RuleContext): boolean {
  const read = assignment.readsAt(node).find((plan) => plan.scope === "ctx" && overlaps(plan.path, path));
  return read?.afterOpenWrite === true;
}
