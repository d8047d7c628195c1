import type { RecordedActivation } from "../run/recorded-run.js";
import { escapeHtml } from "./escape-html.js";
import { pathOf, type ReportNodes } from "./report-nodes.js";
import { withinText } from "./timeline.js";

/** A link to the activations of a node, in the words for one of them: `geo #2 in enrich#1@1`, and the place of the node. */
export function linkTo(
  activation: RecordedActivation,
  nodes: ReportNodes,
  { hasPlace }: { hasPlace: boolean },
): string {
  const { id, label, place } = nodes.of(pathOf(activation));
  const { visit } = activation;
  const text = `${visit > 1 ? `${label} #${visit}` : label}${withinText(activation)}`;
  const where = activation.at ?? place;
  const shown = hasPlace ? ` <small>${escapeHtml(where)}</small>` : "";
  return `<a href="#${id}">${escapeHtml(text)}</a>${shown}`;
}
