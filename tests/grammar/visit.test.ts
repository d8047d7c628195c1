import { expect, it } from "vitest";
import { parseEdge, parseValue, visit } from "../../grammar/index.js";

it("visits parents first, in text order, and only the requested kinds", () => {
  const { ast } = parseEdge("a >> (b & (c | d))");
  const seen: string[] = [];
  if (ast) {
    visit(ast, {
      "edge-chain": ({ groups }) => seen.push(`${groups.length} groups`),
      all: () => seen.push("all"),
      "node-name": ({ value }) => seen.push(value),
    });
  }
  expect(seen).toEqual(["2 groups", "a", "all", "b", "c", "d"]);
});

it("visits the contents of the holes in a template", () => {
  const { ast } = parseValue("x {{ $ctx.a ?? $payload.b[0] ?? 1 }} y {{ $env.C }}");
  const seen: unknown[] = [];
  if (ast) {
    visit(ast, {
      reference: ({ scope }) => seen.push(scope),
      "path-key": ({ value }) => seen.push(value),
      literal: ({ value }) => seen.push(value),
      "plain-text": ({ value }) => seen.push(value),
    });
  }
  expect(seen).toEqual(["x ", "ctx", "a", "payload", "b", 0, 1, " y ", "env", "C"]);
});
