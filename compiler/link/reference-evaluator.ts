import { env, read } from "../../runtime/index.js";
import type { LiteralPlan, ReferencePlan } from "../plan.js";
import { scopeKeys } from "../scope-keys.js";

/** Computes a value from the context. */
export type Evaluate = (context: unknown) => unknown;

/** As an operand of `??`, a variable that is not set is undefined instead of `""` (SPEC 3). */
export function operandEvaluator(operand: ReferencePlan | LiteralPlan): Evaluate {
  if (operand.kind === "literal") return () => operand.value;
  if (operand.scope !== "env") return referenceEvaluator(operand);
  const name = String(operand.path[0]?.value ?? "");
  return () => env(name, undefined);
}

/** Returns a function that reads what a reference names. */
export function referenceEvaluator({ scope, path }: ReferencePlan): Evaluate {
  const keys = path.map(({ value }) => value);
  if (scope === "env") {
    const [name = ""] = keys;
    return () => env(String(name));
  }
  return readPath([...scopeKeys[scope], ...keys]);
}

/** Returns a function that does what `read` does, for a path that is only known at run time. */
export function readPath(keys: readonly (string | number)[]): Evaluate {
  return (context) => keys.reduce<unknown>((value, key) => read(value, key), context);
}
