import { conditionOf, type Picture } from "../picture.js";
import type { ElkLabel, PlacedElkEdge } from "./elk-json.js";
import type { Direction } from "./elk-options.js";
import { fitted, type FittedText, typefaces } from "./node-size.js";
import type { PlacedLabel } from "./placed.js";
import { shownText } from "../shown-text.js";
import { textWidth } from "../measure.js";

/** The text of a condition. */
export interface ConditionText {
  /** One or two. */
  readonly lines: readonly FittedText[];
  /** For how many lines there is room: for as many as the longest condition of the same source has, so that siblings stay in one row. */
  readonly rows: number;
}

/** Pixels: the widest line of a condition, the height of a line, and what is left free below them for the marks of a run. */
const [widest, lineHeight, markRoom] = [130, 14, 14];

/**
 * The texts of conditions that the layout keeps a place for, by edge: next to the tip of the edge, where no other edge is. Back edges have
 * none, nor do edges to a node that more than one line leads to: their texts are placed afterwards.
 */
export function conditionTexts({ edges }: Picture, reversed: ReadonlySet<string>): ReadonlyMap<string, ConditionText> {
  const arriving = new Map<string, number>();
  for (const { to } of edges) arriving.set(to, (arriving.get(to) ?? 0) + 1);
  const texts = edges.flatMap((edge) => {
    const condition = conditionOf(edge);
    const isAlone = arriving.get(edge.to) === 1 && !reversed.has(edge.id);
    return condition === undefined || !isAlone ? [] : [{ edge, lines: conditionLines(shownText(condition)) }];
  });
  const rows = new Map<string, number>();
  for (const { edge, lines } of texts) rows.set(edge.from, Math.max(rows.get(edge.from) ?? 0, lines.length));
  return new Map(texts.map(({ edge, lines }) => [edge.id, { lines, rows: rows.get(edge.from) ?? lines.length }]));
}

/** A condition in one line or two: as many words as fit into the first one; the second one is cut. */
export function conditionLines(text: string): readonly FittedText[] {
  const words = text.split(" ");
  let count = words.length;
  while (count > 1 && textWidth(words.slice(0, count).join(" "), typefaces.small) > widest) count -= 1;
  return [words.slice(0, count), words.slice(count)]
    .filter((line) => line.length > 0)
    .map((line) => fitted(line.join(" "), widest, typefaces.small));
}

/** The label that makes ELK keep the place of a condition. */
export function conditionLabel(id: string, { lines, rows }: ConditionText, direction: Direction): ElkLabel {
  return {
    id: `${id}.label`,
    text: lines.map(({ text }) => text).join(" "),
    width: widthOf(lines) + 4,
    height: direction === "down" ? rows * lineHeight + markRoom : lines.length * lineHeight,
    layoutOptions: { "elk.edgeLabels.placement": "HEAD" },
  };
}

/** A condition at the place that ELK kept for it. */
export function placedCondition(
  { lines, rows }: ConditionText,
  edge: PlacedElkEdge | undefined,
  direction: Direction,
): PlacedLabel | undefined {
  const [place] = edge?.labels ?? [];
  const [first, second] = lines;
  if (place === undefined || first === undefined) return undefined;
  const { x = 0, y = 0 } = place;
  const above = direction === "down" ? rows - lines.length : 0;
  const box = { x: x + 2, y: y + above * lineHeight, width: widthOf(lines), height: lines.length * lineHeight };
  return { ...first, box, ...(second !== undefined && { second }) };
}

function widthOf(lines: readonly FittedText[]): number {
  return Math.max(...lines.map(({ width }) => width));
}
