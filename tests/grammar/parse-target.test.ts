import { describe, expect, it } from "vitest";
import { parseTarget, printTarget } from "../../grammar/index.js";
import { shownErrors } from "./shown.js";

describe("parseTarget", () => {
  it.each([
    ["$ctx.a.b", "$ctx.a.b"],
    ["ctx.a", "$ctx.a"],
    [" $.a ", "$ctx.a"],
    ["$payload.x", "$payload.x"],
    ["payload.x", "$payload.x"],
    ["joins.x", "$joins.x"],
    ["ctx['odd key'][0].0", `$ctx["odd key"][0].0`],
  ])("reads %j", (text, expected) => {
    const { ast, errors } = parseTarget(text);
    expect(errors).toEqual([]);
    expect(ast === undefined ? undefined : printTarget(ast)).toBe(expected);
  });

  it("gives the path its range, without surrounding spaces", () => {
    expect(parseTarget(" $.a ").ast).toEqual({
      kind: "reference",
      scope: "ctx",
      range: { start: 1, end: 4 },
      path: [{ kind: "path-key", value: "a", range: { start: 3, end: 4 } }],
    });
  });

  it.each([
    ["", ["target/not-a-target 0-0 "]],
    [" \n", ["target/not-a-target 2-2 "]],
    [" result ", ["target/not-a-target 1-7 result"]],
    ["$ctx", ["target/not-a-target 0-4 $ctx"]],
    ["joins", ["target/not-a-target 0-5 joins"]],
    ["env.A", ["target/not-a-target 0-5 env.A"]],
    ["$env", ["target/not-a-target 0-4 $env"]],
    ["$$ctx.a", ["target/not-a-target 0-7 $$ctx.a"]],
    ["$ctx.a ?? $ctx.b", ["target/not-a-target 0-16 $ctx.a ?? $ctx.b"]],
    ["{{ $ctx.a }}", ["target/not-a-target 0-12 {{ $ctx.a }}"]],
    ["'x'", ["target/not-a-target 0-3 'x'"]],
    ["$foo.a", ["expression/unknown-scope 0-4 $foo"]],
    ["$ctx.", ["expression/missing-key 4-5"]],
    ["$ctx[a]", ["expression/unexpected-text 5-6 a"]],
    [" $ctx.a b", ["expression/unexpected-text 8-9 b"]],
    ["$ctx.constructor..b", ["expression/reserved-key 5-16 constructor", "expression/missing-key 16-17"]],
  ])("reports what is wrong in %j", (text, expected) => {
    const result = parseTarget(text);
    expect(result.ast).toBeUndefined();
    expect(shownErrors(result)).toEqual(expected);
  });
});
