import fc from "fast-check";
import { build } from "esbuild";
import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import type { RunOptions } from "@flowc/runtime";
import { fromConfig } from "../../src/library/from-config.js";
import { drawnRuns } from "../drawn-runs.js";
import { type Fault, meaningOf, randomTree, type Tree, type TreeFlow, worksOf } from "./flow-trees.js";
import { createProject, runCli } from "./run-cli.js";

const { seed = 1 } = fc.readConfigureGlobal();
const seedOf = (number: number): number => (seed * 1_000_003 + number) % 2 ** 30;
const inputs = [0, 3, 40, 41, 77, 100];

interface Flow {
  call(input: number, options?: RunOptions): Promise<unknown>;
}

/** What a call gives, or the name and message of what it throws. */
async function outcomeOf(call: () => unknown): Promise<unknown> {
  try {
    return await call();
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : error;
  }
}

/** The built modules of all flows, in one bundle. */
async function builtFlows(cwd: string, { flows, files }: Tree): Promise<readonly Flow[]> {
  const isMoved = (files["n/flowc.config.json"] ?? "").includes("gen");
  const moduleOf = (file: string): string =>
    `./${isMoved ? file.replace(/^n\//u, "n/gen/") : file}`.replace(/yaml$/u, "js");
  const names = flows.map((_, number) => `f${number}`);
  const lines = flows.map(({ file }, number) => `import f${number} from "${moduleOf(file)}";`);
  writeFileSync(path.join(cwd, "all.ts"), `${lines.join("\n")}\nexport default [${names.join(", ")}];\n`);
  const outfile = path.join(cwd, "all.mjs");
  await build({ entryPoints: [path.join(cwd, "all.ts")], bundle: true, format: "esm", platform: "node", outfile });
  return ((await import(pathToFileURL(outfile).href)) as { default: readonly Flow[] }).default;
}

test("random trees of flows: build, check, run, fromConfig and call agree with what the flows mean", async () => {
  const seen = new Map<string, number>();
  const count = (what: string): void => void seen.set(what, (seen.get(what) ?? 0) + 1);
  const runs = drawnRuns({ short: 2, long: 40 });
  for (let number = 0; number < runs; number++) {
    const own = seedOf(number);
    const tree = randomTree(own);
    const cwd = createProject(tree.files);
    const built = await runCli(["build"], { cwd });
    expect({ own, ...built }).toMatchObject({
      own,
      status: 0,
      error: expect.not.stringMatching(/error|warning/u) as string,
    });
    expect({ own, ...(await runCli(["build", "--check"], { cwd })) }).toMatchObject({ own, status: 0 });
    const { status, error } = await runCli(["check"], { cwd });
    expect({ own, status, error }).toEqual({ own, status: 0, error: `nothing found in ${tree.flows.length} flows\n` });
    const modules = await builtFlows(cwd, tree);
    const root = await fromConfig(path.join(cwd, tree.flows[0]?.file ?? ""), { projectDir: cwd });
    for (const [flow, module] of modules.entries()) {
      for (const input of inputs) {
        const meant = await outcomeOf(() => meaningOf(flow, input, tree));
        count(typeof meant === "number" ? "gives" : "fails");
        const given = { meant, called: await outcomeOf(() => module.call(input)) };
        expect({ own, flow, input, ...given }).toEqual({ own, flow, input, meant, called: meant });
        const wide = await outcomeOf(() => module.call(input, { concurrency: 8 }));
        // Of failures side by side, any may come first.
        expect({ own, flow, input, wide: typeof meant === "number" ? wide : typeof wide }).toEqual({
          own,
          flow,
          input,
          wide: typeof meant === "number" ? meant : "string",
        });
        if (flow === 0) expect([own, await outcomeOf(() => root.call(input))]).toEqual([own, meant]);
      }
      for (const step of tree.flows[flow]?.steps ?? []) count(step.kind === "work" ? step.policy : step.kind);
      for (const work of worksOf(tree.flows[flow] ?? { file: "", level: 0, steps: [], hasOutput: false }))
        count("call" in work ? "function" : work.isModule ? "module" : "file");
    }
    const input = inputs[number % inputs.length] ?? 0;
    const meant = await outcomeOf(() => meaningOf(0, input, tree));
    const ran = await runCli(["run", tree.flows[0]?.file ?? "", "--input", String(input)], { cwd });
    expect([own, ran.status]).toEqual([own, typeof meant === "number" ? 0 : 1]);
    if (typeof meant === "string") expect(ran.error).toContain(meant.split(": ")[1]);
    rmSync(cwd, { recursive: true });
  }
  for (const what of [
    "gives",
    "fails",
    "continue",
    "retry",
    "goto",
    "timeout",
    "choice",
    "router",
    "fork",
    "loop",
    "module",
    "file",
  ])
    expect([what, seen.get(what) ?? 0]).toEqual([what, expect.toSatisfy((times: number) => times > 0 || runs < 20)]);
}, 600_000);

/** The flows that a flow names. */
function childrenOf(flow: TreeFlow | undefined): readonly number[] {
  return flow === undefined ? [] : worksOf(flow).flatMap((work) => ("child" in work ? [work.child] : []));
}

