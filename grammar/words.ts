/** The words that a reference can begin with, with or without `$`. */
export const scopes = ["ctx", "payload", "joins", "env"] as const;

/** Names that no node, key or path may have: they would access what every JavaScript object inherits. */
export const reservedNames: readonly string[] = ["__proto__", "constructor", "prototype"];

/** A character that the name of an environment variable only has in brackets: `$env["a/b"]`. */
export const notInEnvName = /[^\p{L}\p{N}_-]/u;

/** The operators that compare two values in a condition. */
export const comparisonOperators = ["==", "!=", "<=", "<", ">=", ">", "in"] as const;
