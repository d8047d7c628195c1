import { isPair, isMap, isNode, LineCounter, parseDocument, type Node } from "yaml";

/**
 * The offset of a key or of its value in a JSON text; 0 if the path does not exist.
 *
 * @param onKey whether to return the place of the key rather than of the value
 */
export function offsetOfPath(text: string, path: readonly (string | number)[], onKey: boolean): number {
  const document = parseDocument(text, { keepSourceTokens: false, strict: false });
  const value = path.length === 0 ? document.contents : document.getIn(path, true);
  let node: Node | undefined = isNode(value) ? value : undefined;
  const parent: unknown = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents;
  if (onKey && isMap(parent)) {
    const pair = parent.items.find((item) => isPair(item) && String(item.key) === path.at(-1));
    if (isNode(pair?.key)) node = pair.key;
  }
  return node?.range?.[0] ?? 0;
}

/** Line and column of an offset, both counted from 1. */
export function lineColumnOf(text: string, offset: number): { line: number; column: number } {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines.addNewLine(at + 1);
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}
