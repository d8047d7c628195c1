import { defineFlow, type Flow, type RunOptions } from "@flowc/runtime";
import { recorded, type RecordOptions } from "@flowc/runtime/trace";
import { linkFlow } from "../../compiler/link/link-flow.js";
import type { FlowPlan } from "../../compiler/plan.js";
import { planFlow } from "../../compiler/plan-flow.js";
import { pictureOf } from "../../picture/picture-of.js";
import { readTrace } from "../../trace/read/read-trace.js";
import type { TraceFault } from "../../trace/read/trace-outcome.js";
import type { RecordedRun } from "../../trace/run/recorded-run.js";
import { runsOf } from "../../trace/run/runs-of.js";
import { permissiveHost } from "../docs/page-host.js";

type Functions = Readonly<Record<string, (...args: never) => unknown>>;

/** The plan of a flow file in which callables are `ops.ts#name`. */
export function planOf(yaml: string): FlowPlan {
  const { plan, diagnostics } = planFlow({ path: "flows/tested.flow.yaml", text: yaml }, permissiveHost);
  if (plan === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return plan;
}

export interface RecordRunOptions extends Partial<RecordOptions> {
  readonly input?: unknown;
  readonly context?: object;
  readonly run?: RunOptions;
}

/** The record of a run of a plan with these functions, as text. A run that fails is recorded too. */
export async function recordRun(plan: FlowPlan, functions: Functions, options: RecordRunOptions = {}): Promise<string> {
  const { input, context = {}, run = {}, ...more } = options;
  const find = (callable: object): unknown =>
    "exportName" in callable ? functions[String(callable.exportName)] : undefined;
  const flow = defineFlow<Flow<object, object>>(linkFlow(plan, find));
  let text = "";
  const write = (line: string): void => void (text += line);
  await recorded(flow, { values: "full", picture: pictureOf(plan), write, ...more })
    .run(context, input, { id: "run-1", ...run })
    .catch(() => undefined);
  return text;
}

/** The runs in files with these texts. */
export function runsIn(...texts: readonly string[]): readonly RecordedRun[] {
  const processes = texts.flatMap((text) => {
    const read = readTrace(text);
    if (!read.ok) throw new Error(read.fault.message);
    return read.value;
  });
  return runsOf(processes);
}

/** Why a text is no record; undefined if it is one. */
export function faultOf(text: string): TraceFault | undefined {
  const read = readTrace(text);
  return read.ok ? undefined : read.fault;
}

/** Retries, a failure that another node takes, one that ends nothing, a router, a mixed join, and a loop. */
export const eventful = planOf(`name: tested
entry: begin
nodes:
  begin: { callable: ./ops.ts#begin }
  shaky: { callable: ./ops.ts#shaky, policy: { retry: { max_attempts: 3, delay: 1ms } } }
  lost: { callable: ./ops.ts#fails, policy: { on_error: { goto: rescue } } }
  rescue: { callable: ./ops.ts#rescue }
  ignored: { callable: ./ops.ts#fails, policy: { on_error: continue } }
  meet: { callable: ./ops.ts#meet }
  decide: { type: CustomRoutingNode, routing_rule: ./ops.ts#decide }
  other: { callable: ./ops.ts#other }
  each: { type: LoopNode, body_route: item, done_route: last, collect: item }
  item: { callable: ./ops.ts#item }
  last: { callable: ./ops.ts#last }
edges:
  - begin >> (shaky | lost | ignored)
  - each >> (item | last)
  - (shaky & (lost | rescue) & ignored) >> meet >> decide >> (each | other)
`);

/** The functions of `eventful`. Those of one run are used once: they count attempts. */
export function eventfulFunctions(): Functions {
  let attempts = 0;
  return {
    begin: (n: number) => n + 1,
    shaky: () => {
      attempts += 1;
      if (attempts < 3) throw new RangeError(`busy ${attempts}`);
      return { rate: 2 };
    },
    fails: () => {
      throw new TypeError("no rate in €", { cause: new Error("socket closed") });
    },
    rescue: () => "rescued",
    meet: () => [1, 2, 3],
    decide: () => "each",
    other: () => undefined,
    item: (n: number) => n * 10,
    last: (all: number[]) => all,
  };
}
