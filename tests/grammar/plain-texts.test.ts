import fc from "fast-check";
import { expect, test } from "vitest";
import { parseByGrammar as edgeByGrammar } from "../../grammar/parse-edge.js";
import { parseByGrammar as expressionByGrammar } from "../../grammar/parse-expression.js";
import { readPlainChain, readPlainReference } from "../../grammar/plain-texts.js";

const words = ["a", "b1", "a-b", "_x", "when", "otherwise", "in", "true", "null", "ctx", "$ctx", "payload", "joins"];
const others = [
  "env",
  "$env",
  "constructor",
  "__proto__",
  "prototype",
  "1",
  "é",
  "-",
  ">",
  ">>",
  ">>>",
  "->",
  " ",
  "  ",
];
const signs = [".", "..", "[", "]", '"', "&", "|", "(", ")", "??", " >> ", "$", "\n", "\t"];
const piece = fc.constantFrom(...words, ...others, ...signs);
const anyText = fc.array(piece, { maxLength: 9 }).map((pieces) => pieces.join(""));
const name = fc.constantFrom(...words, "step0", "A_b-c");
const chain = fc.array(name, { minLength: 1, maxLength: 5 }).map((names) => names.join(" >> "));
const path = fc
  .tuple(fc.constantFrom("$ctx", "ctx", "$payload", "joins", "$joins", "$env"), fc.array(name, { maxLength: 4 }))
  .map(([scope, names]) => [scope, ...names].join("."));
const text = fc.oneof(anyText, chain, path);

test("the simplest edges give what the grammar gives", () => {
  let count = 0;
  fc.assert(
    fc.property(text, (given) => {
      const plain = readPlainChain(given);
      if (plain === undefined) return;
      count += 1;
      expect({ ast: plain, errors: [] }).toStrictEqual(edgeByGrammar(given));
    }),
    { numRuns: 4000 },
  );
  expect(count).toBeGreaterThan(400);
});

test("the simplest references give what the grammar gives", () => {
  let count = 0;
  fc.assert(
    fc.property(text, (given) => {
      const plain = readPlainReference(given);
      if (plain === undefined) return;
      count += 1;
      expect({ ast: plain, errors: [] }).toStrictEqual(expressionByGrammar(given));
    }),
    { numRuns: 4000 },
  );
  expect(count).toBeGreaterThan(400);
});

test.each(["a", "a>>b", "a >>  b", "a >> b | c", "a >> 1", " a >> b", "a >> b ", "a >> b when $result.ok", "a ->> b"])(
  "%j is left to the grammar",
  (given) => {
    expect(readPlainChain(given)).toBeUndefined();
  },
);

test.each(["$env.HOME", "$ctx.constructor", "$ctx[0]", "$ctx.", "$ctx .a", "$result.a", "$ctx.a ?? 1", "$ctx.1"])(
  "%j is left to the grammar of expressions",
  (given) => {
    expect(readPlainReference(given)).toBeUndefined();
  },
);
