import type { PictureNode } from "../../picture/picture.js";
import { nodesAround, pathKey } from "../run/node-totals.js";
import type { RecordedActivation, RecordedRun } from "../run/recorded-run.js";

/** How a report shows a node of a run. */
export interface ReportNode {
  /** Of the element with its activations: an id in the page, which nothing of the user's is part of. */
  readonly id: string;
  /** The node's id in the flow, which code and messages use. */
  readonly label: string;
  /** The nodes around it that run flows, as `enrich › geo`; empty for a node of the run's own flow. */
  readonly around: string;
  /** How many loops, and nodes that run flows, are around it. */
  readonly depth: number;
  /** `flows/order.flow.yaml:12:3`; the file alone, or an empty text, if it is not known. */
  readonly place: string;
  readonly picture: PictureNode | undefined;
}

export interface ReportNodes {
  readonly idPrefix: string;
  /** The node at a path: behind the nodes around it that run flows, outermost first. */
  of(path: readonly string[]): ReportNode;
}

/** The path of an activation's node. */
export function pathOf({ within = [], node }: Pick<RecordedActivation, "within" | "node">): readonly string[] {
  return [...nodesAround(within), node];
}

/** The nodes of a run: those of its picture, those that ran, and those of flows that they ran. */
export function reportNodes(run: RecordedRun, idPrefix: string): ReportNodes {
  const { picture, file, activations } = run;
  const byId = new Map(picture?.nodes.map((node) => [node.id, node]));
  const known = new Set([...byId.keys(), ...activations.map(({ node }) => node)]);
  const numbers = new Map([...known].map((id, at) => [pathKey([id]), at]));
  const inner = innerNodes(run);
  const numberOf = (key: string): number => {
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  };
  const loopsAround = (id: string): number => {
    const parent = byId.get(id)?.parent;
    return parent === undefined ? 0 : 1 + loopsAround(parent);
  };
  const depthOf = (path: readonly string[]): number =>
    path.reduce((sum, node, at) => {
      const loops = at === 0 ? loopsAround(node) : (inner.get(pathKey(path.slice(0, at + 1)))?.loops ?? 0);
      return sum + loops + (at === 0 ? 0 : 1);
    }, 0);
  const placeOf = (id: string): string => {
    const at = byId.get(id)?.place;
    return file === undefined ? "" : `${file}${at === undefined ? "" : `:${at.line}:${at.column}`}`;
  };
  return {
    idPrefix,
    of: (path) => {
      const node = path.at(-1) ?? "";
      const key = pathKey(path);
      const isOfRoot = path.length === 1;
      return {
        id: `${idPrefix}n${numberOf(key)}`,
        label: node === "" ? '""' : node,
        around: path.slice(0, -1).join(" › "),
        depth: depthOf(path),
        place: isOfRoot ? placeOf(node) : (inner.get(key)?.place ?? ""),
        picture: isOfRoot ? byId.get(node) : undefined,
      };
    },
  };
}

/** What is known of nodes of flows that nodes ran: where they are, as far as the record says, and how many loops are around. */
function innerNodes({ inner = [] }: RecordedRun): ReadonlyMap<string, { place: string; readonly loops: number }> {
  const found = new Map<string, { place: string; readonly loops: number }>();
  for (const { within, file = "", activations } of inner) {
    const around = nodesAround(within);
    for (const { node, at, index } of activations) {
      const key = pathKey([...around, node]);
      const known = found.get(key);
      if (known === undefined) found.set(key, { place: at ?? file, loops: index.length });
      else known.place = at ?? known.place;
    }
  }
  return found;
}
