import fc from "fast-check";
import { expect, test } from "vitest";
import { compileFlow } from "../../compiler/compile.js";
import { linkFlow } from "../../compiler/link/link-flow.js";
import { defineFlow, everyFeature, type FlowContext, type RunOptions } from "../../runtime/index.js";
import { factOf } from "../analyze/large/conditions.js";
import { type LargeEdge, type LargeFlow, type LargeNode, toDocument } from "../analyze/large/flow.js";
import { generateFlow } from "../analyze/large/generate-flow.js";
import { createRandom, type Random } from "../analyze/random-flow.js";
import { drawnRuns } from "../drawn-runs.js";
import { openHost } from "../open-host.js";
import { compileProofs, type ProvedCase, strict } from "./compile-proofs.js";
import { typeOfValue } from "./type-of-value.js";

const flows = drawnRuns({ short: 20, long: 60 });
const runsEach = 6;

/** What a callable returns: the text of a type, and values of it. */
interface Returned {
  readonly type: string;
  readonly values: readonly unknown[];
}

function union(members: readonly Returned[]): Returned {
  return { type: members.map(({ type }) => type).join(" | "), values: members.flatMap(({ values }) => values) };
}

type Make = (id: string, next: readonly string[], random: Random) => Returned;

/** The result of a plain node: data, nothing, or a mapping of all or some of its successors. */
const randomMapping: Make = (id, next, random) => {
  const roll = random(6);
  if (roll === 0 && next.length > 0) return mapping(next, random);
  if (roll === 1) return { type: "{ tag?: string }", values: [{ tag: "x" }, {}] };
  return randomData(id, next, random);
};

const randomData: Make = (id, _, random) => {
  const made: Returned = { type: `{ made: "${id}" }`, values: [{ made: id }] };
  const kinds: readonly Returned[] = [
    made,
    made,
    { type: "number", values: [1] },
    { type: "undefined", values: [undefined] },
    { type: "null", values: [null] },
    { type: "string[]", values: [["x"], []] },
  ];
  return kinds[random(kinds.length)] ?? made;
};

function mapping(next: readonly string[], random: Random): Returned {
  const named = next.filter(() => random(4) > 0);
  const optional = new Set(named.filter(() => random(3) === 0));
  const members = named.map((id) => `${id}${optional.has(id) ? "?" : ""}: "for ${id}"`);
  const all = Object.fromEntries(named.map((id) => [id, `for ${id}`]));
  const least = Object.fromEntries(named.filter((id) => !optional.has(id)).map((id) => [id, `for ${id}`]));
  return { type: `{ ${members.join("; ")} }`, values: [all, least] };
}

/** The decision of a router: with its own payload, with another one, or to go nowhere. */
const randomDecision: Make = (id, next, random) => {
  const choices = next.map((target): Returned => {
    if (random(2) === 0) return { type: `"${target}"`, values: [target] };
    return { type: `{ ${target}: "by ${id}" }`, values: [{ [target]: `by ${id}` }] };
  });
  return union(random(3) === 0 ? [...choices, { type: "undefined", values: [undefined] }] : choices);
};

interface DrawnFlow {
  readonly flow: LargeFlow;
  readonly returned: ReadonlyMap<string, Returned>;
  /** Whether plain nodes may return mappings of successors. */
  readonly mayMap: boolean;
}

/**
 * Draws a flow in which nothing is read from the context: what reads find is typed as if a plain node started all its
 * successors (SPEC 10), and as if no callable wrote to the context.
 */
