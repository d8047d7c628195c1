import fc from "fast-check";
import { expect, test } from "vitest";
import { linkFlow } from "../../compiler/link/link-flow.js";
import { planFlow } from "../../compiler/plan-flow.js";
import { defineFlow, type FlowEvent, type SyncFlow, type FlowContext } from "../../runtime/index.js";
import { openHost } from "../open-host.js";

/** A choice by what `s` returns, and joins and merges of what it starts. */
interface Shape {
  /** How many targets each alternative starts. */
  readonly alternatives: readonly number[];
  readonly hasOtherwise: boolean;
  /** Targets that start in any case. */
  readonly always: number;
  /** Pairs of targets, and whether both are waited for. */
  readonly pairs: readonly { readonly one: number; readonly other: number; readonly isJoin: boolean }[];
}

const shapes: fc.Arbitrary<Shape> = fc.record({
  alternatives: fc.array(fc.integer({ min: 1, max: 2 }), { minLength: 2, maxLength: 4 }),
  hasOtherwise: fc.boolean(),
  always: fc.integer({ min: 0, max: 2 }),
  pairs: fc.array(fc.record({ one: fc.nat(), other: fc.nat(), isJoin: fc.boolean() }), { minLength: 1, maxLength: 4 }),
});

/** Returns the flow as text. Later pairs may also be of earlier ones. */
function textOf({ alternatives, hasOtherwise, always, pairs }: Shape): string {
  const ids: string[] = [];
  const take = (count: number): string[] => {
    const taken = Array.from({ length: count }, (_, index) => `t${ids.length + index}`);
    ids.push(...taken);
    return taken;
  };
  const last = alternatives.length - 1;
  const firsts: string[] = [];
  const written = alternatives.map((count, index) => {
    const targets = take(count);
    firsts.push(...targets.slice(0, 1));
    const group = targets.length > 1 ? `(${targets.join(" & ")})` : targets.join("");
    return `${group} ${index === last && hasOtherwise ? "otherwise" : `when $result.n == ${index}`}`;
  });
  const edges = [`s >> (${written.join(" | ")})`, ...take(always).map((id) => `s >> ${id}`)];
  // A merge of all alternatives comes where `s` does, if the choice always takes one of them.
  edges.push(`(${firsts.join(" | ")}) >> any`);
  ids.push("any");
  for (const [index, { one, other, isJoin }] of pairs.entries()) {
    const [left, right] = [ids[one % ids.length], ids[other % ids.length]];
    if (left === undefined || right === undefined || left === right) continue;
    edges.push(`(${left} ${isJoin ? "&" : "|"} ${right}) >> p${index}`);
    ids.push(`p${index}`);
  }
  const nodes = ["s", ...ids].map((id) => `  ${id}: { callable: "ops#${id}" }`);
  return `entry: s\nnodes:\n${nodes.join("\n")}\nedges:\n${edges.map((edge) => `  - ${edge}`).join("\n")}\n`;
}

test("what is said of joins behind a choice holds in every run", () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(shapes, (shape) => {
      const text = textOf(shape);
      const { plan, diagnostics, facts } = planFlow({ path: "case.flow.yaml", text }, openHost);
      for (const { code } of diagnostics) seen.add(code);
      const errors = diagnostics.filter(({ severity }) => severity === "error");
      expect(facts).toBeDefined();
      if (plan === undefined) {
        expect(new Set(errors.map(({ code }) => code))).toEqual(new Set(["join/never-fires"]));
        return;
      }
      const codes = new Set<string>(diagnostics.map(({ code }) => code));
      for (let n = 0; n <= shape.alternatives.length; n += 1) {
        const events: FlowEvent[] = [];
        const spec = linkFlow(plan, (callable) => {
          return "exportName" in callable && callable.exportName === "s"
            ? () => ({ n })
            : (payload: unknown) => payload;
        });
        const flow = defineFlow<SyncFlow<FlowContext>>(spec);
        const { steps } = flow.runSync({}, undefined, { onEvent: (event) => events.push(event) });
        const starts = steps.filter(({ status }) => status === "start").map(({ node_id }) => node_id);
        const waits = events.some(({ type }) => type === "waiting");
        if (waits)
          expect([...codes], text).toSatisfy((all: string[]) =>
            all.some((code) => /may-not-fire|fires-twice/.test(code)),
          );
        if (new Set(starts).size < starts.length) expect([...codes], text).toContain("join/fires-twice");
      }
    }),
    { numRuns: 400 },
  );
  expect([...seen].sort()).toEqual(["join/fires-twice", "join/may-not-fire", "join/never-fires"]);
});
