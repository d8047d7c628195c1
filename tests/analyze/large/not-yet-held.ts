/**
 * Kinds of verdicts that are known to be wrong, each to be taken out here with its fix. The smallest flow that shows it
 * stands beside each: nodes are plain, unless something else is said.
 */
export const notYetHeld: ReadonlySet<string> = new Set([
  // `a >> (b & c)`: `a` and `b` write `$ctx.x`, `c` reads it: the plan's sources name `a` alone.
  "read: source of ctx",
  // `a >> b`, `(a & b) >> j`: `b` reads `$joins.j.a`, which has arrived: the plan's sources name nobody.
  "read: source of joins",
  // `s >> a`, `a >> (w & r)`, `r >> (a | e)` with a router `r`: `a` reads `$payload.w`.
  "read: source of payload",
  "payload/not-yet-run: had run",
  // `a >> (b & r)`, `r >> (a | e)` with a router `r`, `b >> c`: `c` reads `$payload.b` at concurrency 8.
  "read: silent other pass",
  // A loop `outer` of `a`, `a >> inner`, a loop of `b`: `b` reads `$payload.a` at concurrency 8.
  "read: silent other item",
  // `a >> b`, `b >> (a & c)`: `a` and `b` write `$ctx.x`, `c` reads it, after `a` has run again.
  "context/dead-write: read",
  // `a >> b`, `b >> (a & w)`: `a` and `w` write `$ctx.x` at concurrency 8.
  "write: silent race of pass",
  // `a >> r`, `r >> (b | c)` with a router `r`, `b >> (a & j)`, `c >> (d & j)`: `d` and `j`, which joins two passes, write `$ctx.x`.
  "write: silent race of branches",
  // `r >> (b | m)`, `b >> (r & m)` with a router `r`: `m` runs after `b`, and again after a later `r`.
  "join: silent double",
  // A loop of `a` with the done route `d`: both write `$ctx.x`, which is called concurrent.
  "context/concurrent-write: false alarm",
  "join/may-not-fire: false alarm",
  // `a >> b`, `a` with `on_error: continue`: `b` reads `$payload.a`, which is set.
  "context/maybe-unset: false alarm",
]);
