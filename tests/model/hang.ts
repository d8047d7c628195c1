/** The answer of a callable that takes longer than its policy allows: what comes of it then is heard by nobody. */
export class Hang {
  readonly kind: "deaf" | "late" | "fails";

  /** @param kind never answers; answers; fails: each after its time */
  constructor(kind: Hang["kind"]) {
    this.kind = kind;
  }
}
