import type { FlowSpec } from "@flowc/runtime";

/** The answer of a model's callable that runs a flow. */
export class Nested {
  readonly spec: FlowSpec;
  /** Whether an error of the flow itself says that it hangs, which only a timeout around it ends. */
  readonly mayHang: boolean;

  constructor(spec: FlowSpec, mayHang: boolean) {
    this.spec = spec;
    this.mayHang = mayHang;
  }
}
