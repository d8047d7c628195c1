import type { PictureNode } from "../../picture/picture.js";
import type { RecordedRun } from "../run/recorded-run.js";

/** How a report shows a node of a run. */
export interface ReportNode {
  /** Of the element with its activations: an id in the page, which nothing of the user's is part of. */
  readonly id: string;
  /** The node's id in the flow, which code and messages use. */
  readonly label: string;
  /** How many loops are around it. */
  readonly depth: number;
  /** `flows/order.flow.yaml:12:3`; empty if it is not known. */
  readonly place: string;
  readonly picture: PictureNode | undefined;
}

export interface ReportNodes {
  readonly idPrefix: string;
  of(node: string): ReportNode;
}

/** The nodes of a run: those of its picture, and those that ran. */
export function reportNodes({ picture, file, activations }: RecordedRun, idPrefix: string): ReportNodes {
  const byId = new Map(picture?.nodes.map((node) => [node.id, node]));
  const ids = new Map([...new Set([...byId.keys(), ...activations.map(({ node }) => node)])].map((id, at) => [id, at]));
  const depthOf = (id: string): number => {
    const parent = byId.get(id)?.parent;
    return parent === undefined ? 0 : 1 + depthOf(parent);
  };
  return {
    idPrefix,
    of: (node) => {
      const found = byId.get(node);
      const at = found === undefined ? "" : `:${found.place.line}:${found.place.column}`;
      return {
        id: `${idPrefix}n${ids.get(node) ?? ""}`,
        label: node === "" ? '""' : node,
        depth: depthOf(node),
        place: file === undefined ? "" : file + at,
        picture: found,
      };
    },
  };
}
