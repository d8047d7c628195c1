import { describe, expect, it } from "vitest";
import {
  type ConditionValue,
  type Expression,
  isDynamic,
  parseTarget,
  parseValue,
  printCondition,
  type TextValue,
} from "../../grammar/index.js";
import { shownErrors } from "./shown.js";

/** Prints a value on one line: `ctx/"a"/0`, `(x ?? y)`, text in quotes, holes in angle brackets. */
function shape(text: string): string {
  const { ast, errors } = parseValue(text);
  expect(errors).toEqual([]);
  return ast === undefined ? "nothing" : shapeOf(ast);
}

function shapeOf(value: TextValue): string {
  if (value.kind === "plain-text") return `text ${JSON.stringify(value.value)}`;
  if (value.kind !== "template") return expressionOf(value);
  const parts = value.parts.map((part) =>
    part.kind === "plain-text" ? JSON.stringify(part.value) : `<${expressionOf(part.expression)}>`,
  );
  return `template ${parts.join(" ")}`;
}

function expressionOf(expression: Expression | ConditionValue): string {
  if (expression.kind === "condition") return `{${printCondition(expression.condition)}}`;
  if (expression.kind === "literal") return JSON.stringify(expression.value);
  if (expression.kind === "coalesce") return expression.operands.map(expressionOf).join(" ?? ");
  return [expression.scope, ...expression.path.map(({ value }) => JSON.stringify(value))].join("/");
}

