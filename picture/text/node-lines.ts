import { captionOf, type SizeOptions } from "../layout/node-size.js";
import type { PictureNode } from "../picture.js";
import { shownText } from "../shown-text.js";

const signMarks = {
  retry: "↻",
  timeout: "⏱",
  continue: "⇢",
  concurrency: "≡",
  steps: "≤",
  undo: "↶",
  broken: "⚠",
} as const;

/** The sign of a node that runs a flow. */
export const flowMark = "⧉";

/** The signs of a node in characters: `↻ 3× 5 ms exp`. */
export function signLines({ signs }: Pick<PictureNode, "signs">): string[] {
  return signs.map(({ kind, text }) => `${signMarks[kind]} ${shownText(text)}`);
}

/** What is written on a node, one text a line. */
export function nodeLines(node: PictureNode, { namesOnly = false }: SizeOptions): string[] {
  const { label, callable, flow, container } = node;
  const mark = flow === undefined ? "" : `${flowMark} `;
  if (container !== undefined) {
    return [shownText(label), `${mark}${shownText(captionOf(container))}`, ...signLines(node)];
  }
  const code = callable === undefined || namesOnly ? [] : [`${mark}${shownText(callable)}`];
  return [shownText(label), ...code, ...signLines(node)];
}
