/**
 * Kinds of verdicts that are known to be wrong, each to be taken out here with its fix. The smallest flow that shows it
 * stands beside each: nodes are plain, unless something else is said.
 */
export const notYetHeld: ReadonlySet<string> = new Set([
  // `n0 >> (b & h)`, `b` with `on_error: { goto: h }` behind a cycle, `h >> c >> d`: `d` reads `$payload.c`; `h` runs twice.
  "read: silent other pass",
  // `r >> (b | m)`, `b >> (r & m)` with a router `r`: `m` runs after `b`, and again after a later `r`.
  "join: silent double",
  "join/may-not-fire: false alarm",
]);
