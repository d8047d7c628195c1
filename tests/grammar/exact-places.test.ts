import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AstNode, childrenOf, parseEdge, parseValue, printEdge, printValue } from "../../grammar/index.js";
import { parseCondition } from "../../grammar/parse-condition.js";
import { edgeChains, values } from "./arbitrary-ast.js";
import { shownErrors, withoutRanges } from "./shown.js";

const blank = fc.constantFrom(" ", " ", "  ", "\t", "\n", "\r\n", " \n\t ");

/** The same text with other blanks between its words. Texts in quotes stay as they are. */
function withBlanks(text: string, blanks: readonly string[]): string {
  let at = 0;
  return text.replaceAll(/"(?:[^"\\]|\\.)*"| /gsu, (found) => {
    return found === " " ? (blanks[at++ % blanks.length] ?? " ") : found;
  });
}

/** Checks that the text of each part of a condition means just that part. */
function expectConditions(node: AstNode, text: string): void {
  const { start, end } = node.range;
  const source = text.slice(start, end);
  switch (node.kind) {
    case "and":
    case "or":
    case "not":
    case "comparison":
    case "coalesce":
    case "reference":
    case "result":
    case "literal": {
      expect(source.trim()).toBe(source);
      const alone = parseCondition(source, { start: 0, end: source.length });
      expect([source, shownErrors(alone)]).toEqual([source, []]);
      expect([source, withoutRanges(alone.ast)]).toEqual([source, withoutRanges(node)]);
      break;
    }
    case "when":
    case "otherwise":
      expect(source).toMatch(/^(?:when\s.*\S|when\(.*|when["'[].*|otherwise)$/su);
      break;
    case "node-name":
      expect(withoutRanges(parseEdge(`${source} >> x`).ast)).toMatchObject({
        groups: [{ kind: "node-name", value: node.value }, {}],
      });
      break;
    default:
  }
  for (const child of childrenOf(node)) expectConditions(child, text);
}

describe("the range of each part is exactly its text", () => {
  it("in edges", () => {
    fc.assert(
      fc.property(edgeChains, fc.array(blank, { minLength: 1, maxLength: 7 }), (chain, blanks) => {
        const text = withBlanks(printEdge(chain), blanks);
        const { ast, errors } = parseEdge(text);
        expect([text, errors]).toEqual([text, []]);
        expect(withoutRanges(ast)).toEqual(withoutRanges(chain));
        if (ast !== undefined) expectConditions(ast, text);
      }),
      { numRuns: 400 },
    );
  });

  it("in conditions as values", () => {
    fc.assert(
      fc.property(
        values.filter(({ kind }) => kind === "condition"),
        (value) => {
          const text = printValue(value);
          const { ast } = parseValue(text);
          if (ast?.kind === "condition") expectConditions(ast.condition, text);
        },
      ),
      { numRuns: 300 },
    );
  });
});
