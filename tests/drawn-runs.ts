/** How many random values a property test draws. */
export interface DrawnRuns {
  /** In `npm test`, which should not take long. */
  readonly short: number;
  /** In `npm run test:long`, which CI runs as well. */
  readonly long: number;
}

/** Returns the number of runs: of the short or the long form of the test, or what `RUNS` says. */
export function drawnRuns({ short, long }: DrawnRuns): number {
  return Number(process.env["RUNS"] ?? (process.env["LONG"] === "1" ? long : short));
}
