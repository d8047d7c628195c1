import { referenceText } from "../../../compiler/analyze/facts/reference-text.js";
import { type NeededContext, neededContext } from "../../../compiler/needed-context.js";
import type { FlowPlan } from "../../../compiler/plan.js";
import { contextSample } from "../../project/context-sample.js";
import type { UsageError } from "../../base/usage-error.js";

type Path = NeededContext["path"];

/**
 * Returns an error for each value that a flow reads from its caller but that the context of the run does not have (SPEC
 * 16).
 */
export function missingContext(plan: FlowPlan, context: object): UsageError[] {
  // A schema says itself what may be missing, when the run begins.
  const isLeftToSchema = plan.context?.kind === "schema";
  const needed = neededContext(plan).filter(({ isCallable }) => isCallable || !isLeftToSchema);
  const missing = needed.filter(({ path }) => isMissing(context, path));
  const sample = contextSample(
    missing.filter(({ isCallable }) => !isCallable).map(({ path }) => path),
    "…",
  );
  return missing.map(({ path, node, isCallable, span }) => {
    const { line, column } = span.start;
    const text = referenceText("ctx", path);
    const reads = isCallable ? "finds its callable there" : "reads it";
    const help = isCallable
      ? "JSON holds no functions: run the flow from a program that brings it"
      : `add \`--context '${sample}'\`, or a default: \`${text} ?? …\``;
    return {
      message: `the run needs \`${text}\`: \`${node}\` ${reads}, and no node writes it`,
      help,
      place: { file: plan.file, line, column },
    };
  });
}

function isMissing(context: object, path: Path): boolean {
  let value: unknown = context;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return true;
    value = Reflect.get(value, key);
  }
  return value === undefined;
}
