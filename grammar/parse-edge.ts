import type { IToken } from "chevrotain";
import type { EdgeChain, TextRange } from "./ast.js";
import { guardFaults } from "./guard-faults.js";
import { edgeParser, type ParsedChain } from "./edge-parser.js";
import { edgeLexer, OpenQuote } from "./edge-tokens.js";
import type { GrammarError, GrammarErrorCode, ParseResult } from "./grammar-error.js";
import { matchGroups, maxDepth } from "./match-groups.js";
import { byPlace } from "./order-errors.js";
import { readPlainChain } from "./plain-texts.js";
import { remember } from "./remember.js";
import { endOf, rangeOf } from "./token-range.js";
import { withoutConsequences } from "./without-consequences.js";

/**
 * Parses an edge such as `A >> (B & C)` (SPEC 2, 12). Parentheses around a single group leave no trace; nested groups stay.
 * The range of a group covers its members without its own parentheses. Returns all errors, in the order of their
 * places. Never throws.
 */
export const parseEdge = remember((text: string): ParseResult<EdgeChain> => {
  const plain = readPlainChain(text);
  return plain === undefined ? parseByGrammar(text) : { ast: plain, errors: [] };
});

/** The same for every text, by the grammar. */
export function parseByGrammar(text: string): ParseResult<EdgeChain> {
  const { tokens } = edgeLexer().tokenize(text);
  const [first] = tokens;
  const last = tokens.at(-1);
  if (first === undefined || last === undefined) return failure(missingArrow({ start: 0, end: text.length }));
  const matched = matchGroups(tokens);
  if (matched.kind === "too-deep") {
    return failure({ code: "edge/too-deep", params: { limit: maxDepth }, range: rangeOf(matched.at) });
  }
  const range = { start: first.startOffset, end: endOf(last) };
  const parsed = edgeParser().parse(matched.tokens, text);
  const { groups } = parsed;
  return {
    ast: groups.length < 2 ? undefined : { kind: "edge-chain", groups, range },
    errors: withoutConsequences(
      [
        ...chainFaults(parsed, last),
        ...misplacedGuards(parsed),
        ...(isArrowMissed(parsed) ? [missingArrow(range)] : []),
      ].sort(byPlace),
      text,
    ),
  };
}

/** The parser's errors, except for a `(` whose `)` may have been swallowed by an unclosed quote. */
function chainFaults({ faults }: ParsedChain, last: IToken): readonly GrammarError[] {
  return last.tokenType === OpenQuote ? faults.filter(({ code }) => code !== "edge/unclosed-group") : faults;
}

/** Without the faults that other errors explain: a condition that is wrong is missing. */
function misplacedGuards({ groups, faults }: ParsedChain): readonly GrammarError[] {
  const found = guardFaults(groups);
  return faults.length === 0 ? found : found.filter(({ code }) => code !== "condition/missing-alternative");
}

/** Errors at a place where an arrow may have been meant. */
const arrowLike: ReadonlySet<GrammarErrorCode> = new Set<GrammarErrorCode>([
  "edge/unexpected-token",
  "edge/unexpected-character",
  "edge/unclosed-quote",
]);

function isArrowMissed({ hasArrow, faults }: ParsedChain): boolean {
  return !hasArrow && !faults.some(({ code }) => arrowLike.has(code));
}

function missingArrow(range: TextRange): GrammarError {
  return { code: "edge/missing-arrow", params: {}, range };
}

function failure(error: GrammarError): ParseResult<EdgeChain> {
  return { ast: undefined, errors: [error] };
}
