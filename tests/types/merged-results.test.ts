import { expect, test } from "vitest";
import { compileProofs, proved, type ProvedCase, strict } from "./compile-proofs.js";

/** Flows in which a node surely runs, although each of those that start it need not (SPEC 16, 17). */
const cases: readonly ProvedCase[] = [
  proved("merges behind choices", {
    flow: `name: desk
entry: sort
nodes:
  sort: { callable: ops.sort }
  a: { callable: ops.made }
  b: { callable: ops.made }
  b2: { callable: ops.made }
  b3: { callable: ops.made }
  d: { callable: ops.made, context: { outputs: $ctx.d } }
  after: { callable: ops.made }
  maybe: { callable: ops.made }
  x: { callable: ops.maybe }
  y: { callable: ops.made }
  skipped: { callable: ops.made }
  skippedToo: { callable: ops.made }
  again: { callable: ops.sort }
  open: { callable: ops.made }
  openEnd: { callable: ops.made }
  late: { callable: ops.made }
  end: { callable: ops.made }
edges:
  - sort >> (a when $result.n > 1 | b otherwise)
  - b >> (b2 when $result.made | b3 otherwise)
  - (a | b2 | b3) >> d >> after
  - after >> maybe when $result.made
  - after >> (x when $result.made | y otherwise) >> skipped >> skippedToo
  - after >> again
  - again >> (again when $result.n < 3 | open when $result.n < 5 | late otherwise)
  - open >> openEnd when $result.made
  - (openEnd | late) >> end
`,
    ops: `export declare function sort(x: unknown): { n: number };
export declare function made(x: unknown): { made: string };
export declare function maybe(x: unknown): { skipped?: string };
`,
    proof: `import desk from "./case.flow.js";
const left = desk.runSync();
const { payloads } = left;
exactly<{ made: string } | undefined>()(payloads.a, true);
exactly<{ made: string } | undefined>()(payloads.b, true);
exactly<{ made: string } | undefined>()(payloads.b2, true);
exactly<{ made: string }>()(payloads.d, true);
exactly<{ made: string }>()(payloads.after, true);
exactly<{ made: string }>()(left.d, true);
exactly<{ made: string } | undefined>()(payloads.maybe, true);
// \`x\` may return an empty mapping of its successors.
exactly<{ made: string } | undefined>()(payloads.skipped, true);
exactly<{ made: string } | undefined>()(payloads.skippedToo, true);
exactly<{ made: string } | undefined>()(payloads.end, true);
`,
  }),
  proved("a merge that an item, an error handler or a node that continues may not reach", {
    flow: `name: desk
entry: sort
nodes:
  sort: { callable: ops.sort }
  a: { callable: ops.made }
  b: { callable: ops.made, policy: { on_error: continue } }
  d: { callable: ops.sort }
  e: { callable: ops.made, policy: { on_error: { goto: help } } }
  f: { callable: ops.made }
  help: { callable: ops.made }
  g: { callable: ops.sort, policy: { on_error: continue } }
  h: { callable: ops.made }
  i: { callable: ops.made }
  j: { callable: ops.made }
edges:
  - sort >> (a when $result.n > 1 | b otherwise)
  - (a | b) >> d
  - d >> (e when $result.n > 1 | f otherwise)
  - (e | f) >> g
  - g >> (h when $result.n > 1 | i otherwise)
  - (h | i) >> j
`,
    ops: `export declare function sort(x: unknown): { n: number };
export declare function made(x: unknown): { made: string };
`,
    proof: `import desk from "./case.flow.js";
const { payloads } = desk.runSync();
exactly<{ n: number }>()(payloads.d, true);
// If \`e\` fails, \`help\` is the end.
exactly<{ n: number } | { made: string } | undefined>()(payloads.g, true);
exactly<{ made: string } | undefined>()(payloads.j, true);
`,
  }),
  proved("several nodes start in an alternative, a merge behind a cycle, a join with a merge in it", {
    flow: `name: desk
entry: draft
nodes:
  draft: { callable: ops.sort }
  review: { callable: ops.sort }
  publish: { callable: ops.made }
  tell: { callable: ops.made }
  drop: { callable: ops.made }
  done: { callable: ops.made }
edges:
  - draft >> review
  - review >> (draft when $result.n < 3 | (publish & tell) when $result.n < 5 | drop otherwise)
  - (publish | drop) >> done
`,
    ops: `export declare function sort(x: unknown): { n: number };
export declare function made(x: unknown): { made: string };
`,
    proof: `import desk from "./case.flow.js";
const { payloads } = desk.runSync();
exactly<{ n: number }>()(payloads.review, true);
exactly<{ made: string } | undefined>()(payloads.tell, true);
exactly<{ made: string }>()(payloads.done, true);
`,
  }),
];

test("what surely runs behind a choice has a result", async () => {
  const { outputs, checked } = await compileProofs(cases, [
    ["typescript", strict],
    ["typescript-7", strict],
  ]);
  expect(outputs).toEqual(["", ""]);
  expect([...checked].map(([name, { check }]) => [name, check])).toEqual(cases.map(({ name }) => [name, []]));
}, 120_000);
