import fc from "fast-check";
import { expect, test } from "vitest";
import { compileFlow } from "../../compiler/compile.js";
import { linkFlow } from "../../compiler/link/link-flow.js";
import { defineFlow, everyFeature, type FlowContext, type RunOptions } from "../../runtime/index.js";
import { createRandom, type Random } from "../analyze/random-flow.js";
import { drawnRuns } from "../drawn-runs.js";
import { openHost } from "../open-host.js";
import { compileProofs, type ProvedCase, strict } from "./compile-proofs.js";
import { drawSmallFlow, type SmallFlow } from "./small-flow.js";
import { typeOfValue } from "./type-of-value.js";

const flows = drawnRuns({ short: 12, long: 30 });
const runsEach = 12;

interface Runnable {
  run(context: object, input: unknown, options: RunOptions): Promise<FlowContext>;
}

interface Observed {
  /** What callables were called with, by node. */
  readonly called: ReadonlyMap<string, ReadonlySet<string>>;
  /** What nodes returned, and the keys below `$ctx` that they write. */
  readonly left: ReadonlySet<string>;
}

/** Runs a flow with random results. Undefined if it has errors. */
async function observe(text: string, { nodes, written }: SmallFlow, random: Random): Promise<Observed | undefined> {
  const { plan } = compileFlow({ path: "case.flow.yaml", text }, openHost);
  if (plan === undefined) return undefined;
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const called = new Map<string, Set<string>>();
  const linked = linkFlow(plan, (named) => {
    if (named.kind !== "imported") return undefined;
    const id = named.exportName;
    return (payload: unknown): unknown => {
      called.set(id, (called.get(id) ?? new Set()).add(typeOfValue(payload)));
      const node = byId.get(id);
      if (node?.canFail === true && random(4) === 0) throw new Error(id);
      const values = node?.returned.values ?? [];
      return values[random(values.length)];
    };
  });
  const left = new Set<string>();
  const defined = defineFlow<Runnable>({ ...linked, uses: everyFeature });
  for (let run = 0; run < runsEach; run++) {
    const context = await defined.run({}, "input", { maxSteps: 40 }).catch(() => undefined);
    if (context === undefined) continue;
    const payloads = Object.fromEntries(nodes.map(({ id }) => [id, context.payloads[id]]));
    const keys = Object.entries(context).filter(([key]) => written.includes(key));
    left.add(typeOfValue({ ...Object.fromEntries(keys), payloads }));
  }
  return { called, left };
}

function caseOf(
  name: string,
  text: string,
  { nodes, written, mayMap }: SmallFlow,
  { called, left }: Observed,
): ProvedCase {
  const ops = nodes
    .filter(({ kind }) => kind !== "loop")
    .map(({ id, returned }) => `export declare function ${id}(payload: unknown): ${returned.type};\n`);
  const fits = (value: string, type: string): string => `  fits<${value}, ${type}>(),\n`;
  // The context is typed as if a plain node started all its successors (SPEC 10).
  const keys = ["payloads", ...(mayMap ? [] : written)].map((key) => `"${key}"`).join(" | ");
  const proof = [
    `import type { SmallNodes, SmallResult } from "./case.flow.js";`,
    "const fits = <Value extends Claim, Claim>(): Value | undefined => undefined;",
    "export const proofs: readonly unknown[] = [",
    ...[...left].map((value) => fits(value, `Pick<SmallResult, ${keys}>`)),
    ...[...called].flatMap(([id, values]) => [...values].map((value) => fits(value, `SmallNodes["${id}"]["payload"]`))),
    "];",
  ];
  return { name, flow: text, files: { "ops.ts": ops.join("") }, proof: `${proof.join("\n")}\n` };
}

test(`what random small flows call and leave has the types of their modules, in ${flows} flows`, async () => {
  const { seed = 1 } = fc.readConfigureGlobal();
  const cases: ProvedCase[] = [];
  for (let number = 0; cases.length < flows; number++) {
    const own = (seed * 1_000_003 + number) % 2 ** 31;
    const random = createRandom(own);
    const flow = drawSmallFlow(random);
    const text = JSON.stringify(flow.document, null, 1);
    const observed = await observe(text, flow, random);
    if (observed !== undefined && observed.called.size > 1) cases.push(caseOf(String(own), text, flow, observed));
  }
  const { outputs, checked } = await compileProofs(cases, [["typescript", strict]]);
  const foundIn = (at: number): readonly string[] => checked.get(cases[at]?.name ?? "")?.check ?? [];
  // Of a type that depends on itself, `check` says that it is not known.
  const isKnown = (at: number): boolean =>
    !foundIn(at).some((text) => text.startsWith("error") || text.includes("types/unknowable"));
  const lines = outputs.join("\n").matchAll(/flowc-cases-[^/]*\/(\d+)\/proof\.ts(.*(?:\n .*)*)/gu);
  const faults = [...lines].flatMap(([, at, text = ""]) =>
    isKnown(Number(at)) ? [`seed ${cases[Number(at)]?.name ?? ""}: ${text}`] : [],
  );
  expect(faults).toEqual([]);
  expect(cases.filter((_, at) => isKnown(at)).length).toBeGreaterThan(flows / 2);
}, 3_600_000);
