import { addToList } from "../../compiler/add-to-list.js";
import { textWidth } from "../../compiler/emit/print/text-width.js";
import { joinOf, leadsInside, type Picture, type PictureEdge, type PictureNode } from "../picture.js";
import { shownText } from "../shown-text.js";
import { flowMark, signLines } from "./node-lines.js";
import { runningOrder } from "./running-order.js";
import { type TargetGroup, targetGroups } from "./target-groups.js";
import { factsOf } from "./titles.js";

/** A picture as lines for a terminal: one node a line in an order in which they can run, what is in a loop indented. */
export function outlineOf(picture: Picture): string {
  const order = runningOrder(picture);
  const byId = new Map(picture.nodes.map((node) => [node.id, node]));
  const outgoing = new Map<string, PictureEdge[]>();
  for (const edge of picture.edges) addToList(outgoing, edge.from, edge);
  const rows = order.map((node) => {
    const lead = `${"│ ".repeat(depthOf(node, byId))}${markOf(node)} ${shownText(node.id)}`;
    return { node, lead, width: textWidth(lead) };
  });
  const column = Math.min(widestLead, Math.max(0, ...rows.map(({ width }) => width))) + 2;
  return [
    [shownText(picture.name), ...factsOf(picture).map(shownText)].join(" · "),
    ...rows.map(({ node, lead, width }) => {
      const pad = " ".repeat(Math.max(2, column - width));
      return `${lead}${pad}${restOf(node, picture, outgoing.get(node.id) ?? [])}`;
    }),
    ...(picture.handler === undefined ? [] : [`✕ any failure → ${shownText(picture.handler)}`]),
    "",
  ].join("\n");
}

/** Whether a text begins as an outline does. */
export function isOutline(text: string): boolean {
  const [first = ""] = text.split("\n", 1);
  return / · \d+ nodes? · /u.test(first);
}

/** Columns: longer ids do not push the others to the right. */
const widestLead = 40;

function depthOf({ parent }: PictureNode, byId: ReadonlyMap<string, PictureNode>): number {
  const around = parent === undefined ? undefined : byId.get(parent);
  return around === undefined ? 0 : 1 + depthOf(around, byId);
}

function markOf(node: PictureNode): string {
  if (node.kind === "router") return "◆";
  if (node.kind === "loop") return "↻";
  if (node.flow !== undefined) return flowMark;
  const join = joinOf(node);
  return join === "all" ? "▬" : join === "any" ? "○" : "●";
}

/** Where a node leads, what it waits for, its signs. */
function restOf(node: PictureNode, { entry, input }: Picture, edges: readonly PictureEdge[]): string {
  const targets = targetGroups(edges.filter((edge) => edge.kind !== "error" && !leadsInside(edge))).map(choiceText);
  const to =
    targets.length === 0
      ? "■"
      : `${node.kind === "router" ? "?" : "→"} ${targets.join(node.kind === "router" ? " | " : ", ")}`;
  const errors = edges.filter(({ kind }) => kind === "error").map((edge) => `✕ on error ${shownText(edge.to)}`);
  const waits = waitText(node);
  const start = input === undefined ? "⟵ input" : `⟵ input ${shownText(input)}`;
  const parts = [
    to,
    ...(node.flow === undefined || node.callable === undefined ? [] : [`runs ${shownText(node.callable)}`]),
    ...(node.id === entry ? [start] : []),
    ...(waits === undefined ? [] : [`⟵ ${waits}`]),
    ...signLines(node),
    ...errors,
    ...(node.container?.handler === undefined ? [] : [`✕ any failure inside → ${shownText(node.container.handler)}`]),
  ];
  return parts.join("   ");
}

/** Where one edge leads, or a choice: `(b when $result.ok | (c & d) otherwise)`, as in a flow file. */
function choiceText(alternatives: readonly TargetGroup[]): string {
  const texts = alternatives.map(({ edges, condition }) => {
    const names = edges.map(targetText);
    const target = names.length > 1 ? `(${names.join(" & ")})` : names.join("");
    return condition === undefined ? target : `${target} ${shownText(condition)}`;
  });
  return texts.length > 1 ? `(${texts.join(" | ")})` : texts.join("");
}

function targetText({ to, kind, isBack }: PictureEdge): string {
  if (isBack === true) return `↑ ${shownText(to)}`;
  return kind === "done" ? `when done ${shownText(to)}` : shownText(to);
}

function waitText(node: PictureNode): string | undefined {
  const groups = node.arrival.map((group) => group.map(shownText));
  const join = joinOf(node);
  if (join === "any") return `any of ${groups.flat().join(" | ")}`;
  if (join === undefined) return undefined;
  return `all of ${groups.map((group) => (group.length > 1 ? `(${group.join(" | ")})` : group.join(""))).join(" & ")}`;
}