describe("parseValue", () => {
  it.each([
    ["$ctx.a.b", `ctx/"a"/"b"`],
    ["ctx.a", `ctx/"a"`],
    ["  payload.node.a \n", `payload/"node"/"a"`],
    ["$.x", `ctx/"x"`],
    ["$ctx", "ctx"],
    [" joins ", "joins"],
    ["$env.NAME", `env/"NAME"`],
    [`$env["app.mode"]`, `env/"app.mode"`],
    [`$env["a/b"]`, `env/"a/b"`],
    ["$env.app-mode", `env/"app-mode"`],
    ["$ctx.list[0].0", `ctx/"list"/0/"0"`],
    ["$ctx[ 12 ]", "ctx/12"],
    [`$ctx["odd key"]['it\\'s']`, `ctx/"odd key"/"it's"`],
    [`$ctx[""]`, `ctx/""`],
    [`$payload["a.b"].c`, `payload/"a.b"/"c"`],
    ["$ctx.a-b:$d/é", `ctx/"a-b:$d/é"`],
    [`$ctx["a<b"].c`, `ctx/"a<b"/"c"`],
    ["$ctx.a??payload.b ?? 'x'", `ctx/"a" ?? payload/"b" ?? "x"`],
    [
      "$ctx.a ?? -1.5e+3 ?? 0 ?? 2.50 ?? true ?? false ?? null",
      `ctx/"a" ?? -1500 ?? 0 ?? 2.5 ?? true ?? false ?? null`,
    ],
    [`$ctx.a ?? "\\u{1f389}\\n"`, `ctx/"a" ?? "🎉\\n"`],
    ["$ctx.toString.hasOwnProperty", `ctx/"toString"/"hasOwnProperty"`],
  ])("reads the expression %j", (text, expected) => expect(shape(text)).toBe(expected));

  it.each([
    ["", ""],
    [" hello ", " hello "],
    ["context.x", "context.x"],
    ["ctx x", "ctx x"],
    ["ctx[0]", "ctx[0]"],
    ["a $ctx.b }}", "a $ctx.b }}"],
    ["$$text", "$text"],
    [" $$ctx.a ", " $ctx.a "],
    ["$$$", "$$"],
    ["a $$b", "a $$b"],
  ])("takes %j as text", (text, expected) => expect(shape(text)).toBe(`text ${JSON.stringify(expected)}`));

  it.each([
    ["{{ $ctx.a }}", `template <ctx/"a">`],
    [" a{{ctx.a}}  b\n", `template " a" <ctx/"a"> "  b\\n"`],
    ["{{$.a}}{{ payload }}", `template <ctx/"a"> <payload>`],
    [`{{ "{{" }} {{ '}}' }}`, `template <"{{"> " " <"}}">`],
    ["{{ $ctx.a ?? 'x' }}", `template <ctx/"a" ?? "x">`],
    ["{{ ctx[0] }}", "template <ctx/0>"],
    ["{{ 1 }}{{ null }}", "template <1> <null>"],
    ["{ {{ 1 }} } }}", `template "{ " <1> " } }}"`],
    ["$$x {{ 1 }}", `template "$x " <1>`],
    ["  $$$x {{ 1 }}$$", `template "  $$x " <1> "$$"`],
    ["it's {{ 1 }} o'clock", `template "it's " <1> " o'clock"`],
  ])("reads the template %j", (text, expected) => expect(shape(text)).toBe(expected));

  it("gives each part its range", () => {
    const { ast } = parseValue(`a {{ $.b["c"] ?? 1 }}`);
    expect(ast).toEqual({
      kind: "template",
      range: { start: 0, end: 21 },
      parts: [
        { kind: "plain-text", value: "a ", range: { start: 0, end: 2 } },
        {
          kind: "template-hole",
          range: { start: 2, end: 21 },
          expression: {
            kind: "coalesce",
            range: { start: 5, end: 18 },
            operands: [
              {
                kind: "reference",
                scope: "ctx",
                range: { start: 5, end: 13 },
                path: [
                  { kind: "path-key", value: "b", range: { start: 7, end: 8 } },
                  { kind: "path-key", value: "c", range: { start: 8, end: 13 } },
                ],
              },
              { kind: "literal", value: 1, range: { start: 17, end: 18 } },
            ],
          },
        },
      ],
    });
  });

  it.each([
    ["$", ["expression/unknown-scope 0-1 $"]],
    ["$foo.x", ["expression/unknown-scope 0-4 $foo"]],
    ["$[0]", ["expression/unknown-scope 0-1 $"]],
    ["{{ name }}", ["expression/unknown-scope 3-7 name"]],
    ["$ctx.a ?? $$b", ["expression/unknown-scope 10-13 $$b"]],
    ["$env", ["expression/env-name 0-4"]],
    [" env ", ["expression/env-name 1-4"]],
    ["$env.A.B", ["expression/env-name 7-8"]],
    ["$env[0]", ["expression/env-name 4-7"]],
    ["$env.HOME/bin", ["expression/env-name 9-13"]],
    ["$env.A:B ?? 1", ["expression/env-name 6-8"]],
    ["$env.", ["expression/missing-key 4-5"]],
    ["$ctx.", ["expression/missing-key 4-5"]],
    ["$.", ["expression/missing-key 1-2"]],
    ["$ctx..a", ["expression/missing-key 4-5"]],
    ["$ctx[ ].a", ["expression/missing-key 4-7"]],
    ["$ctx[", ["expression/unclosed-bracket 4-5"]],
    [`$ctx["a" ?? 1`, ["expression/unclosed-bracket 4-5"]],
    ["{{ $ctx[0 }}", ["expression/unclosed-bracket 7-8"]],
    [`$ctx["a]`, ["expression/unclosed-quote 5-6"]],
    ["$ctx.a ?? 'b", ["expression/unclosed-quote 10-11"]],
    ["$ctx.name's", ["expression/unclosed-quote 9-10"]],
    [`a {{ "b }} c`, ["expression/unclosed-quote 5-6"]],
    [`{{ $ctx["b }} c`, ["expression/unclosed-quote 8-9"]],
    [`$ctx["\\q"] ?? '\\x'`, ["expression/bad-escape 6-8 \\q", "expression/bad-escape 15-17 \\x"]],
    ["$ctx.__proto__", ["expression/reserved-key 5-14 __proto__"]],
    [
      `$ctx['constructor'].prototype`,
      ["expression/reserved-key 4-19 constructor", "expression/reserved-key 20-29 prototype"],
    ],
    [`$ctx["__\\u0070roto__"]`, ["expression/reserved-key 4-22 __proto__"]],
    ["$ctx.a ??", ["expression/missing-operand 7-9"]],
    ["{{ ?? $ctx.a }}", ["expression/missing-operand 3-5"]],
    ["{{ ?? }}", ["expression/missing-operand 3-5"]],
    ["$ctx.a ?? ?? 1 ??", ["expression/missing-operand 7-9", "expression/missing-operand 15-17"]],
    ["$ctx.a b  c", ["expression/unexpected-text 7-11 b  c"]],
    ["$ctx.a | upper", ["expression/unexpected-text 7-14 | upper"]],
    ["$ctx .a", ["expression/unexpected-text 5-7 .a"]],
    ["$ctx.a [0]", ["expression/unexpected-text 7-10 [0]"]],
    ["$ctx[odd key]", ["expression/unexpected-text 5-12 odd key"]],
    ["$ctx[-1]", ["expression/unexpected-text 5-7 -1"]],
    ["$ctx[1.0]", ["expression/unexpected-text 5-8 1.0"]],
    ["$ctx[9007199254740993]", ["expression/unexpected-text 5-21 9007199254740993"]],
    ["$ctx[0 1]", ["expression/unexpected-text 7-8 1"]],
    ["$ctx.a ?? 007", ["expression/unexpected-text 10-13 007"]],
    ["$ctx.a ?? 1e999", ["expression/unexpected-text 10-15 1e999"]],
    ["$ctx.a ?? true.x", ["expression/unexpected-text 14-16 .x"]],
    ["$ctx.a {{ 1 }}", ["expression/unexpected-text 7-14 {{ 1 }}"]],
    ["a {{ $ctx.b", ["template/unclosed 2-4"]],
    ["{{", ["template/unclosed 0-2"]],
    ["{{ $ctx.a, dear {{ $ctx.b }}", ["template/unclosed 0-2"]],
    ["{{ }}{{}}", ["template/empty 0-5", "template/empty 5-9"]],
  ])("reports what is wrong in %j", (text, expected) => expect(shownErrors(parseValue(text))).toEqual(expected));

  it("reports all errors of a text in the order of their places", () => {
    expect(shownErrors(parseValue("{{ $a }} {{ $env }} {{ $ctx.x {{ $ctx..y | z ?? }} {{ }} {{ 'q"))).toEqual([
      "expression/unknown-scope 3-5 $a",
      "expression/env-name 12-16",
      "template/unclosed 20-22",
      "expression/missing-key 37-38",
      "expression/unexpected-text 41-44 | z",
      "expression/missing-operand 45-47",
      "template/empty 51-56",
      "expression/unclosed-quote 60-61",
    ]);
  });
});

