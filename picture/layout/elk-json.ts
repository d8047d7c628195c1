/** The parts of ELK's JSON that are used (https://eclipse.dev/elk/documentation/tooldevelopers/graphdatastructure/jsonformat.html). */

export type ElkOptions = Readonly<Record<string, string>>;

export interface ElkNode {
  readonly id: string;
  readonly width?: number;
  readonly height?: number;
  readonly ports?: readonly ElkPort[];
  readonly children?: readonly ElkNode[];
  readonly edges?: readonly ElkEdge[];
  readonly layoutOptions?: ElkOptions;
}

export interface ElkPort {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  readonly layoutOptions: ElkOptions;
}

export interface ElkEdge {
  readonly id: string;
  readonly sources: readonly string[];
  readonly targets: readonly string[];
  readonly labels?: readonly ElkLabel[];
  readonly layoutOptions?: ElkOptions;
}

export interface ElkLabel {
  readonly id: string;
  /** ELK gives a label without a text no place. */
  readonly text: string;
  readonly width: number;
  readonly height: number;
  readonly layoutOptions: ElkOptions;
}

export interface ElkPoint {
  readonly x: number;
  readonly y: number;
}

/** A node as ELK returns it: all places are relative to the picture. */
export interface PlacedElkNode {
  readonly id: string;
  readonly x?: number;
  readonly y?: number;
  readonly width?: number;
  readonly height?: number;
  readonly ports?: readonly { readonly id: string; readonly x?: number; readonly y?: number }[];
  readonly children?: readonly PlacedElkNode[];
  readonly edges?: readonly PlacedElkEdge[];
}

export interface PlacedElkEdge {
  readonly id: string;
  readonly labels?: readonly { readonly x?: number; readonly y?: number }[];
  readonly sections?: readonly {
    readonly startPoint: ElkPoint;
    readonly endPoint: ElkPoint;
    readonly bendPoints?: readonly ElkPoint[];
  }[];
}
