import { EmbeddedActionsParser, type IToken, type ParserMethod } from "chevrotain";
import type { Condition, LiteralList, PathKey, TextRange } from "./ast.js";
import { bracketKey, dotKey } from "./build-operand.js";
import {
  chainOf,
  type Checked,
  compared,
  conditionWord,
  junction,
  literalList,
  literalOf,
  negated,
  operatorOf,
  reportMissing,
  reportOpenQuote,
} from "./build-condition.js";
import * as own from "./condition-tokens.js";
import * as tokens from "./expression-tokens.js";
import { type FaultList, reportUnexpected } from "./fault-list.js";
import type { GrammarError } from "./grammar-error.js";
import { once } from "./once.js";
import { endOf, rangeOf } from "./token-range.js";

type ConditionRule = ParserMethod<[], Condition | undefined>;

/**
 * The grammar of conditions (SPEC 12), including its errors: it accepts every sequence of tokens that `matchBrackets`
 * returns. So Chevrotain's own error recovery, which has no exact places, is never needed.
 */
export class ConditionParser extends EmbeddedActionsParser {
  private list: FaultList = { text: "", faults: [] };
  /** Where the condition ends in the text. */
  private end = 0;

  constructor({ skipValidations }: { readonly skipValidations: boolean }) {
    super(own.conditionTokens, { maxLookahead: 1, skipValidations });
    this.performSelfAnalysis();
  }

  /** Parses the tokens of one condition, a part of `text` that ends at `end`. */
  parse(
    input: IToken[],
    { text, end }: { readonly text: string; readonly end: number },
  ): {
    readonly ast: Condition | undefined;
    readonly errors: readonly GrammarError[];
  } {
    this.input = input;
    this.list = { text, faults: [] };
    this.end = end;
    const ast = this.any();
    const [unread] = this.errors;
    if (unread !== undefined)
      throw new Error(`the grammar of conditions does not accept every text: ${unread.message}`);
    return { ast, errors: this.list.faults };
  }

  /** any := all ( "or" all )* */
  private readonly any: ConditionRule = this.RULE("any", () => {
    const first = this.LA(1);
    const members = [this.SUBRULE(this.all)];
    this.MANY(() => {
      operatorOf(this.list, this.CONSUME(own.Or));
      members.push(this.SUBRULE2(this.all));
    });
    return this.ACTION(() => junction("or", members, this.since(first)));
  });

  /** all := negation ( "and" negation )* */
  private readonly all: ConditionRule = this.RULE("all", () => {
    const first = this.LA(1);
    const members = [this.SUBRULE(this.negation)];
    this.MANY(() => {
      operatorOf(this.list, this.CONSUME(own.And));
      members.push(this.SUBRULE2(this.negation));
    });
    return this.ACTION(() => junction("and", members, this.since(first)));
  });

  /** negation := "not"* comparison */
  private readonly negation: ConditionRule = this.RULE("negation", () => {
    const words: IToken[] = [];
    this.MANY(() => {
      const word = this.CONSUME(own.Not);
      operatorOf(this.list, word);
      words.push(word);
    });
    const member = this.SUBRULE(this.comparison);
    return this.ACTION(() => negated(words, member, endOf(this.LA(0))));
  });

  /** comparison := operand ( ( Compare | "not" Compare? ) operand )*, where only one operator is correct */
  private readonly comparison: ConditionRule = this.RULE("comparison", () => {
    const first = this.LA(1);
    const left = this.SUBRULE(this.operand);
    const operators: IToken[] = [];
    const others: (Condition | undefined)[] = [];
    let denied: IToken | undefined;
    this.MANY(() => {
      this.OR([
        { ALT: () => operators.push(this.CONSUME(own.Compare)) },
        {
          ALT: () => {
            denied = this.CONSUME(own.Not);
            this.OPTION(() => operators.push(this.CONSUME2(own.Compare)));
          },
        },
      ]);
      others.push(this.SUBRULE2(this.operand));
    });
    return this.ACTION(() => {
      return compared(this.list, { left, operators, negated: denied, others, range: this.since(first) });
    });
  });

  /** operand := value ( "??" value )* */
  private readonly operand: ConditionRule = this.RULE("operand", () => {
    const first = this.LA(1);
    const values = [this.SUBRULE(this.value)];
    const operators: IToken[] = [];
    this.MANY(() => {
      operators.push(this.CONSUME(tokens.Otherwise));
      values.push(this.SUBRULE2(this.value));
    });
    return this.ACTION(() => chainOf(this.list, { values, operators, range: this.since(first) }));
  });

  /** value := ( primary | junk )*, where only a single primary is correct */
  private readonly value: ParserMethod<[], Checked> = this.RULE("value", () => {
    const before = this.LA(0);
    let found: Condition | undefined;
    let isEmpty = true;
    const unexpected: IToken[] = [];
    this.MANY(() =>
      this.OR([
        {
          ALT: () => {
            const first = this.LA(1);
            const primary = this.SUBRULE(this.primary);
            if (isEmpty) found = primary;
            else unexpected.push(first, this.LA(0));
            isEmpty = false;
          },
        },
        {
          ALT: () => {
            const junk = this.SUBRULE(this.junk);
            if (junk.tokenType === tokens.OpenQuote) reportOpenQuote(this.list, junk);
            else unexpected.push(junk);
            isEmpty = false;
          },
        },
      ]),
    );
    return this.ACTION((): Checked => {
      reportUnexpected(this.list, unexpected);
      if (isEmpty) reportMissing(this.list, { before, next: this.LA(1), end: this.end });
      return { value: found, isEmpty };
    });
  });