describe("isDynamic", () => {
  it.each(["$ctx.registry.f", " ctx.f ", "ctx", "$", "$.f", "env.x", "$ctx.f {{"])(
    "takes %j as an expression",
    (text) => expect(isDynamic(text)).toBe(true),
  );
  it.each(["", "ops.f", "./ctx.ts#f", "context.f", "$$ctx.f", "{{ $ctx.f }}", "ctx#f"])("takes %j as text", (text) =>
    expect(isDynamic(text)).toBe(false),
  );
});

describe("a key ends at the characters of operators (SPEC 3)", () => {
  it.each(["<", ">", "=", "!", "&", ",", "<=", "&&", "=="])(
    "the error in %s names the quoted spelling",
    (character) => {
      for (const text of [`$ctx.a${character}b`, `{{ $ctx.a${character}b }}`, `$ctx.x.a${character}b`]) {
        const path = text.includes(".x.") ? "$ctx.x" : "$ctx";
        const quoted = `${path}["a${character}b"]`;
        expect(parseValue(text).errors).toMatchObject([{ code: "expression/unexpected-text", params: { quoted } }]);
        expect(parseValue(quoted).errors).toEqual([]);
      }
    },
  );

  it("text that is not a key gets no such spelling", () => {
    for (const text of ["$ctx.a < $ctx.b", "$ctx.a b", "$ctx[0]<b", "$ctx.a<$ctx.b", "$ctx.a<b$x"]) {
      expect(parseValue(text).errors[0]?.params).not.toHaveProperty("quoted");
    }
  });

  it("the same holds for targets", () => {
    expect(parseTarget("ctx.a<b").errors).toMatchObject([{ params: { quoted: `ctx["a<b"]` } }]);
  });
});
