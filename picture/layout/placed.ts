import type { Picture, PictureEdge, PictureNode } from "../picture.js";
import type { ElkPoint } from "./elk-json.js";
import type { Direction } from "./elk-options.js";
import type { FittedText, NodeSize } from "./node-size.js";

export type Point = ElkPoint;

/** A rectangle; pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A picture with the place of everything in it. */
export interface PlacedPicture extends Pick<Box, "width" | "height"> {
  readonly picture: Picture;
  readonly direction: Direction;
  /** Containers before what is inside of them. */
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
  /** From which the flow starts, if its entry is known. */
  readonly start: PlacedMark | undefined;
  /** The mark of failures that the flow's own handler gets, if it has one. */
  readonly failure: PlacedMark | undefined;
}

export interface PlacedNode {
  readonly node: PictureNode;
  readonly box: Box;
  readonly size: NodeSize;
  /** Where the lines of each group of its arrival meet it, by the group. */
  readonly groups: readonly (Point | undefined)[];
  /** In a container: the dot of each item, or from which the flow inside starts. */
  readonly each: Box | undefined;
  /** In a container: the mark of failures that the handler of the flow inside gets. */
  readonly failure: PlacedMark | undefined;
}

export interface PlacedEdge {
  readonly edge: PictureEdge;
  /** In the direction of the edge. */
  readonly points: readonly Point[];
  readonly label: PlacedLabel | undefined;
}

export interface PlacedLabel extends FittedText {
  /** Of all lines. */
  readonly box: Box;
  /** The line below. */
  readonly second?: FittedText;
}

export interface PlacedMark {
  readonly box: Box;
  readonly label: PlacedLabel | undefined;
  readonly points: readonly Point[];
}
