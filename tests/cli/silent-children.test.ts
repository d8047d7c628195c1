import { writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { createProject, runCli } from "./run-cli.js";

const ops = `export function take(input: { id: string }): { id: string } { return input; }
export function done(): void {}
export function joined(given: { take: { id: string } }): string { return given.take.id; }
export function both(given: { take: { id: string }; sub: unknown }): string { return given.take.id; }
export function list(ids: { id: string }[]): number { return ids.length; }
`;
const silent =
  "entry: take\nnodes:\n  take: { callable: ./ops.ts#take }\n  l: { callable: ./ops.ts#done }\n  r: { callable: ./ops.ts#done }\nedges:\n  - take >> (l | r)\n";

interface Finding {
  readonly code: string;
  readonly message: string;
  readonly help?: string;
  readonly file: string;
  readonly start: { readonly line: number; readonly column: number };
}

async function findingsIn(cwd: string, args: readonly string[] = []): Promise<Finding[]> {
  const { out } = await runCli(["check", "--format", "json", ...args], { cwd });
  return (JSON.parse(out) as { findings: Finding[] }).findings;
}

async function found(project: Readonly<Record<string, string>>, args: readonly string[] = []): Promise<string[]> {
  const findings = await findingsIn(createProject({ "ops.ts": ops, "b.flow.yaml": silent, ...project }), args);
  return findings.map(({ code, message, file, start }) => `${file}:${start.line}:${start.column} ${code}: ${message}`);
}

/** A flow whose first node runs another flow. */
const running = (rest: string, { sub = "", flow = "./b.flow.yaml" } = {}): string =>
  `entry: sub\nnodes:\n  sub: { flow: ${flow}${sub} }\n${rest}`;

/** Ways to use the result of `sub`, and where the finding is. */
const readers: [name: string, rest: string, sub: string, place: string][] = [
  ["outputs", "", ", context: { outputs: $ctx.x }", "3:$ `outputs`"],
  [
    "$payload",
    "  next: { callable: ./ops.ts#take, context: { inputs: { id: $payload.sub } } }\nedges:\n  - sub >> next\n",
    "",
    "4:70 the node `next`",
  ],
  [
    "$payload in a template, behind `??`",
    '  next: { callable: ./ops.ts#take, context: { inputs: { id: "{{ $payload.sub.id ?? 1 }}" } } }\nedges:\n  - sub >> next\n',
    "",
    "4:74 the node `next`",
  ],
  [
    "$result",
    "  next: { callable: ./ops.ts#done }\nedges:\n  - sub >> (next when $result.a)\n",
    "",
    "6:23 the condition",
  ],
  ["the output of the flow", "output: { x: $payload.sub.y }\n", "", "4:23 the output of the flow"],
  [
    "$joins",
    "  take: { callable: ./ops.ts#take }\n  next: { callable: ./ops.ts#take, context: { inputs: { id: $joins.next.sub.id } } }\nedges:\n  - sub >> take\n  - (sub & take) >> next\n",
    ", context: { inputs: { id: a } }",
    "5:73 the node `next`",
  ],
  [
    "a loop that collects it",
    "  each: { type: LoopNode, body_route: inner, done_route: all }\n  inner: { flow: ./b.flow.yaml }\n  all: { callable: ./ops.ts#list }\nedges:\n  - sub >> each >> (inner | all)\n",
    "",
    "4:3 the loop `each`",
  ],
];
/** The same flow, as the module of a user's own exports it. */
const ofModule = {
  "m.ts": 'export { silent } from "./silent.flow.js";\n',
  "silent.flow.yaml": silent,
};

describe("a flow that gives nothing", () => {
  test.each(readers.slice(0, -2))("is reported where it is used: %s", async (_, rest, sub, place) => {
    const [first] = await found({ "a.flow.yaml": running(rest, { sub }) }, ["--no-types"]);
    const [at = "", ...what] = place.replace("$", "51").split(" ");
    expect(first).toBe(
      `a.flow.yaml:${at} flow/no-output: ${what.join(" ")} takes what \`sub\` gives, but the flow that \`sub\` runs gives nothing`,
    );
  });

  test.each(readers.slice(0, 5))("is reported there with types too, once: %s", async (_, rest, sub) => {
    expect(await found({ "a.flow.yaml": running(rest, { sub }) })).toEqual([
      expect.stringMatching(/^a\.flow\.yaml:\d+:\d+ flow\/no-output: /u),
    ]);
  });

  test.each(readers.slice(0, 5))("is reported there if a module exports it: %s", async (_, rest, sub, place) => {
    const [at = ""] = place.replace("$", "51").split(" ");
    const files = { "a.flow.yaml": running(rest, { sub, flow: "./m.ts#silent" }), ...ofModule };
    expect(await found(files)).toEqual([expect.stringContaining(`a.flow.yaml:${at} flow/no-output: `)]);
    expect(await found(files, ["--no-types"])).toEqual([]);
  });

  test.each([
    ["$joins.next.sub", "5:73 the node `next`"],
    ["$joins.next.take", undefined],
  ])("and what arrived from it at a join counts as used: %s", async (read, place) => {
    const rest = `  take: { callable: ./ops.ts#take }\n  next: { callable: ./ops.ts#take, context: { inputs: ${read} } }\nedges:\n  - start >> (sub & take)\n  - (sub & take) >> next\n`;
    const flow = running(rest).replace(
      "entry: sub\nnodes:\n",
      "entry: start\nnodes:\n  start: { callable: ./ops.ts#take }\n",
    );
    expect(await found({ "a.flow.yaml": flow })).toEqual(
      place === undefined ? [] : [expect.stringContaining("flow/no-output: the node `next`")],
    );
  });

  test.each([
    ["both", 1],
    ["joined", 0],
    ["done", 0],
  ])("and a join takes it only if its callable names it: %s", async (callable, count) => {
    const rest = `  take: { callable: ./ops.ts#take }\n  next: { callable: ./ops.ts#${callable} }\nedges:\n  - start >> (sub & take)\n  - (sub & take) >> next\n`;
    const flow = running(rest).replace(
      "entry: sub\nnodes:\n",
      "entry: start\nnodes:\n  start: { callable: ./ops.ts#take }\n",
    );
    const findings = await found({ "a.flow.yaml": flow });
    expect(findings.map((text) => text.replace(/ flow\/no-output.*/u, ""))).toEqual(
      count === 0 ? [] : ["a.flow.yaml:9:21"],
    );
  });

  test.each(["./b.flow.yaml", "./m.ts#silent"])("is reported once at a loop that takes it: %s", async (flow) => {
    const rest = "  each: { type: LoopNode }\n  inner: { callable: ./ops.ts#done }\nedges:\n  - sub >> each >> inner\n";
    expect(await found({ "a.flow.yaml": running(rest, { flow }), ...ofModule })).toEqual([
      expect.stringMatching(/^a\.flow\.yaml:7:12 flow\/no-output: the loop `each` takes/u),
    ]);
  });

  test.each(["./b.flow.yaml", "./m.ts#silent"])("is reported at a loop that collects it: %s", async (flow) => {
    const rest = `  inner: { flow: ${flow} }\n  all: { callable: ./ops.ts#list }\nedges:\n  - each >> (inner | all)\n`;
    const loop = "entry: each\nnodes:\n  each: { type: LoopNode, body_route: inner, done_route: all }\n";
    const [first, ...others] = await found({ "a.flow.yaml": `${loop}${rest}`, ...ofModule });
    expect(first).toMatch(/^a\.flow\.yaml:3:3 flow\/no-output: the loop `each` takes what `inner` gives/u);
    expect(others).toEqual([]);
  });

  test.each(["./b.flow.yaml", "./m.ts#silent"])(
    "is reported by check at a successor that takes what arrives, and only there: %s",
    async (flow) => {
      const both =
        "  one: { callable: ./ops.ts#take }\n  two: { callable: ./ops.ts#done }\nedges:\n  - sub >> (one | two)\n";
      expect(await found({ "a.flow.yaml": running(both, { flow }), ...ofModule })).toEqual([
        expect.stringMatching(/^a\.flow\.yaml:7:13 flow\/no-output: `take` takes what `sub` gives/u),
      ]);
    },
  );

  test("and used by nobody, is fine; the flow around it gives nothing either", async () => {
    const files = {
      "a.flow.yaml": running(""),
      "user.flow.yaml": "entry: x\nnodes:\n  x: { flow: ./a.flow.yaml, context: { outputs: $ctx.y } }\n",
    };
    expect(await found(files)).toEqual([expect.stringMatching(/^user\.flow\.yaml:3:\d+ flow\/no-output: /u)]);
  });

  test("a change of the module that exports it is noticed, although the findings are cached", async () => {
    const flow = running("", { flow: "./m.ts#silent", sub: ", context: { outputs: $ctx.x }" });
    const cwd = createProject({ "ops.ts": ops, "a.flow.yaml": flow, ...ofModule });
    const codes = async (): Promise<string[]> => (await findingsIn(cwd)).map(({ code }) => code);
    expect(await codes()).toEqual(["flow/no-output"]);
    writeFileSync(path.join(cwd, "silent.flow.yaml"), `${silent}output: $payload.take\n`);
    expect(await codes()).toEqual([]);
    writeFileSync(path.join(cwd, "silent.flow.yaml"), silent);
    expect(await codes()).toEqual(["flow/no-output"]);
  });
});

describe("why it gives nothing is said", () => {
  const using = running("", { sub: ", context: { outputs: $ctx.x }" });
  const inLoop = "entry: l\nnodes:\n  l: { type: LoopNode }\n  r: { callable: ./ops.ts#done }\nedges:\n  - l >> r\n";
  test.each([
    [
      "two ends",
      silent,
      "`b.flow.yaml` ends in `l` and `r` and does not say which of them it gives: add `output:` to it",
    ],
    ["a loop", inLoop, "the last node of `b.flow.yaml`, `r`, runs once an item of the loop `l`: add `output:` to it"],
    [
      "a child",
      "entry: x\nnodes:\n  x: { flow: ./silent.flow.yaml }\n",
      "the last node of `b.flow.yaml`, `x`, runs a flow that gives nothing either: add `output:` to it",
    ],
  ])("%s", async (_, child, help) => {
    const cwd = createProject({
      "ops.ts": ops,
      "a.flow.yaml": using,
      "silent.flow.yaml": silent,
      "b.flow.yaml": child,
    });
    expect((await findingsIn(cwd)).map((finding) => finding.help)).toEqual([help]);
  });

  test("types", async () => {
    const flow = running("", { flow: "./m.ts#silent", sub: ", context: { outputs: $ctx.x }" });
    const cwd = createProject({ "ops.ts": ops, "a.flow.yaml": flow, ...ofModule });
    expect((await findingsIn(cwd)).map(({ help }) => help)).toEqual([
      "by its types, `silent` gives undefined: add `output:` to it",
    ]);
  });
});
