/** Compiles only if both types are the same. */
export type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
/** Compiles only if the proof holds. */
export const holds = <T extends true>(proof: T): unknown => proof;
/** Compiles only if the value has exactly the expected type. */
export const exactly = <Expected>(): (<Actual>(value: Actual, same: Same<Actual, Expected>) => unknown) => {
  return (value) => value;
};
/** Expressions that only have to compile. */
export const compiles = (...expressions: readonly unknown[]): unknown => expressions;