function reaches(flows: readonly TreeFlow[], from: number, to: number): boolean {
  return from === to || childrenOf(flows[from]).some((child) => reaches(flows, child, to));
}

/** A fault in one of the flows; a circle leads over as many flows as there can be. */
const faultIn: NonNullable<Parameters<typeof randomTree>[1]> = (flows, random) => {
  const flow = 1 + random(flows.length - 1);
  const kinds = ["export", "missing", "yaml", "context", "circle", "circle"] as const;
  const kind = kinds[random(kinds.length)] ?? "export";
  if (kind !== "circle") return { kind, flow };
  const isInner = (index: number): boolean => flows[index]?.file.startsWith("n/") === true;
  const to = flows.findIndex(
    (_, index) => index !== flow && isInner(index) === isInner(flow) && reaches(flows, index, flow),
  );
  return to < 0 ? { kind: "missing", flow } : { kind, flow, to };
};

/** The findings that a fault causes, as `file code`: one at the fault, and one at each reference to a flow that has errors. */
function expectedFindings(
  { flows }: Tree,
  fault: Fault,
): { readonly findings: string[]; readonly broken: ReadonlySet<number> } {
  const findings: string[] = [];
  const broken = new Set<number>();
  const own = { export: "callable/missing-export", missing: "flow/missing-child", yaml: "yaml/unclosed-bracket" };
  const namesOf = (flow: number): readonly number[] => {
    if (flow === fault.flow && fault.kind === "yaml") return [];
    const more = flow === fault.flow && fault.kind === "circle" ? [fault.to] : [];
    return [...childrenOf(flows[flow]), ...more];
  };
  const isInCircle = (flow: number): boolean =>
    fault.kind === "circle" && reaches(flows, fault.to, flow) && reaches(flows, flow, fault.flow);
  const deepestFirst = flows
    .map((_, flow) => flow)
    .sort((one, other) => (flows[other]?.level ?? 0) - (flows[one]?.level ?? 0));
  for (const flow of deepestFirst) if (isInCircle(flow)) broken.add(flow);
  for (const flow of deepestFirst) {
    const add = (code: string): void => {
      findings.push(`${flows[flow]?.file ?? ""} ${code}`);
      broken.add(flow);
    };
    if (flow === fault.flow && fault.kind !== "circle" && fault.kind !== "context") add(own[fault.kind]);
    for (const child of namesOf(flow)) {
      if (isInCircle(flow) && isInCircle(child)) add("flow/contains-itself");
      else if (broken.has(child)) add("flow/child-broken");
      else if (child === fault.flow && fault.kind === "context") add("flow/child-needs-context");
    }
  }
  return { findings: findings.sort(), broken };
}

test("random trees of flows with one fault: one finding at it, and one at each reference, by every way", async () => {
  const seen = new Map<string, number>();
  const runs = drawnRuns({ short: 8, long: 120 });
  for (let number = 0; number < runs; number++) {
    const own = seedOf(number);
    const { fault, ...tree } = randomTree(own, faultIn);
    if (fault === undefined) continue;
    const cwd = createProject(tree.files);
    const { findings, broken } = expectedFindings(tree, fault);
    const codesOf = (out: string): string[] =>
      (JSON.parse(out) as { findings: { code: string; file: string; severity: string }[] }).findings
        .flatMap(({ code, file, severity }) => (severity === "error" ? [`${file} ${code}`] : []))
        .sort();
    const circled = findings.filter((text) => text.endsWith("contains-itself")).length;
    seen.set(fault.kind, (seen.get(fault.kind) ?? 0) + 1);
    if (circled > 3) seen.set("over three", (seen.get("over three") ?? 0) + 1);
    const checked = await runCli(["check", "--no-types", "--format", "json"], { cwd });
    expect({ own, fault, checked: codesOf(checked.out) }).toEqual({ own, fault, checked: findings });
    const built = await runCli(["build", "--format", "json"], { cwd });
    expect({ own, fault, built: codesOf(built.out) }).toEqual({ own, fault, built: findings });
    for (const flow of [0, fault.flow, 1 + (number % (tree.flows.length - 1))]) {
      const file = tree.flows[flow]?.file ?? "";
      const loaded = await outcomeOf(() => fromConfig(path.join(cwd, file), { projectDir: cwd }));
      const isBroken = typeof loaded === "string";
      expect({ own, fault, flow, isBroken }).toEqual({ own, fault, flow, isBroken: broken.has(flow) });
      const ran = await runCli(["run", file, "--input", "7"], { cwd });
      expect({ own, fault, flow, ran: / did not start|^error\[/mu.test(ran.error) }).toMatchObject({
        own,
        flow,
        ran: expect.toSatisfy(
          (given: boolean) => given === broken.has(flow) || (given && fault.kind === "context"),
        ) as boolean,
      });
    }
    rmSync(cwd, { recursive: true });
  }
  for (const kind of ["export", "missing", "yaml", "context", "circle", "over three"])
    expect([kind, seen.get(kind) ?? 0]).toEqual([kind, expect.toSatisfy((times: number) => times > 0 || runs < 40)]);
}, 600_000);
