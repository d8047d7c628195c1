import { failure, success, type Outcome } from "../base/usage-error.js";

/** A picture as PNG, twice as large as the SVG. It is drawn by `@resvg/resvg-js`, which users install if they want it. */
export async function pngOf(svg: string): Promise<Outcome<Uint8Array>> {
  try {
    const { Resvg } = await import("@resvg/resvg-js");
    const renderer = new Resvg(svg, { fitTo: { mode: "zoom", value: 2 }, font: { loadSystemFonts: true } });
    return success(renderer.render().asPng());
  } catch (error) {
    if (!isMissing(error)) throw error;
    return failure({
      message: "`--as png` needs the package `@resvg/resvg-js`, which is not installed",
      help: "Run `npm install --save-dev @resvg/resvg-js`, or use `--as svg`.",
    });
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND";
}
