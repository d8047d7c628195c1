/**
 * What a picture of a flow shows: plain, readonly JSON, without sizes or places. `pictureOf` makes it of a plan; layouts and
 * writers read it, and so do other tools (`flowc graph --as json`; `picture-schema.ts` is its schema).
 */

/** Goes up when a reader of the old form would misread the new one. Readers ignore keys that they do not know. */
export const pictureVersion = "flowc.picture/1";

export interface Picture {
  readonly schema: typeof pictureVersion;
  readonly name: string;
  /** The flow file, posix, relative to the project. */
  readonly file: string;
  readonly description?: string;
  /** The node that receives the run's input. Absent if the flow does not name one of its nodes. */
  readonly entry?: string;
  /** The declared type of the run's input: `types.ts#Order`. */
  readonly input?: string;
  /** The node that the flow's own `on_error: { goto }` names: it handles failures of all nodes without a handler of their own. */
  readonly handler?: string;
  /** What holds for the whole flow. */
  readonly signs: readonly Sign[];
  /** Whether the flow has errors: the picture shows what could be resolved. */
  readonly isPartial?: true;
  /** In declared order. */
  readonly nodes: readonly PictureNode[];
  /** By source in declared order, then in the order of dispatch. */
  readonly edges: readonly PictureEdge[];
}

export interface PictureNode {
  readonly id: string;
  readonly kind: "function" | "router" | "loop";
  /** The user's class, which is constructed once; else a function is called. */
  readonly isClass?: true;
  /** Name for people. */
  readonly label: string;
  /** Where the code is: `ops.ts#extract`, or the expression that finds it in the context. Absent for loops. */
  readonly callable?: string;
  /** Present if the node runs another flow. */
  readonly flow?: ChildFlow;
  readonly summary?: string;
  /** The container that the node is in: a loop, whose body it belongs to, or a node that runs its flow. */
  readonly parent?: string;
  /** What it waits for, as in the plan: one arrival of each group. */
  readonly arrival: readonly (readonly string[])[];
  readonly signs: readonly Sign[];
  /** Present if other nodes are drawn inside of this one. */
  readonly container?: Container;
  readonly place: Place;
}

export interface ChildFlow {
  /** The flow file, posix, relative to the project. Absent if a module exports the flow, or nothing was found. */
  readonly file?: string;
}

export interface Container {
  /** How often its content runs, `for each item`, or which flow it is. */
  readonly caption: string;
  /** The node inside whose results the container gives. */
  readonly collect?: string;
  /** The handler of the flow that is inside, as `handler` of a picture. */
  readonly handler?: string;
}

export interface PictureEdge {
  /** Unique in the picture. */
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /**
   * - `flow`: taken by each result; `choice`: by a router's decision or under a condition, which is its label; `error`: by a failure
   * - `body`: from a loop to what each item starts with; `done`: when all items have ended
   * - `entry`: from a node that runs a flow to the entry of that flow, which is drawn inside
   */
  readonly kind: "flow" | "choice" | "error" | "body" | "done" | "entry";
  /** Whether it leads back to the header of a cycle, which it starts again. */
  readonly isBack?: true;
  /** Words for people next to the line. */
  readonly label?: string;
  /**
   * Which choice of the source, and which alternative of it, counted from 0: one alternative is taken at most. Absent for a condition that is
   * alone.
   */
  readonly choice?: readonly [choice: number, alternative: number];
  /** Which group of the target's `arrival` it belongs to. Absent for back edges and those of failures. */
  readonly group?: number;
}

/** A property of a node or flow that is shown as a small pill. */
export interface Sign {
  readonly kind: "retry" | "timeout" | "continue" | "concurrency" | "steps" | "undo" | "broken";
  /** A few characters: `3× 5 ms exp`. */
  readonly text: string;
  /** The same as a sentence. */
  readonly title: string;
}

/** A place in the flow file; line and column count from 1. */
export interface Place {
  /** Of a node in a flow that another one runs: the file of that flow, posix, relative to the project. */
  readonly file?: string;
  readonly line: number;
  readonly column: number;
}

/** Whether an edge leads from a container to what it begins with. */
export function leadsInside({ kind }: Pick<PictureEdge, "kind">): boolean {
  return kind === "body" || kind === "entry";
}

/** The condition of an edge: `when $result.ok`; undefined for other edges. */
export function conditionOf({ kind, label }: Pick<PictureEdge, "kind" | "label">): string | undefined {
  return kind === "choice" && label !== undefined && label !== "again" ? label : undefined;
}

/** How a node starts: by each arrival of several (`any`), or when one of each group has arrived (`all`). */
export function joinOf({ arrival }: Pick<PictureNode, "arrival">): "all" | "any" | undefined {
  if (arrival.length > 1) return "all";
  return (arrival[0]?.length ?? 0) > 1 ? "any" : undefined;
}
