import { EmbeddedActionsParser, type IToken, type ParserMethod } from "chevrotain";
import type { AllGroup, AnyGroup, EdgeGroup, Otherwise, When } from "./ast.js";
import * as tokens from "./edge-tokens.js";
import type { GrammarError } from "./grammar-error.js";
import { once } from "./once.js";
import { parseCondition } from "./parse-condition.js";
import { unquote } from "./quoted-text.js";
import { endOf, hasPlace, rangeOf } from "./token-range.js";

type GroupRule = ParserMethod<[], EdgeGroup | undefined>;

/** The result of parsing an edge's tokens. Missing groups are left out of `groups`. */
export interface ParsedChain {
  readonly groups: readonly EdgeGroup[];
  readonly hasArrow: boolean;
  readonly faults: readonly GrammarError[];
}

/**
 * The grammar of edges (SPEC 2), including its errors: it accepts every sequence of tokens that `matchGroups` returns.
 * So Chevrotain's own error recovery, which has no exact places, is never needed.
 */
export class EdgeParser extends EmbeddedActionsParser {
  private faults: GrammarError[] = [];
  private text = "";

  constructor({ skipValidations }: { readonly skipValidations: boolean }) {
    super(tokens.edgeTokens, { maxLookahead: 1, skipValidations });
    this.performSelfAnalysis();
  }

  /** Parses the tokens of one edge. No state is kept from earlier calls. */
  parse(input: IToken[], text: string): ParsedChain {
    this.input = input;
    this.text = text;
    this.faults = [];
    const { groups, hasArrow } = this.chain();
    const [unread] = this.errors;
    if (unread !== undefined) throw new Error(`the grammar of edges does not accept every text: ${unread.message}`);
    return { groups, hasArrow, faults: this.faults };
  }

  /** chain := any ( Arrow any )* */
  private readonly chain = this.RULE("chain", () => {
    const groups = [this.SUBRULE(this.any)];
    let hasArrow = false;
    this.MANY(() => {
      this.checkArrow(this.CONSUME(tokens.Arrow));
      hasArrow = true;
      groups.push(this.SUBRULE2(this.any));
    });
    return { groups: groups.filter((group) => group !== undefined), hasArrow };
  });

  /** any := all ( "|" all )* */
  private readonly any: GroupRule = this.RULE("any", () => {
    const start = this.LA(1).startOffset;
    const members = [this.SUBRULE(this.all)];
    this.MANY(() => {
      this.checkOperator(this.CONSUME(tokens.Or), "|");
      members.push(this.SUBRULE2(this.all));
    });
    return this.groupOf("any", members, start);
  });

  /** all := term ( "&" term )* */
  private readonly all: GroupRule = this.RULE("all", () => {
    const start = this.LA(1).startOffset;
    const members = [this.SUBRULE(this.term)];
    this.MANY(() => {
      this.checkOperator(this.CONSUME(tokens.And), "&");
      members.push(this.SUBRULE2(this.term));
    });
    return this.groupOf("all", members, start);
  });

  /**
   * term := ( atom | guard | Stray )*, where only a single atom and a guard behind it are correct. After the first wrong
   * token, other atoms are not reported.
   */
  private readonly term: GroupRule = this.RULE("term", () => {
    let group: EdgeGroup | undefined;
    let previous = "nothing" as "nothing" | "atom" | "stray";
    this.MANY(() =>
      this.OR([
        {
          ALT: () => {
            this.reportStray(this.CONSUME(tokens.Stray));
            previous = "stray";
          },
        },
        {
          ALT: () => {
            const isSecond = previous === "atom";
            if (isSecond) this.reportUnexpected(this.LA(1));
            const atom = this.SUBRULE(this.atom);
            group ??= atom;
            previous = isSecond ? "stray" : "atom";
          },
        },
        {
          ALT: () => {
            const guard = this.SUBRULE(this.guard);
            group = this.ACTION(() => guardedBy(group, guard)) ?? group;
          },
        },
      ]),
    );
    if (previous === "nothing") this.reportMissing(this.LA(1));
    return group;
  });

