import { addToList } from "../../add-to-list.js";
import type { Cycle } from "./cycle.js";

/** Which cycles contain a node. Cycles that share a node are nested, and each has its own header. */
export interface CycleNesting {
  /** The headers of all cycles that contain a node, innermost first. */
  containing(node: number): readonly number[];
  /** The headers of the cycles that an edge leaves, innermost first. */
  leftBy(from: number, to: number): readonly number[];
  /** The header of the cycle around another cycle. */
  around(header: number): number | undefined;
  /**
   * The header of a cycle, its nodes that are in no inner cycle, and the headers of its inner cycles. In ascending
   * order.
   */
  ownMembers(header: number): readonly number[];
}

export function findCycleNesting(cycles: readonly Cycle[]): CycleNesting {
  const innermost = new Map<number, number>();
  const around = new Map<number, number>();
  // The inner one of two nested cycles has fewer members.
  for (const { header, members } of [...cycles].sort((one, other) => one.members.length - other.members.length)) {
    for (const member of members) {
      const inner = innermost.get(member);
      if (inner === undefined) innermost.set(member, header);
      else if (member === inner && inner !== header && !around.has(inner)) around.set(inner, header);
    }
  }
  const depths = new Map<number | undefined, number>();
  for (const { header } of [...cycles].sort((one, other) => other.members.length - one.members.length)) {
    depths.set(header, (depths.get(around.get(header)) ?? 0) + 1);
  }
  const depthOf = (header: number | undefined): number => depths.get(header) ?? 0;
  const outOf = (header: number | undefined): number | undefined =>
    header === undefined ? undefined : around.get(header);
  const own = new Map<number, number[]>();
  for (const [member, header] of innermost) addToList(own, header, member);
  for (const [header, outer] of around) addToList(own, outer, header);
  return {
    containing: (node) => {
      const headers: number[] = [];
      for (let header = innermost.get(node); header !== undefined; header = around.get(header)) headers.push(header);
      return headers;
    },
    around: (header) => around.get(header),
    ownMembers: (header) => (own.get(header) ?? []).sort((one, other) => one - other),
    leftBy: (from, to) => {
      const left: number[] = [];
      let target = innermost.get(to);
      for (let source = innermost.get(from); source !== undefined && source !== target;) {
        const isDeeper = depthOf(target) > depthOf(source);
        if (depthOf(target) >= depthOf(source)) target = outOf(target);
        if (isDeeper) continue;
        left.push(source);
        source = outOf(source);
      }
      return left;
    },
  };
}
