/**
 * Decisions of routers in the form that the model reads. Random callables return them, and for the runtime they are
 * turned into routes.
 */
export interface Decision {
  readonly decision: true;
  readonly target: string;
  readonly payload?: unknown;
  readonly confidence?: number;
}

export interface Decided {
  readonly record: { readonly target: string; readonly confidence?: number };
  readonly payload: unknown;
}

export function isDecision(value: unknown): value is Decision {
  if (Array.isArray(value)) return isDecision(value[0]);
  return typeof value === "object" && value !== null && "decision" in value;
}

/** The meaning of a router's answer (SPEC 5): where it leads and with what, in the order of dispatch. */
export function decisionsOf(answer: unknown, given: unknown, next: readonly string[]): Decided[] {
  if (answer === undefined || answer === null) return [];
  if (typeof answer === "string") return [{ record: { target: answer }, payload: given }];
  if (Array.isArray(answer)) return answer.flatMap((one) => decisionsOf(one, given, next));
  if (isDecision(answer)) {
    const { target, confidence } = answer;
    const record = confidence === undefined ? { target } : { target, confidence };
    return [{ record, payload: Object.hasOwn(answer, "payload") ? answer.payload : given }];
  }
  const mapping = answer as Record<string, unknown>;
  const unknown = Object.keys(mapping).filter((key) => !next.includes(key));
  const known = next.filter((id) => Object.hasOwn(mapping, id));
  return [...unknown, ...known].map((target) => ({ record: { target }, payload: mapping[target] }));
}
