import type { Mark, Overlay } from "../../picture/svg/overlay.js";
import { type NodeTotals, nodeTotals, pathKey, worstState } from "../run/node-totals.js";
import type { RecordedRun, WaitingJoin } from "../run/recorded-run.js";
import { takenEdges } from "../run/taken-edges.js";
import { counted, showTime } from "./show-time.js";

/** What a run did, for its picture: a class and marks for each node, and a class for each edge. Flows that nodes ran are not in it. */
export function overlayOf(run: RecordedRun, idPrefix: string): Overlay {
  const all = nodeTotals({ activations: run.activations });
  const totalsAt = (id: string): NodeTotals | undefined => all.get(pathKey([id]));
  const taken = takenEdges(run);
  const waiting = new Map(run.waiting.map((join) => [join.node, join]));
  const handler = run.picture?.handler;
  const hasHandled = run.activations.some(({ handled }) => handled === "goto");
  return {
    idPrefix,
    nodeClass: ({ id }) => {
      const of = totalsAt(id);
      if (of !== undefined) return worstState(of.states);
      return waiting.has(id) ? "waits" : "unused";
    },
    edgeClass: (edge) => (taken(edge) > 0 ? "went" : "unused"),
    handlerClass: handler !== undefined && totalsAt(handler) !== undefined && hasHandled ? "went" : "unused",
    marksOf: ({ id }) => [...waitingMark(waiting.get(id)), ...marksOf(totalsAt(id))],
    titleOf: ({ id }) => titleOf(totalsAt(id)),
  };
}

function waitingMark(join: WaitingJoin | undefined): Mark[] {
  if (join === undefined) return [];
  const [arrived, missing] = [join.arrived.length, join.missing.length];
  return [{ className: "waits", text: `waits: ${arrived} of ${arrived + missing}` }];
}

function marksOf(totals: NodeTotals | undefined): Mark[] {
  if (totals === undefined) return [];
  const { states, retries, activations, total } = totals;
  const times = (count: number, className: string, word: string): Mark[] =>
    count === 0 ? [] : [{ className, text: count > 1 ? `${word} ×${count}` : word }];
  return [
    ...times(states.failed, "failed", "✕ failed"),
    ...times(states.handled, "handled", "✕ handled"),
    ...times(states.cut, "cut", "cut off"),
    ...(retries > 0 ? [{ className: "handled", text: `↻ ${retries}` }] : []),
    { className: "ok", text: activations.length > 1 ? `×${activations.length} ${showTime(total)}` : showTime(total) },
  ];
}

function titleOf(totals: NodeTotals | undefined): string {
  if (totals === undefined) return "did not run";
  const { activations, total, longest, retries } = totals;
  const mean =
    activations.length > 1
      ? [`on average ${showTime(total / activations.length)}`, `at most ${showTime(longest)}`]
      : [];
  const again = retries > 0 ? [counted(retries, "retry", "retries")] : [];
  return [`ran ${counted(activations.length, "time")}, ${showTime(total)} in all`, ...mean, ...again].join(", ");
}
