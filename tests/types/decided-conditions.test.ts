import { beforeAll, expect, test } from "vitest";
import { checkCases, type CheckedCase, type TypedCase } from "./check-cases.js";

/** Two conditions on what `a` returns, and what `check` says of what comes behind them. */
interface Case {
  readonly result: string;
  readonly conditions: readonly [string, string];
  /** Whether one of them always holds, according to the type. */
  readonly isWhole: boolean;
  /** Whether both may hold. */
  readonly mayMeet?: boolean;
  readonly policy?: string;
  /** Whether only `check` sees that one of them holds, and not the type of what a loop collects. */
  readonly isHidden?: boolean;
  /** An alternative that is never taken if it comes after the other one. */
  readonly isNever?: string;
}

const kinds = ['$result.kind == "x"', '$result.kind == "y"'] as const;
const union = `{ kind: "x"; v: number } | { kind: "y"; w: string }`;
const cases: readonly Case[] = [
  { result: union, conditions: kinds, isWhole: true },
  { result: `${union} | { kind: "z" }`, conditions: kinds, isWhole: false },
  { result: `Promise<${union}>`, conditions: kinds, isWhole: true },
  { result: `(${union}) | null`, conditions: kinds, isWhole: false },
  { result: `{ kind: "x" | "y" }`, conditions: kinds, isWhole: true },
  { result: `{ kind?: "x" | "y" }`, conditions: kinds, isWhole: false },
  { result: `{ kind: string }`, conditions: kinds, isWhole: false },
  { result: `any`, conditions: kinds, isWhole: false },
  { result: `{ kind: any }`, conditions: kinds, isWhole: false },
  { result: `Record<string, "x" | "y">`, conditions: kinds, isWhole: false },
  { result: `"x" | "y"`, conditions: ['$result == "x"', '$result == "y"'], isWhole: true },
  { result: `1 | 2 | 3`, conditions: ["$result < 2", "$result >= 2"], isWhole: true, isHidden: true },
  { result: `number`, conditions: ["$result < 2", "$result >= 2"], isWhole: false },
  { result: `{ n: 1 | 2 }`, conditions: ["$result.n == 1", "2 == $result.n"], isWhole: true },
  { result: `{ ok: boolean }`, conditions: ["$result.ok == true", "$result.ok == false"], isWhole: true },
  { result: `{ ok: boolean }`, conditions: ["$result.ok", "$result.ok == false"], isWhole: true },
  { result: `{ ok?: boolean }`, conditions: ["$result.ok", "$result.ok == false"], isWhole: false },
  { result: `{ value?: object }`, conditions: ["$result.value", "$result.value == null"], isWhole: true },
  {
    result: `{ value: Date | string }`,
    conditions: ["$result.value", '$result.value == ""'],
    isWhole: true,
    isHidden: true,
  },
  { result: `{ value: bigint }`, conditions: ["$result.value", "not $result.value"], isWhole: true },
  { result: `Record<string, "x" | "y">`, conditions: ['$result.kind == "x"', "$result.kind == null"], isWhole: false },
  { result: `{ value: {} }`, conditions: ["$result.value", "$ctx.on == 1 and not $result.value"], isWhole: false },
  {
    result: `{ kind: ("x" & { readonly brand: 1 }) | "y" }`,
    conditions: kinds,
    isWhole: true,
  },
  {
    result: `{ n: (1 | 2) & { readonly brand: 1 } }`,
    conditions: ["$result.n < 2", "$result.n >= 2"],
    isWhole: true,
    isHidden: true,
  },
  {
    result: `{ value: { length: number } }`,
    conditions: ["$result.value", "$ctx.on == 1 and not $result.value"],
    isWhole: false,
  },
  { result: `{ text: string }`, conditions: ["$result.text", '$result.text == ""'], isWhole: true, isHidden: true },
  {
    result: `{ at: { kind: "x" } | { kind: "y" } }`,
    conditions: ['$result.at.kind == "x"', '$result.at.kind == "y"'],
    isWhole: true,
  },
  {
    result: `{ at?: { kind: "x" } | { kind: "y" } }`,
    conditions: ['$result.at.kind == "x"', '$result.at.kind == "y"'],
    isWhole: false,
  },
  {
    result: `{ value: object; error?: undefined } | { value?: undefined; error: object }`,
    conditions: ["$result.value", "$result.error"],
    isWhole: true,
  },
  {
    result: `{ value: object; error?: object }`,
    isNever: "when $result.error",
    conditions: ["$result.value", "$result.error"],
    isWhole: true,
    mayMeet: true,
  },
  {
    result: `{ value: string; error?: undefined } | { value?: undefined; error: object }`,
    conditions: ["$result.value", "$result.error"],
    isWhole: false,
  },
  {
    result: `{ kind: "a" | "b" | "c" }`,
    conditions: ['$result.kind in ["a", "b"]', '$result.kind == "c"'],
    isWhole: true,
  },
  {
    result: `{ kind: "a" | "b" | "c" }`,
    conditions: ['$result.kind in ["a", "b"]', '$result.kind in ["b", "c"]'],
    isWhole: true,
    mayMeet: true,
  },
  { result: union, conditions: kinds, isWhole: false, policy: ", policy: { on_error: continue }" },
];

