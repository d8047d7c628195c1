import { expect, test } from "vitest";
import { inQuotes, mayBeCut, wholeEdge } from "../../compiler/cut-edge.js";

const wholeOf = (line: string, read: string): string | undefined => {
  const start = line.indexOf(read);
  return wholeEdge({ line, start, cut: start + read.length });
};

test("the shortest edge that goes on after the cut", () => {
  expect(wholeOf(`- a >> b when $result.x == "y #1"`, `a >> b when $result.x == "y`)).toBe(
    `a >> b when $result.x == "y #1"`,
  );
  expect(wholeOf(`[a >> b when $result.x in ["y", 1], b >> c]`, "a >> b when $result.x in")).toBe(
    `a >> b when $result.x in ["y", 1]`,
  );
  expect(wholeOf(`edges: [a >> b when $result.x == "y, z" , b >> c]`, `a >> b when $result.x == "y`)).toBe(
    `a >> b when $result.x == "y, z"`,
  );
});

test("none, if what follows does not make it an edge", () => {
  expect(wholeOf("- a >> (b when $result.x # c)", "a >> (b when $result.x")).toBeUndefined();
  expect(wholeOf("[a >> b when, c]", "a >> b when")).toBeUndefined();
  expect(wholeOf("- a >> b when $result.x ==", "a >> b when $result.x ==")).toBeUndefined();
});

test("a line of ten thousand commas takes no time", () => {
  expect(wholeOf(`[a >> b when $result.x == "${",".repeat(10_000)}`, `a >> b when $result.x == "`)).toBeUndefined();
});

test("only an edge with a condition may be cut", () => {
  expect(["a >> b when $result", "a >> whenever", "when x", "a >> b"].map(mayBeCut)).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

test("a single quote is written twice", () => {
  expect(inQuotes(`a >> b when $result == 'x'`)).toBe(`'a >> b when $result == ''x'''`);
});
