/** The answer of a callable that takes longer than its policy allows. What happens later is ignored. */
export class Hang {
  readonly kind: "deaf" | "late" | "fails";

  /** @param kind never answers, answers, or fails; the last two after their time */
  constructor(kind: Hang["kind"]) {
    this.kind = kind;
  }
}