function draw(random: Random): DrawnFlow {
  const drawn = generateFlow(random);
  const mayMap = random(2) === 0;
  const flow = withMerge({ ...drawn, nodes: drawn.nodes.map(withoutReads) }, random);
  const nextOf = ({ id }: LargeNode): string[] => {
    return flow.edges.filter(({ groups }) => groups.flat().includes(id)).map(({ to }) => to);
  };
  const returned = flow.nodes
    .filter(({ kind }) => kind !== "loop")
    .map((node): [string, Returned] => {
      if (node.choices !== undefined) return [node.id, facts(node, random)];
      const next = [...new Set(nextOf(node))];
      const make = node.kind === "router" ? randomDecision : mayMap ? randomMapping : randomData;
      const one = (): Returned => make(node.id, next, random);
      return [node.id, node.kind === "plain" && random(3) === 0 ? union([one(), one()]) : one()];
    });
  return { flow, returned: new Map(returned), mayMap };
}

/**
 * Adds a choice whose alternatives meet again: `s >> (a when … | b otherwise)`, `(a | b2) >> m >> after`. Some of them lead back, fail, or
 * choose again.
 */
function withMerge({ nodes, edges, ...rest }: LargeFlow, random: Random): LargeFlow {
  const plain = nodes.filter(({ kind, choices }) => kind === "plain" && choices === undefined);
  // Behind the first ones are the nodes that surely run.
  const before = plain[random(random(3) > 0 ? 1 : Math.max(1, plain.length))];
  if (before === undefined) return { nodes, edges, ...rest };
  const added: LargeNode[] = [];
  const ways: LargeEdge[] = [];
  const add = (after: string | undefined, extra: Partial<LargeNode> = {}): string => {
    const id = `m${added.length}`;
    added.push({ id, kind: "plain", writes: [], ...extra });
    if (after !== undefined) ways.push({ groups: [[after]], to: id });
    return id;
  };
  const rule = (): Partial<LargeNode> =>
    random(6) > 0 ? {} : { onError: random(2) === 0 ? "continue" : "stop", canFail: true };
  /** Returns the ends of the alternatives. */
  const choose = (after: string, depth: number): string[] => {
    const source = `m${added.length}`;
    const at = added.length;
    add(after, rule());
    const firsts = Array.from({ length: 2 + random(2) }, () => add(source, rule()));
    const back = random(4) === 0 ? [[source]] : [];
    if (back.length > 0) ways.push({ groups: [[source]], to: source });
    const alternatives = [...back, ...firsts.map((id) => [id])];
    const own = added[at];
    if (own !== undefined) added[at] = { ...own, choices: [{ alternatives, hasOtherwise: random(3) > 0 }] };
    return firsts.flatMap((first) => {
      if (depth > 0 && random(4) === 0) return choose(first, depth - 1);
      return random(2) === 0 ? [first] : [add(first, rule())];
    });
  };
  const ends = choose(before.id, 1);
  const merge = add(undefined, rule());
  ways.push({ groups: [ends], to: merge });
  add(merge);
  return { nodes: [...nodes, ...added], edges: [...edges, ...ways], ...rest };
}

/** What the conditions of a node ask for. */
function facts({ choices = [] }: LargeNode, random: Random): Returned {
  const asked = choices.flatMap((choice) => choice.alternatives.flatMap((_, at) => factOf(choice, at) ?? []));
  const keys = [...new Set(asked)];
  const some = (): Record<string, boolean> => Object.fromEntries(keys.map((key) => [key, random(2) === 0]));
  return { type: `{ ${keys.map((key) => `${key}: boolean`).join("; ")} }`, values: [some(), some(), some()] };
}

function withoutReads({ id, kind, onError, retries, canFail, body, done, collect, choices }: LargeNode): LargeNode {
  return {
    id,
    kind,
    writes: [],
    ...(onError !== undefined && { onError }),
    ...(retries !== undefined && { retries }),
    ...(canFail !== undefined && { canFail }),
    ...(body !== undefined && { body }),
    ...(done !== undefined && { done }),
    ...(collect !== undefined && { collect }),
    ...(choices !== undefined && { choices }),
  };
}

interface Runnable {
  run(context: object, input: unknown, options: RunOptions): Promise<FlowContext>;
}

