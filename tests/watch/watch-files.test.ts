import { renameSync, rmSync } from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { watchFiles } from "../../src/build/watch/watch-files.js";
import { createWatchedProject } from "./start-watching.js";

/** Watches the folder `app` of a project whose callables are next to it and in a folder that is not searched. */
async function watchApp() {
  const { at, write } = createWatchedProject({ "app/flow.yaml": "", "app/.lib/ops.ts": "1", "shared/ops.ts": "1" });
  let count = 0;
  let heard: (() => void) | undefined;
  const files = await watchFiles(at("app"), {
    onChange: () => {
      count++;
      heard?.();
    },
    onError: (error) => {
      throw error;
    },
  });
  onTestFinished(() => files.close());
  const change = async (): Promise<void> => {
    if (count === 0) await new Promise<void>((resolve) => (heard = resolve));
    count = 0;
  };
  return { at, write, files, change, count: () => count };
}

const leftOut = ["app/.lib/ops.ts", "shared/ops.ts"];

test.each(leftOut)("%s: a change before it is watched, or at once after that, counts", async (file) => {
  const { at, write, files, change } = await watchApp();
  const since = Date.now();
  write(file, "2");
  files.include([at(file)], since);
  await change();
  write(file, "3");
  await change();
});

test.each(leftOut)("%s: it counts when its folder is replaced, goes and comes back", async (file) => {
  const { at, write, files, change, count } = await watchApp();
  files.include([at(file)], Date.now() + 60_000);
  expect(count()).toBe(0);
  const folder = path.dirname(at(file));
  renameSync(folder, at("elsewhere"));
  await change();
  renameSync(at("elsewhere"), folder);
  await change();
  write(file, "2");
  await change();
  rmSync(folder, { recursive: true });
  await change();
  write(file, "3");
  await change();
});