const nameOf = ({ result, conditions, policy = "" }: Case, form: string): string =>
  `${form}: ${conditions.join(" and ")} of ${result}${policy}`;

const forms: Readonly<Record<string, (conditions: Case["conditions"]) => string>> = {
  choice: ([one, other]) => `  - 'a >> (b when ${one} | c when ${other})'\n`,
  edges: ([one, other]) => `  - 'a >> b when ${one}'\n  - 'a >> c when ${other}'\n`,
};

/** `j` joins what the conditions start with a node that always runs; the loop collects what `d` returns. */
function flowOf({ conditions, policy = "" }: Case, form: string): string {
  return `entry: list
nodes:
  list: { callable: ./ops.ts#list }
  each: { type: LoopNode, body_route: a, done_route: sum, collect: d }
  a: { callable: ./ops.ts#a${policy} }
  b: { callable: ./ops.ts#f }
  c: { callable: ./ops.ts#f }
  d: { callable: ./ops.ts#f }
  e: { callable: ./ops.ts#f }
  j: { callable: ./ops.ts#f }
  sum: { callable: ./ops.ts#sum }
edges:
  - list >> each >> (a & sum)
${forms[form]?.(conditions) ?? ""}  - a >> e
  - (b | c) >> d
  - ((b | c) & e) >> j
`;
}

const all = Object.keys(forms).flatMap((form) => cases.map((one) => ({ ...one, form, name: nameOf(one, form) })));
const found = new Map<string, CheckedCase>();

beforeAll(async () => {
  const typed = all.map((one): TypedCase => {
    const ops = `export declare const list: () => number[];
export declare const a: (item: number) => ${one.result};
export declare const f: (payload: unknown) => string;
export declare const sum: (texts: string[]) => void;
`;
    return { name: one.name, flow: flowOf(one, one.form), files: { "ops.ts": ops } };
  });
  await checkCases(typed, (checked) => {
    for (const [name, one] of checked) found.set(name, one);
  });
}, 120_000);

test.each(all)("$name", ({ name, form, isWhole, mayMeet = false, isHidden = false, isNever }) => {
  const twice = form === "edges" && mayMeet ? ["warning join/fires-twice d", "warning join/fires-twice j"] : [];
  const missing = isWhole ? [] : ["warning join/may-not-fire j"];
  const undefinedItems = isWhole && !isHidden ? [] : ["error types/payload sum"];
  const never = form === "choice" && isNever !== undefined ? [`warning types/never-taken ${isNever}`] : [];
  expect([...(found.get(name)?.check ?? [])].sort()).toEqual(
    [...missing, ...undefinedItems, ...twice, ...never].sort(),
  );
});
