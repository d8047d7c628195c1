/** Where each scope of expressions is in the context (SPEC 3): `$payload.a` is `context.payloads.a`. */
export const scopeKeys = { ctx: [], payload: ["payloads"], joins: ["joins"] } as const;
