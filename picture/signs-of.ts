import type { PolicyPlan, RetryPlan, UndoPlan } from "../compiler/plan.js";
import type { Diagnostic } from "../compiler/diagnostics/diagnostic.js";
import type { Sign } from "./picture.js";

/** The signs of a policy. Where a failure leads to is no sign but an edge. */
export function signsOf(policy: PolicyPlan | undefined): Sign[] {
  if (policy === undefined) return [];
  const { retry, timeout, onError } = policy;
  return [
    ...(retry === undefined ? [] : [retrySign(retry)]),
    ...(timeout === undefined
      ? []
      : [{ kind: "timeout" as const, text: duration(timeout), title: `each attempt may take ${duration(timeout)}` }]),
    ...(onError === "continue"
      ? [{ kind: "continue" as const, text: "goes on", title: "goes on with its own input after a failure" }]
      : []),
  ];
}

/** The signs of what the flow says of its runs. */
export function flowSigns({
  concurrency,
  maxSteps,
}: {
  readonly concurrency: number | undefined;
  readonly maxSteps: number | undefined;
}): Sign[] {
  const most = (count: number): string => `at most ${count}`;
  return [
    ...(concurrency === undefined
      ? []
      : [
          {
            kind: "concurrency" as const,
            text: `${most(concurrency)} at once`,
            title: `${most(concurrency)} nodes run concurrently`,
          },
        ]),
    ...(maxSteps === undefined
      ? []
      : [{ kind: "steps" as const, text: `${most(maxSteps)} steps`, title: `a run has ${most(maxSteps)} steps` }]),
  ];
}

/** The sign of a loop's limit. */
export function limitSigns({ concurrency }: { readonly concurrency: number | undefined }): Sign[] {
  if (concurrency === undefined) return [];
  const [text, title] =
    concurrency === 1
      ? ["one by one", "its items follow each other"]
      : [`at most ${concurrency} items`, `at most ${concurrency} items are under way`];
  return [{ kind: "concurrency", text, title }];
}

/** The sign of a node that can be undone. */
export function undoSigns(undo: Pick<UndoPlan, "failed"> | undefined): Sign[] {
  if (undo === undefined) return [];
  const also = undo.failed ? ", also after it has failed itself" : "";
  return [{ kind: "undo", text: "undo", title: `undone if the run fails${also}` }];
}

/** What is wrong with the flow that a node runs, in a few words; the finding is the title. */
export function brokenSign({ code, message }: Pick<Diagnostic, "code" | "message">): Sign {
  return { kind: "broken", text: faults.get(code) ?? "not found", title: message };
}

const faults: ReadonlyMap<string, string> = new Map<Diagnostic["code"], string>([
  ["flow/child-broken", "has errors"],
  ["flow/no-flow-file", "not a flow file"],
  ["flow/child-outside", "outside of the project"],
  ["flow/contains-itself", "runs itself"],
  ["flow/child-needs-context", "needs a context"],
]);

function retrySign({ maxAttempts, delay, mode, on }: RetryPlan): Sign {
  const pause = delay === undefined || delay === 0 ? [] : [duration(delay)];
  const short = [`${maxAttempts}×`, ...pause, ...(mode === "exponential" ? ["exp"] : [])];
  const names = on === undefined ? [] : [on.join(", ")];
  const title = [
    `up to ${maxAttempts} attempts`,
    ...pause.map((text) => `${text} apart${mode === "exponential" ? ", doubled each time" : ""}`),
    ...names.map((text) => `only after ${text}`),
  ];
  return { kind: "retry", text: [...short, ...names].join(" "), title: title.join(", ") };
}

const units = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
] as const;

/** Milliseconds for people: `2 h`, `1.5 s`, `50 ms`. */
export function duration(ms: number): string {
  for (const [unit, length] of units) if (ms >= length && ms % length === 0) return `${ms / length} ${unit}`;
  return ms >= 1000 ? `${rounded(ms / 1000)} s` : `${rounded(ms)} ms`;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
