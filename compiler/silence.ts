/** Why a flow gives its caller nothing (SPEC 13). */
export type Silence =
  /** It ends in several nodes. */
  | { readonly kind: "many-ends"; readonly nodes: readonly string[] }
  /** Each of its nodes has successors. */
  | { readonly kind: "no-end" }
  | { readonly kind: "ends-in-loop"; readonly node: string; readonly loop: string }
  /** Its last node runs a flow that gives nothing itself. */
  | { readonly kind: "silent-child"; readonly node: string }
  /** The type of a flow that a module exports says so. Only `check` knows it. */
  | { readonly kind: "typed" };
