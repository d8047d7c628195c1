import { EmbeddedActionsParser, type IToken, type ParserMethod } from "chevrotain";
import type { ConditionValue, Expression, Literal, PathKey, PlainText, Reference, TemplateHole } from "./ast.js";
import { bracketKey, dotKey, numberLiteral, stringLiteral, wordOperand } from "./build-operand.js";
import { conditionInHole } from "./condition-value.js";
import * as tokens from "./expression-tokens.js";
import { type FaultList, reportUnexpected } from "./fault-list.js";
import type { GrammarError } from "./grammar-error.js";
import { once } from "./once.js";
import { endOf, rangeOf } from "./token-range.js";

/** The braces of a hole, and how many faults there were before it. */
interface Hole {
  readonly open: IToken;
  readonly close: IToken;
  readonly faultsBefore: number;
}

/** The operand between two `??`. `value` is undefined if it is empty, or wrong and already reported. */
interface Operand {
  readonly value: Reference | Literal | undefined;
  readonly isEmpty: boolean;
}

/**
 * The grammar of expressions and templates (SPEC 3), including its errors: it accepts every sequence of tokens. So
 * Chevrotain's own error recovery, which has no exact places, is never needed.
 */
export class ExpressionParser extends EmbeddedActionsParser {
  private list: FaultList = { text: "", faults: [] };
  private endsInOpenQuote = false;

  constructor({ skipValidations }: { readonly skipValidations: boolean }) {
    super(tokens.expressionTokens, { maxLookahead: 1, skipValidations });
    this.performSelfAnalysis();
  }

  /** Parses tokens of the lexer mode `alone`. */
  parseExpression(text: string, input: IToken[]): { ast: Expression | undefined; errors: readonly GrammarError[] } {
    this.begin(text, input);
    const ast = this.expression();
    return { ast, errors: this.finish() };
  }

  /** Parses tokens of the lexer mode `text`. */
  parseParts(
    text: string,
    input: IToken[],
  ): { parts: readonly (PlainText | TemplateHole)[]; errors: readonly GrammarError[] } {
    this.begin(text, input);
    const parts = this.parts();
    return { parts, errors: this.finish() };
  }

  private begin(text: string, input: IToken[]): void {
    this.input = input;
    this.list = { text, faults: [] };
    this.endsInOpenQuote = input.at(-1)?.tokenType === tokens.OpenQuote;
  }

  private finish(): readonly GrammarError[] {
    const [unread] = this.errors;
    if (unread !== undefined)
      throw new Error(`the grammar of expressions does not accept every text: ${unread.message}`);
    return this.list.faults;
  }

  /** parts := ( Text | hole )* */
  private readonly parts = this.RULE("parts", () => {
    const parts: (PlainText | TemplateHole | undefined)[] = [];
    this.MANY(() =>
      this.OR([
        {
          ALT: () => {
            const text = this.CONSUME(tokens.Text);
            parts.push({ kind: "plain-text", value: text.image, range: rangeOf(text) });
          },
        },
        { ALT: () => parts.push(this.SUBRULE(this.hole)) },
      ]),
    );
    return parts.filter((part) => part !== undefined);
  });

  /** hole := "{{" expression "}}"? */
  private readonly hole: ParserMethod<[], TemplateHole | undefined> = this.RULE("hole", () => {
    const open = this.CONSUME(tokens.HoleOpen);
    const faultsBefore = this.list.faults.length;
    const expression = this.SUBRULE(this.expression);
    const isEmpty = this.LA(0) === open;
    const close = this.OPTION(() => this.CONSUME(tokens.HoleClose));
    return this.ACTION((): TemplateHole | undefined => {
      if (close === undefined) {
        this.reportUnclosedHole(open, faultsBefore);
        return undefined;
      }
      const range = { start: open.startOffset, end: endOf(close) };
      if (isEmpty) this.list.faults.push({ code: "template/empty", params: {}, range });
      const condition = isEmpty ? undefined : this.conditionIn({ open, close, faultsBefore });
      if (condition !== undefined) return { kind: "template-hole", expression: condition, range };
      return expression === undefined ? undefined : { kind: "template-hole", expression, range };
    });
  });

  /** expression := operand ( "??" operand )* */
  private readonly expression: ParserMethod<[], Expression | undefined> = this.RULE("expression", () => {
    const operands = [this.SUBRULE(this.operand)];
    const operators: IToken[] = [];
    this.MANY(() => {
      operators.push(this.CONSUME(tokens.Otherwise));
      operands.push(this.SUBRULE2(this.operand));
    });
    return this.ACTION(() => this.chainOf(operands, operators));
  });

