import type { UsageError } from "../base/usage-error.js";
import { createPalette } from "../report/palette.js";
import { exitStatus, type ExitStatus } from "../base/exit-status.js";
import type { Terminal } from "../base/terminal.js";
import { visibleText } from "../base/visible-text.js";

/** Prints mistakes in how flowc is called or configured to stderr, and returns their exit status. */
export function printUsageErrors(errors: readonly UsageError[], terminal: Terminal): ExitStatus {
  const palette = createPalette(terminal.errorColor, "error");
  for (const { message, help, place } of errors) {
    const lines = [`${palette.severity("error")}${palette.bold(`: ${visibleText(message)}`)}`];
    if (place !== undefined) lines.push(`  ${palette.gutter("-->")} ${visibleText(placeText(place))}`);
    if (help !== undefined) lines.push(`  ${palette.gutter("=")} ${palette.note("help:")} ${visibleText(help)}`);
    terminal.error(`${lines.join("\n")}\n`);
  }
  return exitStatus.usage;
}

function placeText({ file, line, column }: NonNullable<UsageError["place"]>): string {
  return [file, line, column].filter((part) => part !== undefined).join(":");
}
