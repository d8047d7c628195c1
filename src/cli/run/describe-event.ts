import type { FlowEvent } from "../../../runtime/index.js";
import { describeError, shown } from "./describe-error.js";
import { errorName } from "./error-name.js";
import type { Palette } from "../../report/palette.js";
import { visibleText } from "../../base/visible-text.js";

/** Describes an event of a run in one line. Undefined if the events before or after it already say the same. */
export function describeEvent(event: FlowEvent, palette: Palette): string | undefined {
  switch (event.type) {
    case "start":
      return `start    ${nameOf(event)}`;
    case "success":
      return `${palette.added("success")}  ${nameOf(event)}`;
    case "failed":
      return `${palette.removed("failed")}   ${nameOf(event)}: ${firstLine(event.error)}`;
    case "retry":
      return `retry    ${nameOf(event)} in ${event.delay} ms, after attempt ${event.attempt}: ${firstLine(event.error)}`;
    case "waiting":
      return `waiting  ${visibleText([...(event.within ?? []), event.nodeId].join("/"))}: ${listOf(event.arrived)} arrived, ${missing(event.missing)} did not`;
    case "route":
      return `route    ${nameOf(event)} to ${listOf(event.routes.map(({ target }) => target))}`;
    case "undone":
      return `undone   ${nameOf(event)}`;
    case "undo-failed":
      return `${palette.removed("failed")}   ${nameOf(event)}, undo: ${firstLine(event.error)}`;
    case "run":
    case "undo":
    case "item":
    case "end":
      return undefined;
  }
}

interface Named {
  readonly nodeId: string;
  readonly visit: number;
  readonly index: readonly number[];
  readonly within?: readonly string[];
}

/**
 * Such as `load`, `load (run 2)`, `load (item 3)` or, in nested loops, `load (item 3.0)`. Positions count from 0, as in `meta.index`. In a flow
 * that a node runs, the steps around come first: `enrich#1@1/load`.
 */
function nameOf(event: Named): string {
  const { visit, index, within = [] } = event;
  const nodeId = visibleText([...within, event.nodeId].join("/"));
  if (index.length > 0) return `${nodeId} (item ${index.join(".")})`;
  return visit > 1 ? `${nodeId} (run ${visit})` : nodeId;
}

/** The groups of parents without an arrival, as text. */
export function missing(groups: readonly (readonly string[])[]): string {
  return visibleText(groups.map((group) => group.join(" | ")).join(" and "));
}

function listOf(names: readonly string[]): string {
  return names.length === 0 ? "nothing" : visibleText(names.join(", "));
}

/** The first line of what a node threw. */
export function firstLine(error: unknown): string {
  const [line = ""] = (nameAndMessage(error) ?? describeError(error)).split("\n");
  return visibleText(line);
}

function nameAndMessage(error: unknown): string | undefined {
  return shown(() => (error instanceof Error ? `${errorName(error)}: ${error.message}` : String(error)));
}
