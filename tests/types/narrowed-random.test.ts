import fc from "fast-check";
import { expect, test } from "vitest";
import { conditionEvaluator } from "../../compiler/link/condition-evaluator.js";
import type { ChoicePlan } from "../../compiler/plan.js";
import { planFlow } from "../../compiler/plan-flow.js";
import { createRandom, type Random } from "../analyze/random-flow.js";
import { drawnRuns } from "../drawn-runs.js";
import { openHost } from "../open-host.js";
import { compileProofs, type ProvedCase, strict } from "./compile-proofs.js";
import { typeOfValue } from "./type-of-value.js";

const flows = drawnRuns({ short: 40, long: 120 });

/** A type, and all of its values that are drawn. */
interface Drawn {
  readonly type: string;
  readonly values: readonly unknown[];
}

const leaves: readonly unknown[] = ["a", "b", "", 1, 2, 0, true, false, null, undefined];

function pick(random: Random, list: readonly string[]): string {
  return list[random(list.length)] ?? "";
}

function leaf(random: Random, from: readonly unknown[]): Drawn {
  const drawn = [1, 2].slice(random(2)).map(() => random(from.length));
  const values = from.filter((_, at) => drawn.includes(at));
  if (random(8) === 0) return { type: "string", values: ["a", "c", ""] };
  if (random(12) === 0) return { type: "number", values: [0, 1, 3, NaN] };
  if (random(12) === 0) return { type: "{ id: number }", values: [{ id: 1 }] };
  return { type: values.map(typeOfValue).join(" | "), values };
}

function object(members: readonly (readonly [key: string, isOptional: boolean, drawn: Drawn])[]): Drawn {
  let values: Record<string, unknown>[] = [{}];
  for (const [key, isOptional, drawn] of members) {
    const longer = values.flatMap((one) => drawn.values.map((value) => ({ ...one, [key]: value })));
    values = isOptional ? [...values, ...longer] : longer;
  }
  const type = members.map(([key, isOptional, drawn]) => `${key}${isOptional ? "?" : ""}: ${drawn.type}`).join("; ");
  return { type: `{ ${type} }`, values };
}

/** Members of a union, mostly with a key of their own value. */
function result(random: Random): Drawn {
  const kinds = ["a", "b", 1];
  const members = Array.from({ length: 1 + random(3) }, (_, at) => {
    const kind = random(4) > 0 ? { type: typeOfValue(kinds[at]), values: [kinds[at]] } : leaf(random, ["a", "b", 1, 2]);
    const inner = object([["kind", false, leaf(random, ["a", "b", null])]]);
    return object([
      ["kind", random(8) === 0, kind],
      ["ok", random(6) === 0, leaf(random, [true, false, null, undefined])],
      ["at", false, random(4) === 0 ? leaf(random, [null, undefined]) : inner],
      ["n", false, leaf(random, leaves)],
    ]);
  });
  return { type: members.map((one) => one.type).join(" | "), values: members.flatMap((one) => one.values) };
}

function condition(random: Random, depth = 2): string {
  const part = (): string => condition(random, depth - 1);
  if (depth > 0 && random(3) === 0) {
    return pick(random, [`not (${part()})`, `(${part()}) and (${part()})`, `(${part()}) or (${part()})`]);
  }
  const value = pick(random, [
    "$result.kind",
    "$result.kind",
    "$result.ok",
    "$result.at.kind",
    "$result.n",
    "$result.at",
  ]);
  const stated = (): string => pick(random, ['"a"', '"b"', '""', "1", "0", "true", "false", "null"]);
  return pick(random, [
    value,
    `${value} == ${stated()}`,
    `${value} == ${stated()}`,
    `${stated()} != ${value}`,
    `${value} in [${stated()}, ${stated()}]`,
    `${value} == null`,
    `${value} ?? "a" == "a"`,
    `$result.n < 2`,
    `$ctx.on`,
  ]);
}

interface Shape {
  readonly edges: readonly string[];
  readonly targets: readonly string[];
}

function shape(random: Random): Shape {
  const targets: string[] = [];
  const next = (): string => `t${targets.push(`t${targets.length}`) - 1}`;
  const edges = Array.from({ length: 1 + random(2) }, () => {
    const alternatives = Array.from({ length: 1 + random(3) }, () => {
      return `${random(6) === 0 ? `(${next()} & ${next()})` : next()} when ${condition(random)}`;
    });
    if (alternatives.length > 1 && random(2) === 0) alternatives.push(`${next()} otherwise`);
    return `s >> (${alternatives.join(" | ")})`;
  });
  return { edges, targets };
}

