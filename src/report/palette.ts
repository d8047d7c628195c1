import picocolors from "picocolors";
import type { Severity } from "../../compiler/diagnostics/severity.js";

type Paint = (text: string) => string;

/** The colors of a report. Without color, every function returns its text unchanged. */
export interface Palette {
  readonly severity: Paint;
  readonly bold: Paint;
  readonly gutter: Paint;
  readonly primary: Paint;
  readonly secondary: Paint;
  readonly note: Paint;
  readonly removed: Paint;
  readonly added: Paint;
}

/** Creates the palette of a finding. Its marker has the color of its severity. */
export function createPalette(color: boolean, severity: Severity): Palette {
  const colors = picocolors.createColors(color);
  const main = severity === "error" ? colors.red : colors.yellow;
  return {
    severity: (text) => colors.bold(main(text)),
    bold: colors.bold,
    gutter: colors.blue,
    primary: (text) => colors.bold(main(text)),
    secondary: colors.cyan,
    note: colors.cyan,
    removed: colors.red,
    added: colors.green,
  };
}
