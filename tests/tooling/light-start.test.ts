import { existsSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { staticImports } from "../../scripts/static-imports.js";

const root = path.resolve(import.meta.dirname, "../..");

function loadedBy(...files: readonly string[]): {
  readonly files: readonly string[];
  readonly packages: readonly string[];
} {
  const found = staticImports(root, ...files);
  return { files: [...found.files].map((file) => path.relative(root, file)), packages: [...found.packages] };
}

test.each([
  ["build", ["compiler/compare-code-points.ts", "compiler/emit/generated-mark.ts", "compiler/module-path.ts"]],
  ["check", ["compiler/compare-code-points.ts"]],
])("a %s with nothing to do loads no parser, and only names of the compiler", (command, names) => {
  const start = ["src/cli/bin.ts", "src/cli/main.ts", "src/cli/start.ts", `src/cli/${command}.ts`];
  const { files, packages } = loadedBy(...start);
  expect(files.every((file) => existsSync(path.join(root, file)))).toBe(true);
  expect(packages.filter((name) => !["commander", "picocolors"].includes(name))).toEqual([]);
  expect(files.filter((file) => /^(?:compiler|grammar|runtime)\//u.test(file)).sort()).toEqual(names);
});

test.each(["build", "check", "run"])("%s loads nothing that draws, reads recorded runs or serves pages", (command) => {
  const { files, packages } = loadedBy(
    "src/cli/bin.ts",
    "src/cli/main.ts",
    "src/cli/start.ts",
    `src/cli/${command}.ts`,
  );
  expect(files).toContain(`src/cli/${command}.ts`);
  expect(files.filter((file) => /^(?:picture|trace|src\/(?:graph|server|cli\/(?:report|dev)))\//u.test(file))).toEqual([
    "src/graph/picture-kinds.ts",
  ]);
  expect(packages.filter((name) => /elkjs|resvg/u.test(name))).toEqual([]);
});

test("graph loads the layout engine only if something is laid out", () => {
  const { files, packages } = loadedBy("src/cli/graph.ts");
  expect(files).toContain("picture/svg/svg.ts");
  expect(files.filter((file) => file.startsWith("trace/"))).toEqual([]);
  expect(packages.filter((name) => /elkjs|resvg/u.test(name))).toEqual([]);
});

test("report loads the layout engine only if a run has a picture", () => {
  const { files, packages } = loadedBy("src/cli/report.ts");
  expect(files).toContain("trace/report/report-page.ts");
  expect(packages.filter((name) => /elkjs|resvg/u.test(name))).toEqual([]);
});

test("dev loads the layout engine and TypeScript only if they are needed", () => {
  const { files, packages } = loadedBy("src/cli/dev.ts");
  expect(files).toContain("src/server/dev-server.ts");
  expect(packages.filter((name) => /elkjs|resvg|typescript|ts-morph|chokidar/u.test(name))).toEqual([]);
});

test("a run that is only recorded loads nothing of the report", () => {
  const { files } = loadedBy("src/cli/run/recording.ts");
  expect(files).toContain("picture/picture-of.ts");
  expect(files.filter((file) => /^(?:trace|src\/graph)\/|picture\/svg/u.test(file))).toEqual([]);
});

test("a changed flow needs the compiler, so the other test can fail", () => {
  const { packages } = loadedBy("src/build/compile-open.ts");
  expect(packages).toEqual(expect.arrayContaining(["chevrotain", "yaml"]));
});
