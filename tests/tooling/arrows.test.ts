import { spawnSync } from "node:child_process";
import path from "node:path";
import { expect, it } from "vitest";
import { temporaryProject } from "../host/temporary-project.js";

const root = path.resolve(import.meta.dirname, "../..");
const depcruise = path.join(root, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
const config = path.join(root, ".dependency-cruiser.mjs");

interface Violation {
  readonly from: string;
  readonly to: string;
  readonly rule: { readonly name: string };
}

/** `rule: from → to` of all imports that the rules forbid in these files. */
function violations(files: Readonly<Record<string, string>>): string[] {
  const cwd = temporaryProject({ "tsconfig.json": "{}", "package.json": "{}", ...files });
  const folders = ["grammar", "compiler", "runtime", "src"];
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [depcruise, "--config", config, "--output-type", "json", ...folders],
    { cwd, encoding: "utf8" },
  );
  expect(stderr).toBe("");
  const { summary } = JSON.parse(stdout) as { summary: { violations: readonly Violation[] } };
  return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`).sort();
}

const allowed = {
  "grammar/index.ts": `import "./lexer.js";`,
  "grammar/lexer.ts": "export const lexer = 1;",
  "compiler/compile.ts": `import "../grammar/index.js"; import "./link/link.js";`,
  "compiler/link/link.ts": `import "../../runtime/index.js"; import type { Spec } from "../../runtime/spec.js"; export type S = Spec;`,
  "runtime/index.ts": `import "./spec.js";`,
  "runtime/spec.ts": "export interface Spec {}",
  "runtime/otel/index.ts": `import "../index.js";`,
  "src/cli.ts": `import "../compiler/compile.js"; import "../grammar/index.js"; import "../runtime/index.js"; import "node:fs";`,
  "tests/a.ts": "export {};",
};

it("allows what the architecture says", () => {
  expect(violations(allowed)).toEqual([]);
});

it("forbids every other arrow", () => {
  const files = {
    ...allowed,
    "grammar/up.ts": `import "../compiler/compile.js"; import "node:fs";`,
    "compiler/disk.ts": `import "node:fs"; import type { Cli } from "../src/cli.js"; export type C = Cli;`,
    "compiler/emit/emit.ts": `import "../../runtime/index.js";`,
    "compiler/link/deep.ts": `import "../../runtime/spec.js";`,
    "runtime/timers.ts": `import "node:timers"; import "../grammar/lexer.js";`,
    "runtime/otel/spans.ts": `import "../spec.js"; import "../../compiler/compile.js";`,
    "runtime/span.ts": `import "./otel/index.js";`,
    "src/a.ts": `import "./b.js"; import "../tests/a.js"; import "./gone.js"; import "unknown-package";`,
    "src/b.ts": `import "./a.js";`,
  };
  expect(violations(files)).toEqual([
    "compiler-is-pure: compiler/disk.ts → fs",
    "compiler-is-pure: compiler/disk.ts → src/cli.ts",
    "grammar-stands-alone: grammar/up.ts → compiler/compile.ts",
    "grammar-stands-alone: grammar/up.ts → fs",
    "no-cycles: src/a.ts → src/b.ts",
    "no-tests-in-code: src/a.ts → tests/a.ts",
    "only-dependencies: src/a.ts → ./gone.js",
    "only-dependencies: src/a.ts → unknown-package",
    "only-link-knows-the-runtime: compiler/emit/emit.ts → runtime/index.ts",
    "otel-needs-the-runtime-alone: runtime/otel/spans.ts → compiler/compile.ts",
    "otel-needs-the-runtime-alone: runtime/otel/spans.ts → runtime/spec.ts",
    "resolvable: src/a.ts → ./gone.js",
    "resolvable: src/a.ts → unknown-package",
    "runtime-by-its-door: compiler/link/deep.ts → runtime/spec.ts",
    "runtime-needs-nothing: runtime/span.ts → runtime/otel/index.ts",
    "runtime-needs-nothing: runtime/timers.ts → grammar/lexer.ts",
    "runtime-needs-nothing: runtime/timers.ts → timers",
  ]);
});
