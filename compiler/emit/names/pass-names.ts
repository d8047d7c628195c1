/** The names of the types of one pass of a cycle. */
export interface PassNames {
  /** What arrives at nodes. */
  readonly payloads: string;
  /** What they return. */
  readonly results: string;
}

/** The passes that modules tell apart. In nested cycles, a value comes back in one cycle after another. */
export const passNames: readonly PassNames[] = ["First", "Second", "Third"].map((name) => {
  return { payloads: `${name}Pass`, results: `${name}Results` };
});