/** All that the conditions start goes to `m`, which the loop collects, and with `e` to `j`. */
function flowText({ edges, targets }: Shape): string {
  const ids = ["list", "s", "e", "j", "m", "z", ...targets];
  const nodes = Object.fromEntries(ids.map((id) => [id, { callable: `./ops.ts#${id}` }]));
  const each = { type: "LoopNode", body_route: "s", done_route: "z", collect: "m" };
  const all = `(${targets.join(" | ")})`;
  const own = ["list >> each >> (s & z)", ...edges, "s >> e", `${all} >> m`, `(${all} & e) >> j`];
  return JSON.stringify({ name: "case", entry: "list", nodes: { ...nodes, each }, edges: own }, null, 1);
}

/** What a result starts; undefined if a condition fails the node. */
function started(choices: readonly ChoicePlan[], value: unknown, on: boolean): string[] | undefined {
  try {
    return choices.flatMap(({ alternatives }) => {
      const taken = alternatives.find((one) => {
        return one.condition === undefined || conditionEvaluator(one.condition)(value, { on });
      });
      return taken?.targets ?? [];
    });
  } catch {
    return undefined;
  }
}

interface Observed {
  readonly sent: ReadonlySet<string>;
  /** Whether some result starts nothing. */
  readonly isUnmet: boolean;
  readonly isTwice: boolean;
}

function observe(choices: readonly ChoicePlan[], values: readonly unknown[]): Observed {
  const sent = new Set<string>();
  let [isUnmet, isTwice] = [false, false];
  for (const value of values) {
    for (const on of [true, false]) {
      const targets = started(choices, value, on);
      for (const id of targets ?? []) sent.add(`  fits<${typeText(value)}, CaseNodes["${id}"]["payload"]>(),\n`);
      isUnmet ||= targets?.length === 0;
      isTwice ||= (targets?.length ?? 0) > 1;
    }
  }
  return { sent, isUnmet, isTwice };
}

/** No type is NaN alone. */
function typeText(value: unknown): string {
  if (typeof value !== "object" || value === null) return Number.isNaN(value) ? "number" : typeOfValue(value);
  return `{ ${Object.entries(value)
    .map(([key, member]) => `${key}: ${typeText(member)}`)
    .join("; ")} }`;
}

test(`what conditions send on has the types of the module, and what check says of them is so, in ${flows} flows`, async () => {
  const { seed = 1 } = fc.readConfigureGlobal();
  const cases: (ProvedCase & { readonly observed: Observed; readonly about: string })[] = [];
  for (let number = 0; cases.length < flows; number++) {
    const random = createRandom((seed * 1_000_003 + number) % 2 ** 31);
    const { type, values } = result(random);
    const drawn = shape(random);
    const flow = flowText(drawn);
    const { ast, plan } = planFlow({ path: "case.flow.yaml", text: flow }, openHost);
    const choices = ast?.nodes.find(({ id }) => id.value === "s")?.choices ?? [];
    if (plan === undefined) continue;
    const observed = observe(choices, values.slice(0, 300));
    const ops = ["e", "j", "m", ...drawn.targets].map((id) => `export declare function ${id}(p: unknown): string;\n`);
    const proof = [
      `import type { CaseNodes } from "./case.flow.js";\n`,
      "const fits = <Value extends Claim, Claim>(): Value | undefined => undefined;\n",
      "export const proofs: readonly unknown[] = [\n",
      ...observed.sent,
      observed.isUnmet ? `  fits<undefined, CaseNodes["z"]["payload"][number]>(),\n` : "",
      "];\n",
    ];
    const head = `export declare function list(): number[];\nexport declare function s(p: number): ${type};\nexport declare function z(p: unknown[]): void;\n`;
    cases.push({
      name: String(number),
      flow,
      files: { "ops.ts": head + ops.join("") },
      proof: proof.join(""),
      observed,
      about: `${type}\n${drawn.edges.join("\n")}\n`,
    });
  }
  const { outputs, checked } = await compileProofs(cases, [["typescript", strict]]);
  const lines = outputs.join("\n").matchAll(/flowc-cases-[^/]*\/(\d+)\/proof\.ts(.*(?:\n .*)*)/gu);
  const faults = [...lines].map(([, at, text = ""]) => `${cases[Number(at)]?.about ?? ""}${text}`);
  expect(faults).toEqual([]);
  for (const { name, about, observed } of cases) {
    const found = checked.get(name)?.check ?? [];
    const says = (code: string, id: string): boolean => found.some((line) => line.includes(`${code} ${id}`));
    if (observed.isUnmet)
      expect(says("join/may-not-fire", "j") || says("join/fires-twice", "j"), `${about}${found.join("\n")}`).toBe(true);
    if (observed.isTwice) expect(says("join/fires-twice", "m"), `${about}${found.join("\n")}`).toBe(true);
  }
}, 3_600_000);
