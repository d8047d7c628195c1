import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";
import { expect } from "vitest";

const folder = path.join(import.meta.dirname, "screenshots");

/**
 * Pixels that may differ. Versions of Chromium smooth edges differently, which is not counted; a line of text or a border that moves by one pixel
 * is several hundred.
 */
export const tolerated = 60;

/** Holds a screenshot against the one of this name that is committed. `UPDATE=1` writes it instead: look at it before you commit it. */
export function expectSamePicture(screenshot: Buffer, name: string): void {
  const file = path.join(folder, `${name}.png`);
  if (process.env["UPDATE"] === "1") {
    mkdirSync(folder, { recursive: true });
    // Screenshots that are as good as the same stay: a new one is looked at by a person.
    if (!existsSync(file) || differenceOf(screenshot, readFileSync(file)).count > tolerated)
      writeFileSync(file, screenshot);
    return;
  }
  const { count, image } = differenceOf(screenshot, readFileSync(file));
  if (count <= tolerated) return;
  const left = mkdtempSync(path.join(tmpdir(), "flowc-screenshot-"));
  writeFileSync(path.join(left, `${name}.png`), screenshot);
  if (image !== undefined) writeFileSync(path.join(left, `${name}.difference.png`), PNG.sync.write(image));
  expect.fail(`${name} looks different: ${count} pixels, see ${left}. If that is right, run the test with UPDATE=1.`);
}

/** How many pixels of two images differ, and where; all of them if their sizes differ. */
export function differenceOf(one: Buffer, other: Buffer): { readonly count: number; readonly image?: PNG } {
  const [first, second] = [PNG.sync.read(one), PNG.sync.read(other)];
  const { width, height } = first;
  if (second.width !== width || second.height !== height)
    return { count: Math.max(width * height, second.width * second.height) };
  const image = new PNG({ width, height });
  return { count: pixelmatch(first.data, second.data, image.data, width, height), image };
}
