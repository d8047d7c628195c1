/** What a node can choose. Targets are given by position. */
export interface Choice {
  /** Whether any decision may contain the target. */
  canHold(target: number): boolean;
  /**
   * Whether no decision contains the target, of conditions that say so. That has been reported; what comes behind it is still
   * looked at as if the conditions were different.
   */
  isNever(target: number): boolean;
  /** Whether every decision contains the target. */
  isAlways(target: number): boolean;
  /**
   * Returns the first of the targets that are always chosen together with this one; the target itself if there are no
   * others.
   */
  firstWith(target: number): number;
  /**
   * Returns the targets that are in every decision that may contain this one. Of targets that are always chosen
   * together, only the first is returned.
   */
  impliedBy(target: number): readonly number[];
  /** Whether no decision contains both. */
  areExclusive(one: number, other: number): boolean;
  /** Whether there is a decision that always contains both. */
  areTogether(one: number, other: number): boolean;
  /** A number that is the same for targets that are decided on together. Different choices of conditions are independent. */
  partOf(target: number): number;
  /** Whether every decision contains at least one of the targets. */
  isSomeOf(targets: readonly number[]): boolean;
  /** Whether every decision contains exactly one of the targets. */
  isOneOf(targets: readonly number[]): boolean;
}
