import { mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";

const { resolve } = createRequire(import.meta.url);

/** Without serifs, and monospaced. */
const faces = ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSansMono.ttf", "DejaVuSansMono-Bold.ttf"];

/**
 * Writes a configuration of fontconfig that knows one family, DejaVu, for every family that a page asks for, and without hinting: pages then look
 * the same on all machines. Its texts are wider than those of most fonts. A character that it lacks is an empty box.
 *
 * @returns the file, for `FONTCONFIG_FILE`
 */
export function writeFontConfiguration(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "flowc-fonts-"));
  const installed = path.join(path.dirname(resolve("dejavu-fonts-ttf/package.json")), "ttf");
  for (const name of faces) symlinkSync(path.join(installed, name), path.join(folder, name));
  const file = path.join(folder, "fonts.conf");
  writeFileSync(
    file,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
<dir>${folder}</dir>
<cachedir>${folder}</cachedir>
${["monospace", "ui-monospace", "Menlo", "Consolas"].map((name) => aliasOf(name, "DejaVu Sans Mono")).join("\n")}
<match target="font">
<edit name="antialias" mode="assign"><bool>true</bool></edit>
<edit name="hinting" mode="assign"><bool>false</bool></edit>
<edit name="rgba" mode="assign"><const>none</const></edit>
</match>
</fontconfig>
`,
  );
  return file;
}

function aliasOf(family: string, font: string): string {
  return `<alias binding="same"><family>${family}</family><prefer><family>${font}</family></prefer></alias>`;
}
