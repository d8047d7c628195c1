import type { ReadPlan } from "../../../compiler/plan.js";
import type { ReadUse } from "./flow.js";
import type { Graph } from "./graph.js";
import type { Run } from "./interpret.js";
import type { Places } from "./places.js";
import type { Verdicts } from "./verdicts.js";

/** A run that refutes a verdict. */
export interface Fault {
  /** The kind of verdict that is wrong. The shrinker keeps it. */
  readonly kind: string;
  /** What the analysis says. */
  readonly verdict: string;
  /** What the run did. */
  readonly witness: string;
}

export interface Case {
  readonly graph: Graph;
  readonly places: Places;
  readonly verdicts: Verdicts;
  readonly concurrency: number;
  /** Keyed by node. */
  readonly reads: readonly (readonly PlacedRead[])[];
}

export interface Judge extends Case {
  readonly run: Run;
  say(kind: string, verdict: string, witness: string): void;
  nameOf(node: number): string;
}

/** A read, its place and its text. */
export interface PlacedRead extends ReadUse {
  readonly text: string;
  readonly place: number | undefined;
  /**
   * Whether what the plan says about the place applies to the read. For a join, it says it about all parents together.
   */
  readonly isExact: boolean;
  readonly plan: ReadPlan | undefined;
  /** The ids of the nodes that it may read from, according to the plan. */
  readonly sources: ReadonlySet<string>;
}

/** Whether one of some nodes comes after a cycle that contains another one, or is in several cycles and loops. */
export function nesting(nodes: readonly number[], { graph }: Judge): string {
  const { extents, bodies, reachOf } = graph;
  const around = [...extents.values(), ...bodies.values()];
  const isNested = nodes.some((node) => {
    const passed = [...extents].filter(([header]) => reachOf(header).has(node));
    const isAfter = passed.some(
      ([, members]) => [...extents.keys()].filter((header) => members.has(header)).length > 1,
    );
    return isAfter || around.filter((members) => members.has(node)).length > 1;
  });
  return isNested ? ", nested" : "";
}
