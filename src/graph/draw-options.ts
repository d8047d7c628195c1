import type { LayoutOptions } from "../../picture/layout/elk-graph.js";
import type { PlacedPicture } from "../../picture/layout/placed.js";
import type { Picture, PictureNode } from "../../picture/picture.js";
import type { ThemeName } from "../../picture/svg/style.js";
import type { Outcome } from "../base/usage-error.js";
import type { PictureKind } from "./picture-kinds.js";

/** How pictures are drawn. */
export interface DrawOptions extends LayoutOptions {
  readonly theme: ThemeName;
  /** The address of a node's place in the flow file. */
  readonly linkOf?: ((node: PictureNode) => string) | undefined;
}

/** A picture that is to be drawn. It is laid out when that is asked for. */
export interface Drawing {
  readonly picture: Picture;
  readonly options: DrawOptions;
  place(): Promise<PlacedPicture>;
}

/** A form of a picture. */
export interface PictureOutput {
  readonly kind: PictureKind;
  /** Of the files: `.svg`. */
  readonly extension: string;
  /** Whether a file's content looks like one of this form that flowc wrote: no other file is replaced. */
  isOurs(content: Buffer): boolean;
  draw(drawing: Drawing): Promise<Outcome<string | Uint8Array>>;
}
