import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { DevFlow } from "../../src/server/dev-project.js";
import { openRunFolder } from "../../src/server/run-folder.js";
import { createRuns, type RunState } from "../../src/server/runs.js";
import { createProject } from "../cli/run-cli.js";

const flow: DevFlow = {
  id: "0123456789abcdef",
  name: "two",
  file: "two.flow.yaml",
  absolute: "/two.flow.yaml",
  placeOf: (file) => ({ file, path: `/${file}` }),
  picture: undefined,
  plan: undefined,
  input: undefined,
  findings: [],
};

test("a run whose record is too large is stopped, and says so", async () => {
  const projectDir = createProject({});
  mkdirSync(path.join(projectDir, "node_modules"));
  const folder = openRunFolder(projectDir);
  onTestFinished(() => folder.close());
  const states: RunState[] = [];
  let stops = 0;
  const runs = createRuns({
    folder,
    mostRecorded: 2_000_000,
    startRun: ({ trace }) => {
      const header = '{"schema":"flowc.run/1","runId":"r","flow":"two","startedAt":"2026-01-01T00:00:00.000Z"}';
      writeFileSync(trace, `${header}\n${`{"type":"more","text":"${"x".repeat(1000)}"}\n`.repeat(2500)}`);
      let end: () => void;
      const ended = new Promise<void>((resolve) => (end = resolve));
      return { onOutput: () => undefined, ended, stop: () => ((stops += 1), setTimeout(end, 300)) };
    },
    onState: (state) => void states.push(state),
  });
  runs.start(flow, { input: "", context: "" });
  await expect.poll(() => states.at(-1)?.status, { timeout: 20_000 }).toBe("stopped");
  expect(stops).toBe(1);
  expect(states.at(-1)?.output).toBe(
    "flowc dev stopped the run: its record is larger than 2 MB. Run it with `flowc run`.\n",
  );
});
