/** Where the scopes of expressions are in the context (SPEC 3): `$payload.a` is `context.payloads.a`. */
export const scopeKeys = { ctx: [], payload: ["payloads"], joins: ["joins"] } as const;