/** What runs of a flow leave in \`context.payloads\`, and what its nodes were called with. Runs that fail leave nothing. */
async function observe(text: string, { flow, returned }: DrawnFlow, random: Random): Promise<Observed | undefined> {
  const { plan } = compileFlow({ path: "case.flow.yaml", text }, openHost);
  if (plan === undefined) return undefined;
  const called: [string, unknown][] = [];
  const calling = new Map<string, unknown>();
  const linked = linkFlow(plan, (named) => {
    if (named.kind !== "imported") return undefined;
    const id = named.exportName;
    return (payload: unknown): unknown => {
      calling.set(id, payload);
      if (flow.nodes.some((node) => node.id === id && node.canFail) && random(6) === 0) throw new Error(id);
      const values = returned.get(id)?.values ?? [];
      return values[random(values.length)];
    };
  });
  const left: Record<string, unknown>[] = [];
  const defined = defineFlow<Runnable>({ ...linked, uses: everyFeature });
  for (let run = 0; run < runsEach; run++) {
    calling.clear();
    const context = await defined.run({}, "input", { maxSteps: 150 }).catch(() => undefined);
    if (context === undefined) continue;
    left.push(context.payloads);
    called.push(...calling);
  }
  return { left, called };
}

interface Observed {
  readonly left: readonly Record<string, unknown>[];
  readonly called: readonly (readonly [string, unknown])[];
}

function caseOf(seed: number, text: string, { flow, returned }: DrawnFlow, { left, called }: Observed): ProvedCase {
  const nothing = Object.fromEntries(flow.nodes.map(({ id }) => [id, undefined]));
  const ops = [...returned].map(([id, { type }]) => `export declare function ${id}(payload: unknown): ${type};\n`);
  const fits = (value: unknown, type: string): string => `  fits<${typeOfValue(value)}, ${type}>(),\n`;
  const proof = [
    `import type { LargeNodes, LargeResult } from "./case.flow.js";`,
    "const fits = <Value extends Claim, Claim>(): Value | undefined => undefined;",
    "export const proofs: readonly unknown[] = [",
    ...new Set(left.map((payloads) => fits({ ...nothing, ...payloads }, `LargeResult["payloads"]`))),
    ...new Set(called.map(([id, payload]) => fits(payload, `LargeNodes["${id}"]["payload"]`))),
    "];",
  ];
  return { name: String(seed), flow: text, files: { "ops.ts": ops.join("") }, proof: `${proof.join("\n")}\n` };
}

test(`what random flows leave has the type that their modules say, in ${flows} flows`, async () => {
  const { seed = 1 } = fc.readConfigureGlobal();
  const cases: ProvedCase[] = [];
  for (let number = 0; cases.length < flows; number++) {
    const own = (seed * 1_000_003 + number) % 2 ** 31;
    const random = createRandom(own);
    const drawn = draw(random);
    const text = JSON.stringify(
      toDocument(drawn.flow, ({ id }) => `./ops.ts#${id}`),
      null,
      1,
    );
    const observed = await observe(text, drawn, random);
    const collects = drawn.mayMap && drawn.flow.nodes.some(({ done }) => done !== undefined);
    if (observed === undefined || observed.left.length === 0 || collects) continue;
    cases.push(caseOf(own, text, drawn, observed));
  }
  const { outputs, checked } = await compileProofs(cases, [["typescript", strict]]);
  const isWrong = (at: number): boolean =>
    checked.get(cases[at]?.name ?? "")?.check.some((text) => text.startsWith("error")) === true;
  const lines = outputs.join("\n").matchAll(/flowc-cases-[^/]*\/(\d+)\/proof\.ts(.*(?:\n .*)*)/gu);
  const faults = [...lines].flatMap(([, at, text = ""]) =>
    isWrong(Number(at)) ? [] : [`seed ${cases[Number(at)]?.name ?? ""}: ${text}`],
  );
  expect(faults).toEqual([]);
  expect(cases.filter((_, at) => !isWrong(at)).length).toBeGreaterThan(flows / 2);
}, 600_000);
