import { success, type Outcome } from "../base/usage-error.js";
import type { PlacedPicture } from "../../picture/layout/placed.js";
import type { DrawOptions, PictureOutput } from "./draw-options.js";
import { type Layout, loadLayout } from "./layout.js";
import type { LinkTemplate } from "./link-template.js";
import { nodeLinks } from "./node-links.js";
import type { FlowPicture } from "./plan-pictures.js";

export interface DrawPicturesOptions extends Omit<DrawOptions, "linkOf"> {
  readonly output: PictureOutput;
  readonly link?: LinkTemplate | undefined;
  /** Hears of each picture before it is drawn. */
  readonly onPicture?: (done: number) => Promise<void>;
}

/** Draws pictures one after the other. The layout engine is loaded for the first one that needs it. */
export async function drawPictures(
  flows: readonly FlowPicture[],
  { output, link, onPicture, ...options }: DrawPicturesOptions,
): Promise<Outcome<readonly (string | Uint8Array)[]>> {
  let layout: Promise<Layout> | undefined;
  const drawn: (string | Uint8Array)[] = [];
  for (const { picture, placeOf } of flows) {
    await onPicture?.(drawn.length);
    const place = async (): Promise<PlacedPicture> => (await (layout ??= loadLayout()))(picture, options);
    const linkOf = link && nodeLinks(link, picture, placeOf);
    const content = await output.draw({ picture, options: { ...options, linkOf }, place });
    if (!content.ok) return content;
    drawn.push(content.value);
  }
  return success(drawn);
}
