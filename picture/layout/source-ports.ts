import type { Picture } from "../picture.js";
import { type PartNames, sourcePort, targetPort } from "./part-names.js";

/**
 * The port from which each edge leaves. ELK draws all lines between ports that edges connect, on whatever ways, as one: of `a > c`, `a > d`
 * and `b > d` it would seem that `b` leads to `c`. So lines from a node part at once if others join them where they end, and all lines
 * that share a piece share their start or their end.
 */
export function sourcePorts({ edges }: Picture, names: PartNames): ReadonlyMap<string, string> {
  const sources = new Map<string, Set<string>>();
  const targets = new Map<string, Set<string>>();
  for (const edge of edges) {
    const [from, to] = [sourcePort(edge, names), targetPort(edge, names)];
    sources.set(to, (sources.get(to) ?? new Set()).add(from));
    targets.set(from, (targets.get(from) ?? new Set()).add(to));
  }
  return new Map(
    edges.map((edge) => {
      const [from, to] = [sourcePort(edge, names), targetPort(edge, names)];
      const isJoined = (sources.get(to)?.size ?? 0) > 1;
      const isParted = (targets.get(from)?.size ?? 0) > 1;
      return [edge.id, isJoined && isParted ? `${from}.${to}` : from];
    }),
  );
}
