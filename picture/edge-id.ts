/** Unique, although ids of nodes can be any text. */
export function edgeId(from: string, mark: ">" | "!", to: string): string {
  const escaped = (id: string): string => id.replace(/[\\>!]/gu, "\\$&");
  return `${escaped(from)}${mark}${escaped(to)}`;
}
