import { createHash } from "node:crypto";
import { pageOf, pageStart } from "../../picture/html/page.js";
import { pictureVersion } from "../../picture/picture.js";
import { svgMark, svgOf } from "../../picture/svg/svg.js";
import { dotMark, dotOf } from "../../picture/text/dot.js";
import { mermaidMark, mermaidOf } from "../../picture/text/mermaid.js";
import { isOutline, outlineOf } from "../../picture/text/outline.js";
import { success } from "../base/usage-error.js";
import { visibleLines } from "../base/visible-text.js";
import type { Drawing, PictureOutput } from "./draw-options.js";
import type { PictureKind } from "./picture-kinds.js";
import { pngOf } from "./png.js";

/** Every form of a picture that `flowc graph` can write. */
export const pictureOutputs: readonly PictureOutput[] = [
  {
    kind: "svg",
    extension: ".svg",
    isOurs: (content) => headOf(content).includes(svgMark),
    draw: async (drawing) => success(await drawSvg(drawing)),
  },
  {
    kind: "html",
    extension: ".html",
    isOurs: (content) => headOf(content).startsWith(pageStart),
    draw: async ({ options: { theme, linkOf }, place }) =>
      success(pageOf(await place(), { theme, hashOf, ...(linkOf !== undefined && { linkOf }) })),
  },
  {
    kind: "mermaid",
    extension: ".mmd",
    isOurs: (content) => headOf(content).startsWith(mermaidMark),
    draw: ({ picture, options }) => Promise.resolve(success(visibleLines(mermaidOf(picture, options)))),
  },
  {
    kind: "dot",
    extension: ".dot",
    isOurs: (content) => headOf(content).startsWith(dotMark),
    draw: ({ picture, options }) => Promise.resolve(success(visibleLines(dotOf(picture, options)))),
  },
  {
    kind: "text",
    extension: ".txt",
    isOurs: (content) => isOutline(headOf(content)),
    draw: ({ picture }) => Promise.resolve(success(visibleLines(outlineOf(picture)))),
  },
  {
    kind: "json",
    extension: ".json",
    isOurs: (content) => headOf(content).includes(`"schema": "${pictureVersion.replace(/\d+$/u, "")}`),
    draw: ({ picture }) => Promise.resolve(success(visibleLines(`${JSON.stringify(picture, undefined, 2)}\n`))),
  },
  {
    kind: "png",
    extension: ".png",
    isOurs: (content) => content.subarray(1, 4).toString("latin1") === "PNG",
    draw: async (drawing) => pngOf(await drawSvg(drawing, drawing.options.theme === "dark" ? "dark" : "light")),
  },
];

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("base64");
}

/** The form of a kind. */
export function outputOf(kind: PictureKind): PictureOutput | undefined {
  return pictureOutputs.find((output) => output.kind === kind);
}

/** The form that a file's name asks for. */
export function outputOfFile(file: string): PictureOutput | undefined {
  return pictureOutputs.find(({ extension }) => file.toLowerCase().endsWith(extension));
}

async function drawSvg({ options, place }: Drawing, theme = options.theme): Promise<string> {
  const { linkOf } = options;
  return svgOf(await place(), { theme, ...(linkOf !== undefined && { linkOf }) });
}

/** The beginning of a file, without a byte order mark. */
function headOf(content: Buffer): string {
  return content
    .subarray(0, 2000)
    .toString("utf8")
    .replace(/^\ufeff/u, "");
}
