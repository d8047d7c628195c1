import { createHash } from "node:crypto";
import type { PlacedPicture } from "../../../picture/layout/placed.js";
import type { Picture } from "../../../picture/picture.js";
import { reportPage } from "../../../trace/report/report-page.js";
import { loadLayout } from "../../graph/layout.js";
import type { NamedRun } from "./read-runs.js";

/** A page about some runs of a flow. Loads the layout engine if a run has a picture. */
export async function drawReport(runs: readonly NamedRun[]): Promise<string> {
  const placed = new Map<string, PlacedPicture>();
  for (const { run } of runs) {
    if (run.picture === undefined) continue;
    const key = keyOf(run.picture);
    if (!placed.has(key)) placed.set(key, await (await loadLayout())(run.picture));
  }
  const inputs = runs.map(({ run, name }) => ({
    run,
    name,
    placed: run.picture === undefined ? undefined : placed.get(keyOf(run.picture)),
  }));
  return reportPage(inputs, { hashOf: (text) => createHash("sha256").update(text).digest("base64") });
}

function keyOf(picture: Picture): string {
  return JSON.stringify(picture);
}
