import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");

/** All that modules import when they are loaded: files of ours, and packages. What is imported later on does not count. */
function loadedBy(...files: readonly string[]): {
  readonly files: readonly string[];
  readonly packages: readonly string[];
} {
  const seen = new Set<string>();
  const packages = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    const text = readFileSync(file, "utf8");
    for (const [, clause = "", specifier = ""] of text.matchAll(
      /^(?:import|export)\s(?:([^;"]*?)\sfrom\s)?"([^"]+)";/gmu,
    )) {
      const isErased = clause.startsWith("type ") || /^\{(?:\s*type\s[^,}]+,?)+\s*\}$/u.test(clause);
      if (isErased || specifier.startsWith("node:")) continue;
      if (specifier.startsWith(".")) visit(path.resolve(path.dirname(file), specifier.replace(/\.js$/u, ".ts")));
      else packages.add(specifier);
    }
  };
  for (const file of files) visit(path.join(root, file));
  return { files: [...seen].map((file) => path.relative(root, file)), packages: [...packages] };
}

test("a build that finds nothing to do loads no parser, and nothing of the compiler but names", () => {
  const start = ["src/cli.ts", "src/commands/program.ts", "src/commands/node-terminal.ts", "src/commands/build.ts"];
  const { files, packages } = loadedBy(...start);
  expect(files.every((file) => existsSync(path.join(root, file)))).toBe(true);
  expect(packages.filter((name) => !["commander", "picocolors"].includes(name))).toEqual([]);
  expect(files.filter((file) => /^(?:compiler|grammar|runtime)\//u.test(file)).sort()).toEqual([
    "compiler/compare-code-points.ts",
    "compiler/emit/generated-mark.ts",
    "compiler/module-path.ts",
  ]);
});

test("the compiler is what a flow that changed needs: the other test could fail", () => {
  const { packages } = loadedBy("src/commands/compile-open.ts");
  expect(packages).toEqual(expect.arrayContaining(["chevrotain", "yaml"]));
});
