/** Fails to compile unless both types are the same. */
export type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
/** Compiles where the proof holds. */
export const holds = <T extends true>(proof: T): unknown => proof;
/** Compiles where the value is of exactly the type that is expected. */
export const exactly = <Expected>(): (<Actual>(value: Actual, same: Same<Actual, Expected>) => unknown) => {
  return (value) => value;
};
/** Expressions that are there to be compiled. */
export const compiles = (...expressions: readonly unknown[]): unknown => expressions;