  /** operand := primary? ( Item | OpenQuote )*, where only the primary is correct. */
  private readonly operand: ParserMethod<[], Operand> = this.RULE("operand", () => {
    const value = this.OPTION(() => this.SUBRULE(this.primary));
    const isEmpty = value === undefined;
    const rest = this.SUBRULE(this.rest);
    return this.ACTION(() => {
      reportUnexpected(this.list, rest.items);
      return { value: value?.operand, isEmpty: isEmpty && rest.isEmpty };
    });
  });

  /** rest := ( Item | OpenQuote )* */
  private readonly rest = this.RULE("rest", () => {
    const items: IToken[] = [];
    let isEmpty = true;
    this.MANY(() => {
      isEmpty = false;
      this.OR([
        { ALT: () => items.push(this.CONSUME(tokens.Item)) },
        { ALT: () => this.reportOpenQuote(this.CONSUME(tokens.OpenQuote)) },
      ]);
    });
    return { items, isEmpty };
  });

  /** primary := Quoted | NumberLiteral | Word step*, without blanks before the steps */
  private readonly primary = this.RULE("primary", () => ({
    operand: this.OR<Reference | Literal | undefined>([
      { ALT: () => stringLiteral(this.list, this.CONSUME(tokens.Quoted)) },
      { ALT: () => numberLiteral(this.list, this.CONSUME(tokens.NumberLiteral)) },
      {
        ALT: () => {
          const word = this.CONSUME(tokens.Word);
          const steps: (PathKey | undefined)[] = [];
          this.MANY({
            GATE: () => this.LA(1).startOffset === endOf(this.LA(0)),
            DEF: () => steps.push(this.SUBRULE(this.step)),
          });
          return this.ACTION(() => wordOperand(this.list, { word, steps, end: endOf(this.LA(0)) }));
        },
      },
    ]),
  }));

  /** step := DotKey | "[" ( InnerItem | OpenQuote )* "]"? */
  private readonly step: ParserMethod<[], PathKey | undefined> = this.RULE("step", () =>
    this.OR<PathKey | undefined>([
      { ALT: () => dotKey(this.list, this.CONSUME(tokens.DotKey)) },
      {
        ALT: () => {
          const open = this.CONSUME(tokens.LeftBracket);
          const items: IToken[] = [];
          this.MANY(() =>
            this.OR1([
              { ALT: () => items.push(this.CONSUME(tokens.InnerItem)) },
              { ALT: () => this.reportOpenQuote(this.CONSUME(tokens.OpenQuote)) },
            ]),
          );
          const close = this.OPTION(() => this.CONSUME(tokens.RightBracket));
          // The open quote may have swallowed the closing bracket.
          if (close === undefined && this.endsInOpenQuote) return undefined;
          return this.ACTION(() => bracketKey(this.list, { open, items, close }));
        },
      },
    ]),
  );

  private chainOf(operands: readonly Operand[], operators: readonly IToken[]): Expression | undefined {
    let reported: IToken | undefined;
    operands.forEach((operand, index) => {
      const operator = operators[Math.max(index - 1, 0)];
      if (!operand.isEmpty || operator === undefined || operator === reported) return;
      reported = operator;
      this.list.faults.push({ code: "expression/missing-operand", params: {}, range: rangeOf(operator) });
    });
    const values = operands.map(({ value }) => value).filter((value) => value !== undefined);
    const [first] = values;
    const last = values.at(-1);
    if (first === undefined || last === undefined || first === last) return first;
    return { kind: "coalesce", operands: values, range: { start: first.range.start, end: last.range.end } };
  }

  private reportOpenQuote(token: IToken): void {
    const range = { start: token.startOffset, end: token.startOffset + 1 };
    this.list.faults.push({ code: "expression/unclosed-quote", params: {}, range });
  }

  /**
   * What is between the braces, if it is no expression but a condition. The errors of one replace those of the
   * expression, unless that is a key in need of quotes.
   */
  private conditionIn({ open, close, faultsBefore }: Hole): ConditionValue | undefined {
    const { text, faults } = this.list;
    const own = faults.slice(faultsBefore);
    if (own.length === 0) return undefined;
    const found = conditionInHole(text, { start: endOf(open), end: close.startOffset });
    if (found === undefined || (found.ast === undefined && own.some(({ params }) => "quoted" in params)))
      return undefined;
    faults.splice(faultsBefore, Infinity, ...found.errors);
    return found.ast;
  }

  private reportUnclosedHole(open: IToken, faultsBefore: number): void {
    if (this.endsInOpenQuote && this.LA(0).tokenType === tokens.OpenQuote) return;
    // An unclosed hole contains text that was never meant to be an expression, so its errors are dropped.
    this.list.faults.length = faultsBefore;
    this.list.faults.push({ code: "template/unclosed", params: {}, range: rangeOf(open) });
  }
}

/** The parser of expressions and templates, built at the first use. */
export const expressionParser = once(() => new ExpressionParser({ skipValidations: true }));
