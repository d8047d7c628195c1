import path from "node:path";
import { createRandom } from "../analyze/random-flow.js";

type Random = ReturnType<typeof createRandom>;

/** What a node runs: a function of `ops.ts`, or another flow of the tree. */
export type Work = { readonly call: "inc" | "twice" | "odd" } | Child;
export interface Child {
  readonly child: number;
  /** Through what a module exports. */
  readonly isModule: boolean;
}

export type Step =
  | { readonly kind: "work"; readonly work: Work; readonly policy: "none" | "continue" | "retry" | "goto" | "timeout" }
  | { readonly kind: "choice" | "router" | "fork"; readonly works: readonly [Work, Work] }
  | { readonly kind: "loop"; readonly work: Work };

/** A flow from a number to a number. */
export interface TreeFlow {
  readonly file: string;
  readonly level: number;
  readonly steps: readonly Step[];
  readonly hasOutput: boolean;
}

export interface Tree {
  readonly flows: readonly TreeFlow[];
  readonly files: Readonly<Record<string, string>>;
}

/** What is wrong in one flow of a tree. */
export type Fault =
  | { readonly kind: "export" | "missing" | "yaml" | "context"; readonly flow: number }
  | { readonly kind: "circle"; readonly flow: number; readonly to: number };

export const ops = `export const same = (x: number): number => x;
export const inc = (x: number): number => x + 1;
export const twice = (x: number): number => (x * 2) % 1009;
export const odd = (x: number): number => {
  if (x % 5 === 0) throw new RangeError("boom " + x);
  return x + 3;
};
export const parity = (x: number): "even" | "odd" => (x % 2 === 0 ? "even" : "odd");
export const list = (x: number): number[] => [x, x + 1, x + 2];
export const sum = (xs: number[]): number => xs.reduce((one, other) => one + other, 0) % 1009;
export const add = ({ left, right }: { left: number; right: number }): number => (left + right) % 1009;
export const recover = ({ input }: { input: number }): number => input + 100;
`;

const folders = ["", "", "a/", "a/b/", "n/", "n/in/"];

/** Flows of four levels, in folders of two projects; those of one level run those below, some of them more than once. */
export function randomTree(
  seed: number,
  fault?: (flows: readonly TreeFlow[], random: Random) => Fault | undefined,
): Tree & { readonly fault: Fault | undefined } {
  const random = createRandom(seed);
  const outDir = random(2) === 0 ? "gen" : undefined;
  const count = 6 + random(4);
  const flows: TreeFlow[] = [];
  for (let number = 0; number < count; number++) {
    const level = number === 0 ? 0 : number < 4 ? number : 1 + random(3);
    const folder = folders[random(folders.length)] ?? "";
    flows.push({ file: `${folder}f${number}.flow.yaml`, level, steps: [], hasOutput: false });
  }
  const isInner = (flow: TreeFlow): boolean => flow.file.startsWith("n/");
  const drawn = flows.map((flow, number): TreeFlow => {
    const below = flows.flatMap((other, child) => {
      return other.level > flow.level && (!isInner(flow) || isInner(other)) ? [child] : [];
    });
    const next = flows.findIndex(
      (other, child) => child > number && other.level === flow.level + 1 && below.includes(child),
    );
    const work = (): Work => {
      const child = below[random(below.length || 1)];
      if (child === undefined || random(3) === 0)
        return { call: (["inc", "twice", "odd"] as const)[random(8) === 0 ? 2 : random(2)] ?? "inc" };
      const isModule =
        fault === undefined && random(4) === 0 && (outDir === undefined || !isInner(flows[child] ?? flow));
      return { child, isModule };
    };
    const steps = Array.from({ length: 1 + random(3) }, () => randomStep(random, work));
    const isRouted = steps.findIndex(({ kind }) => kind === "router");
    const once = steps.filter(({ kind }, index) => kind !== "router" || index === isRouted);
    if (next >= 0) once.push({ kind: "work", work: { child: next, isModule: false }, policy: "none" });
    // The body of a loop is an end too.
    const hasOutput = once.some(({ kind }) => kind === "loop") || random(3) === 0;
    return { ...flow, steps: once, hasOutput };
  });
  const wrong = fault?.(drawn, random);
  const files: Record<string, string> = {
    "ops.ts": ops,
    "flowc.config.json": "{}",
    "n/flowc.config.json": JSON.stringify({ outDir }),
  };
  drawn.forEach((flow, number) => {
    Object.assign(files, filesOf(flow, drawn, wrong?.flow === number ? wrong : undefined));
  });
  return { flows: drawn, files, fault: wrong };
}

function randomStep(random: Random, work: () => Work): Step {
  switch (random(7)) {
    case 0:
      return { kind: "choice", works: [work(), work()] };
    case 1:
      return { kind: "router", works: [work(), work()] };
    case 2:
      return { kind: "fork", works: [work(), work()] };
    case 3:
      return { kind: "loop", work: work() };
    default: {
      const policy = (["none", "none", "continue", "retry", "goto", "timeout"] as const)[random(6)] ?? "none";
      return { kind: "work", work: work(), policy };
    }
  }
}

/** Everything that the flow's nodes run. */
export function worksOf({ steps }: TreeFlow): readonly Work[] {
  return steps.flatMap((step) => ("works" in step ? step.works : [step.work]));
}

