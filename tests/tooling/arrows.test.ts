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

/** All imports in these files that the rules forbid, as `rule: from → to`. */
function violations(files: Readonly<Record<string, string>>): string[] {
  const cwd = temporaryProject({ "tsconfig.json": "{}", "package.json": "{}", ...files });
  const folders = ["grammar", "compiler", "picture", "runtime", "trace", "src"];
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
  "picture/picture.ts": `import "../compiler/compile.js";`,
  "runtime/index.ts": `import "./spec.js";`,
  "runtime/spec.ts": "export interface Spec {}",
  "runtime/otel/index.ts": `import "../index.js";`,
  "runtime/trace/index.ts": `import "./run-line.js";`,
  "runtime/trace/run-line.ts": "export {};",
  "trace/run.ts": `import "../picture/picture.js"; import "../runtime/trace/index.js"; import "../runtime/index.js";`,
  "src/base/text.ts": "export type Text = string;",
  "src/host/host.ts": `import "../base/text.js"; import "node:fs";`,
  "src/config/config.ts": `import "../host/host.js";`,
  "src/project/project.ts": `import "../config/config.js";`,
  "src/build/build.ts": `import "../project/project.js"; import "../base/text.js";`,
  "src/check/check.ts": `import "../project/project.js";`,
  "src/report/report.ts": `import type { Text } from "../base/text.js"; export type R = Text;`,
  "src/bundlers/vite.ts": `import "../build/build.js";`,
  "src/library/index.ts": `import "../report/report.js";`,
  "src/graph/graph.ts": `import "../../picture/picture.js"; import "../project/project.js";`,
  "src/server/server.ts": `import "../../trace/run.js"; import "../graph/graph.js"; import "node:http";`,
  "src/cli/cli.ts": `import "../../compiler/compile.js"; import "../../grammar/index.js"; import "../../runtime/index.js"; import "../../trace/run.js"; import "../build/build.js"; import "../library/index.js"; import "../server/server.js";`,
  "tests/a.ts": "export {};",
};

it("allows what the architecture says", () => {
  expect(violations(allowed)).toEqual([]);
});

it("forbids every other arrow", () => {
  const files = {
    ...allowed,
    "grammar/up.ts": `import "../compiler/compile.js"; import "node:fs";`,
    "compiler/disk.ts": `import "node:fs"; import type { Text } from "../src/base/text.js"; export type C = Text;`,
    "compiler/emit/emit.ts": `import "../../runtime/index.js";`,
    "compiler/link/deep.ts": `import "../../runtime/spec.js";`,
    "compiler/picture.ts": `import "../picture/picture.js";`,
    "picture/disk.ts": `import "node:fs"; import "../grammar/lexer.js"; import type { Text } from "../src/base/text.js"; export type P = Text;`,
    "trace/disk.ts": `import "node:fs"; import "../compiler/compile.js"; import "../runtime/trace/run-line.js"; import type { Text } from "../src/base/text.js"; export type T = Text;`,
    "picture/trace.ts": `import "../trace/run.js";`,
    "src/graph/sibling.ts": `import "../library/index.js";`,
    "runtime/timers.ts": `import "node:timers"; import "../grammar/lexer.js";`,
    "runtime/otel/spans.ts": `import "../spec.js"; import "../../compiler/compile.js";`,
    "runtime/span.ts": `import "./otel/index.js";`,
    "runtime/a.ts": `import type { B } from "./b.js"; export type A = B;`,
    "runtime/b.ts": `import type { A } from "./a.js"; export type B = A;`,
    "src/cli/a.ts": `import "./b.js"; import "../../tests/a.js"; import "./gone.js"; import "unknown-package";`,
    "src/cli/b.ts": `import type { A } from "./a.js"; export type B = A;`,
    "src/build/up.ts": `import type { Cli } from "../cli/cli.js"; export type C = Cli;`,
    "src/build/sibling.ts": `import "../check/check.js"; import "../report/report.js";`,
    "src/host/up.ts": `import "../config/config.js";`,
    "src/report/up.ts": `import "../project/project.js"; import "../library/index.js";`,
    "src/library/up.ts": `import "../bundlers/vite.js";`,
    "src/server/sibling.ts": `import "../library/index.js"; import "../cli/cli.js";`,
    "src/stray.ts": `import "./base/text.js";`,
    "src/cli/stray.ts": `import "../stray.js";`,
  };
  expect(violations(files)).toEqual([
    "compiler-is-pure: compiler/disk.ts → fs",
    "compiler-is-pure: compiler/disk.ts → src/base/text.ts",
    "compiler-is-pure: compiler/picture.ts → picture/picture.ts",
    "grammar-stands-alone: grammar/up.ts → compiler/compile.ts",
    "grammar-stands-alone: grammar/up.ts → fs",
    "in-a-layer: src/cli/stray.ts → src/stray.ts",
    "layer-build: src/build/sibling.ts → src/check/check.ts",
    "layer-build: src/build/sibling.ts → src/report/report.ts",
    "layer-build: src/build/up.ts → src/cli/cli.ts",
    "layer-cli: src/cli/stray.ts → src/stray.ts",
    "layer-graph: src/graph/sibling.ts → src/library/index.ts",
    "layer-host: src/host/up.ts → src/config/config.ts",
    "layer-library: src/library/up.ts → src/bundlers/vite.ts",
    "layer-report: src/report/up.ts → src/library/index.ts",
    "layer-server: src/server/sibling.ts → src/cli/cli.ts",
    "layer-server: src/server/sibling.ts → src/library/index.ts",
    "no-cycles: runtime/a.ts → runtime/b.ts",
    "no-cycles: src/cli/a.ts → src/cli/b.ts",
    "no-tests-in-code: src/cli/a.ts → tests/a.ts",
    "only-dependencies: src/cli/a.ts → ./gone.js",
    "only-dependencies: src/cli/a.ts → unknown-package",
    "only-link-knows-the-runtime: compiler/emit/emit.ts → runtime/index.ts",
    "otel-needs-the-runtime-alone: runtime/otel/spans.ts → compiler/compile.ts",
    "otel-needs-the-runtime-alone: runtime/otel/spans.ts → runtime/spec.ts",
    "picture-is-pure: picture/disk.ts → fs",
    "picture-is-pure: picture/disk.ts → grammar/lexer.ts",
    "picture-is-pure: picture/disk.ts → src/base/text.ts",
    "picture-is-pure: picture/trace.ts → trace/run.ts",
    "resolvable: src/cli/a.ts → ./gone.js",
    "resolvable: src/cli/a.ts → unknown-package",
    "runtime-by-its-door: compiler/link/deep.ts → runtime/spec.ts",
    "runtime-by-its-door: trace/disk.ts → runtime/trace/run-line.ts",
    "runtime-needs-nothing: runtime/span.ts → runtime/otel/index.ts",
    "runtime-needs-nothing: runtime/timers.ts → grammar/lexer.ts",
    "runtime-needs-nothing: runtime/timers.ts → timers",
    "trace-is-pure: trace/disk.ts → compiler/compile.ts",
    "trace-is-pure: trace/disk.ts → fs",
    "trace-is-pure: trace/disk.ts → runtime/trace/run-line.ts",
    "trace-is-pure: trace/disk.ts → src/base/text.ts",
  ]);
});