  /** atom := Name | Quoted | OpenQuote | "(" any ")" | LoneParen any */
  private readonly atom: GroupRule = this.RULE("atom", () =>
    this.OR<EdgeGroup | undefined>([
      { ALT: () => this.nameOf(this.CONSUME(tokens.Name)) },
      { ALT: () => this.quotedNameOf(this.CONSUME(tokens.Quoted)) },
      { ALT: () => this.reportOpenQuote(this.CONSUME(tokens.OpenQuote)) },
      {
        ALT: () => {
          this.CONSUME(tokens.LeftParen);
          const group = this.SUBRULE(this.any);
          this.CONSUME(tokens.RightParen);
          return group;
        },
      },
      {
        ALT: () => {
          const paren = this.CONSUME(tokens.LoneParen);
          this.faults.push({ code: "edge/unclosed-group", params: {}, range: rangeOf(paren) });
          return this.SUBRULE2(this.any);
        },
      },
    ]),
  );

  /** guard := When | Otherwise */
  private readonly guard: ParserMethod<[], When | Otherwise | undefined> = this.RULE("guard", () =>
    this.OR<When | Otherwise | undefined>([
      {
        ALT: () => {
          const token = this.CONSUME(tokens.When);
          return this.ACTION(() => this.whenOf(token));
        },
      },
      { ALT: () => ({ kind: "otherwise", range: rangeOf(this.CONSUME(tokens.Otherwise)) }) },
    ]),
  );

  private whenOf(token: IToken): When | undefined {
    const range = rangeOf(token);
    const { ast, errors } = parseCondition(this.text, { start: range.start + "when".length, end: range.end });
    this.faults.push(...errors);
    return ast && { kind: "when", condition: ast, range };
  }

  private groupOf(
    kind: "all" | "any",
    found: readonly (EdgeGroup | undefined)[],
    start: number,
  ): EdgeGroup | undefined {
    const members = found.filter((member) => member !== undefined);
    if (members.length < 2) return members[0];
    return { kind, members, range: { start, end: endOf(this.LA(0)) } } satisfies AllGroup | AnyGroup;
  }

  private nameOf(token: IToken): EdgeGroup {
    return { kind: "node-name", value: token.image, range: rangeOf(token) };
  }

  private quotedNameOf(token: IToken): EdgeGroup {
    const { value, badEscapes } = unquote(token.image, token.startOffset);
    for (const range of badEscapes) {
      const found = token.image.slice(range.start - token.startOffset, range.end - token.startOffset);
      this.faults.push({ code: "edge/bad-escape", params: { found }, range });
    }
    return { kind: "node-name", value, range: rangeOf(token) };
  }

  private checkArrow(token: IToken): void {
    if (token.image === ">>") return;
    const range = rangeOf(token);
    if (token.image === "<<") this.faults.push({ code: "edge/left-arrow", params: {}, range });
    else this.faults.push({ code: "edge/unexpected-character", params: { found: token.image }, range });
  }

  private checkOperator(token: IToken, operator: "&" | "|"): void {
    if (token.image === operator) return;
    this.faults.push({ code: "edge/unexpected-character", params: { found: token.image }, range: rangeOf(token) });
  }

  private reportStray(token: IToken): void {
    const code = /^[)<>]|>$/.test(token.image) ? "edge/unexpected-token" : "edge/unexpected-character";
    this.faults.push({ code, params: { found: token.image }, range: rangeOf(token) });
  }

  private reportUnexpected(token: IToken): void {
    // An unclosed quote is reported as such: it may really be the closing quote of another id.
    if (token.tokenType === tokens.OpenQuote) return;
    this.faults.push({ code: "edge/unexpected-token", params: { found: token.image }, range: rangeOf(token) });
  }

  private reportOpenQuote(token: IToken): undefined {
    const range = { start: token.startOffset, end: token.startOffset + 1 };
    this.faults.push({ code: "edge/unclosed-quote", params: {}, range });
  }

  /** Reports a missing node, at the token in its place or after the last token. */
  private reportMissing(token: IToken): void {
    const last = this.LA(0);
    const end = hasPlace(last) ? endOf(last) : 0;
    const range = hasPlace(token) ? rangeOf(token) : { start: end, end };
    this.faults.push({ code: "edge/missing-node", params: { found: token.image }, range });
  }
}

function guardedBy(target: EdgeGroup | undefined, guard: When | Otherwise | undefined): EdgeGroup | undefined {
  if (target === undefined || guard === undefined) return undefined;
  return { kind: "guarded-target", target, guard, range: { start: target.range.start, end: guard.range.end } };
}

/** The parser of edges, built at the first use. */
export const edgeParser = once(() => new EdgeParser({ skipValidations: true }));