  /** junk := what is never part of an operand */
  private readonly junk = this.RULE("junk", () =>
    this.OR([
      { ALT: () => this.CONSUME(tokens.DotKey) },
      { ALT: () => this.CONSUME(tokens.RightBracket) },
      { ALT: () => this.CONSUME(own.Comma) },
      { ALT: () => this.CONSUME(own.Stray) },
      { ALT: () => this.CONSUME(tokens.OpenQuote) },
    ]),
  );

  /** primary := Quoted | NumberLiteral | Word step* | list | "(" any ")" | LoneParen any */
  private readonly primary: ConditionRule = this.RULE("primary", () =>
    this.OR<Condition | undefined>([
      { ALT: () => literalOf(this.list, this.CONSUME(tokens.Quoted)) },
      { ALT: () => literalOf(this.list, this.CONSUME(tokens.NumberLiteral)) },
      {
        ALT: () => {
          const word = this.CONSUME(tokens.Word);
          const steps: (PathKey | undefined)[] = [];
          this.MANY({
            GATE: () => this.LA(1).startOffset === endOf(this.LA(0)),
            DEF: () => steps.push(this.SUBRULE(this.step)),
          });
          return this.ACTION(() => conditionWord(this.list, { word, steps, end: endOf(this.LA(0)) }));
        },
      },
      { ALT: () => this.SUBRULE(this.literals) },
      {
        ALT: () => {
          this.CONSUME(own.LeftParen);
          const inner = this.SUBRULE(this.any);
          this.CONSUME(own.RightParen);
          return inner;
        },
      },
      {
        ALT: () => {
          const paren = this.CONSUME(own.LoneParen);
          const inner = this.SUBRULE2(this.any);
          this.list.faults.push({ code: "condition/unclosed-parenthesis", params: {}, range: rangeOf(paren) });
          return inner;
        },
      },
    ]),
  );

  /** step := DotKey | "[" inner* "]"? */
  private readonly step: ParserMethod<[], PathKey | undefined> = this.RULE("step", () =>
    this.OR<PathKey | undefined>([
      { ALT: () => dotKey(this.list, this.CONSUME(tokens.DotKey)) },
      {
        ALT: () => {
          const open = this.CONSUME(tokens.LeftBracket);
          const items: IToken[] = [];
          this.MANY(() => this.take(items, this.SUBRULE(this.inner)));
          const close = this.OPTION(() => this.CONSUME(tokens.RightBracket));
          return this.ACTION(() => this.closedBy(items, () => bracketKey(this.list, { open, items, close })));
        },
      },
    ]),
  );

  /** literals := "[" inner* "]"? */
  private readonly literals: ParserMethod<[], LiteralList | undefined> = this.RULE("literals", () => {
    const open = this.CONSUME(tokens.LeftBracket);
    const items: IToken[] = [];
    this.MANY(() => this.take(items, this.SUBRULE(this.inner)));
    const close = this.OPTION(() => this.CONSUME(tokens.RightBracket));
    return this.ACTION(() => this.closedBy(items, () => literalList(this.list, { open, items, close })));
  });

  /** inner := any token between brackets | "(" inner* ")" | "[" inner* "]"? */
  private readonly inner: ParserMethod<[], IToken[]> = this.RULE("inner", () => {
    const items: IToken[] = [];
    this.OR([
      { ALT: () => items.push(this.CONSUME(tokens.Quoted)) },
      { ALT: () => items.push(this.CONSUME(tokens.NumberLiteral)) },
      { ALT: () => items.push(this.CONSUME(tokens.Word)) },
      { ALT: () => items.push(this.CONSUME(own.Comma)) },
      { ALT: () => items.push(this.CONSUME(tokens.DotKey)) },
      { ALT: () => items.push(this.CONSUME(own.And)) },
      { ALT: () => items.push(this.CONSUME(own.Or)) },
      { ALT: () => items.push(this.CONSUME(own.Not)) },
      { ALT: () => items.push(this.CONSUME(own.Compare)) },
      { ALT: () => items.push(this.CONSUME(tokens.Otherwise)) },
      { ALT: () => items.push(this.CONSUME(own.Stray)) },
      { ALT: () => items.push(this.CONSUME(own.LoneParen)) },
      { ALT: () => items.push(this.CONSUME(tokens.OpenQuote)) },
      {
        ALT: () => {
          items.push(this.CONSUME(own.LeftParen));
          this.MANY(() => this.take(items, this.SUBRULE(this.inner)));
          items.push(this.CONSUME(own.RightParen));
        },
      },
      {
        ALT: () => {
          items.push(this.CONSUME(tokens.LeftBracket));
          this.MANY2(() => this.take(items, this.SUBRULE2(this.inner)));
          this.OPTION(() => items.push(this.CONSUME(tokens.RightBracket)));
        },
      },
    ]);
    return items;
  });

  /** The range from a token to the last one that was read, with their parentheses. */
  private since({ startOffset }: IToken): TextRange {
    return { start: startOffset, end: endOf(this.LA(0)) };
  }

  private take(items: IToken[], more: readonly IToken[]): void {
    this.ACTION(() => items.push(...more));
  }

  /** Reports an open quote, which may have swallowed the bracket that closes; otherwise builds what the items mean. */
  private closedBy<T>(items: readonly IToken[], build: () => T | undefined): T | undefined {
    const open = items.find(({ tokenType }) => tokenType === tokens.OpenQuote);
    if (open === undefined) return build();
    reportOpenQuote(this.list, open);
    return undefined;
  }
}

/** The parser of conditions, built at the first use. */
export const conditionParser = once(() => new ConditionParser({ skipValidations: true }));
