import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type FreshProject, readmeSteps, type, writeStep } from "./fresh-project.js";
import { packPackages, root, type PackedPackages } from "./install-package.js";

/**
 * `NODE_FOLDERS`: folders with other Node versions; `PNPM_FOLDER`: a folder with pnpm. `scripts/check-nodes` sets them.
 */
const nodes = (process.env["NODE_FOLDERS"] ?? path.dirname(process.execPath)).split(path.delimiter);
const pnpm = process.env["PNPM_FOLDER"];
const managers = pnpm === undefined ? (["npm"] as const) : (["npm", "pnpm"] as const);

let folder = "";
let packed: PackedPackages;
beforeAll(async () => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), "flowc-readme-")));
  packed = await packPackages();
}, 60_000);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

it.each(nodes.flatMap((node, index) => managers.map((manager) => ({ node, manager, index }))))(
  "what the README says about projects works word for word: $manager, $node",
  { timeout: 300_000 },
  ({ node, manager, index }) => {
    const packages = {
      flowc: packed.flowc.tarball,
      "@flowc/runtime": packed.runtime.tarball,
      typescript: path.join(root, "node_modules/typescript"),
    };
    const project: FreshProject = {
      folder: path.join(folder, `${manager}-${index}`),
      packages,
      manager,
      path: pnpm === undefined ? [node] : [node, pnpm],
    };
    mkdirSync(project.folder);
    const steps = readmeSteps("In your project");
    const said = steps.map((step) => (step.kind === "file" ? writeStep(step, project) : type(step.line, project)));
    const outputOf = (start: string): string =>
      said[steps.findIndex((step) => step.kind === "command" && step.line.startsWith(start))] ?? "";
    expect(JSON.parse(outputOf("npx flowc run"))).toMatchObject({ payloads: { stranger: "Hello Ada, welcome." } });
    expect(outputOf("node dist/flows/main.js")).toBe("Hello Ada, good to see you again!\n");
    expect(type("node --version", project)).toBe(type(`${path.join(node, "node")} --version`, project));
    expect(readFileSync(path.join(project.folder, "flows/welcome.flow.ts"), "utf8")).toContain('from "@flowc/runtime"');
    // The section is not empty, and each of its commands has been run.
    expect(steps.length).toBeGreaterThan(10);
  },
);