const policies = {
  none: "",
  continue: ", policy: { on_error: continue }",
  retry: ", policy: { retry: { max_attempts: 2 } }",
  timeout: ", policy: { timeout: 1m }",
};

function filesOf(flow: TreeFlow, flows: readonly TreeFlow[], fault: Fault | undefined): Record<string, string> {
  const from = path.posix.dirname(flow.file);
  const named = (file: string): string => {
    const relative = path.posix.relative(from, file);
    return relative.startsWith(".") ? relative : `./${relative}`;
  };
  const files: Record<string, string> = {};
  const nodes: string[] = [];
  const edges: string[] = [];
  const op = (name: string): string => `callable: "${named("ops.ts")}#${name}"`;
  const keyOf = (work: Work): string => {
    if ("call" in work) return op(work.call);
    const target = flows[work.child]?.file ?? "";
    if (!work.isModule) return `flow: "${named(target)}"`;
    const lib = `lib${work.child}.ts`;
    files[path.posix.join(from, lib)] =
      `export { default as given } from "${named(target).replace(/yaml$/u, "js")}";\n`;
    return `flow: "./${lib}#given"`;
  };
  let [last, number] = ["in", 0];
  const node = (keys: string, id = `n${++number}`): string => {
    nodes.push(`  ${id}: { ${keys} }`);
    return id;
  };
  const then = (keys: string): void => {
    const id = node(keys);
    edges.push(`${last} >> ${id}`);
    last = id;
  };
  const merge = (one: string, other: string): void => {
    const id = node(op("same"));
    edges.push(`(${one} | ${other}) >> ${id}`);
    last = id;
  };
  node(
    `${op(fault?.kind === "export" ? "sane" : "same")}${fault?.kind === "context" ? ", context: { inputs: $ctx.start }" : ""}`,
    last,
  );
  for (const step of flow.steps) {
    if (step.kind === "work") {
      if (step.policy !== "goto") {
        then(`${keyOf(step.work)}${policies[step.policy]}`);
        continue;
      }
      const handler = node(op("recover"));
      then(`${keyOf(step.work)}, policy: { on_error: { goto: ${handler} } }`);
      merge(last, handler);
    } else if (step.kind === "loop") {
      then(op("list"));
      const [body, done] = [node(keyOf(step.work)), node(op("sum"))];
      then(`type: LoopNode, body_route: ${body}, done_route: ${done}`);
      edges.push(`${last} >> (${body} | ${done})`);
      last = done;
    } else {
      const isRouter = step.kind === "router";
      then(isRouter ? `type: CustomRoutingNode, routing_rule: "${named("ops.ts")}#parity"` : op("same"));
      const [one, other] = step.works.map((work, index) =>
        node(keyOf(work), isRouter ? ["even", "odd"][index] : undefined),
      );
      if (one === undefined || other === undefined) continue;
      const [when, otherwise] = step.kind === "choice" ? [" when $result > 40", " otherwise"] : ["", ""];
      edges.push(`${last} >> (${one}${when} | ${other}${otherwise})`);
      if (step.kind !== "fork") {
        merge(one, other);
        continue;
      }
      last = node(`${op("add")}, context: { inputs: { left: $payload.${one}, right: $payload.${other} } }`);
      edges.push(`(${one} & ${other}) >> ${last}`);
    }
  }
  if (fault?.kind === "missing") then("flow: ./nothing.flow.yaml");
  if (fault?.kind === "circle") then(`flow: "${named(flows[fault.to]?.file ?? "")}"`);
  const lines = [
    "entry: in",
    ...(flow.hasOutput ? [`output: $payload.${last}`] : []),
    "nodes:",
    ...nodes,
    ...(edges.length > 0 ? ["edges:"] : []),
    ...edges.map((edge) => `  - ${edge}`),
  ];
  files[flow.file] = fault?.kind === "yaml" ? "entry: [\n" : `${lines.join("\n")}\n`;
  return files;
}

/** What a flow of a tree gives for a number, or the failure that it throws: the meaning of its steps, without flowc. */
export function meaningOf(flow: number, input: number, { flows }: Tree): number {
  const run = (work: Work, x: number): number => {
    if ("child" in work) return meaningOf(work.child, x, { flows, files: {} });
    if (work.call === "inc") return x + 1;
    if (work.call === "twice") return (x * 2) % 1009;
    if (x % 5 === 0) throw new RangeError(`boom ${x}`);
    return x + 3;
  };
  const recovered = (work: Work, x: number, given: number): number => {
    try {
      return run(work, x);
    } catch {
      return given;
    }
  };
  let x = input;
  for (const step of flows[flow]?.steps ?? []) {
    if (step.kind === "work") {
      const given = { continue: x, goto: x + 100, none: undefined, retry: undefined, timeout: undefined }[step.policy];
      x = given === undefined ? run(step.work, x) : recovered(step.work, x, given);
    } else if (step.kind === "loop") {
      const items = [x, x + 1, x + 2].map((item) => run(step.work, item));
      x = items.reduce((one, other) => one + other, 0) % 1009;
    } else {
      const [one, other] = step.works;
      if (step.kind === "fork") x = (run(one, x) + run(other, x)) % 1009;
      else x = run((step.kind === "choice" ? x > 40 : x % 2 === 0) ? one : other, x);
    }
  }
  return x;
}
