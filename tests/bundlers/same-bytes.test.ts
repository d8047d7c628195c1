import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { modulePathOf } from "../../compiler/module-path.js";
import { compileImport } from "../../src/bundlers/compile-import.js";
import { createOpenProjects } from "../../src/bundlers/open-projects.js";
import { flowFiles, projectDir } from "../examples/example.js";

it.each(flowFiles)("%s: an import compiles to what the command line writes", async (file) => {
  const compiled = await compileImport(`${projectDir}${file}`, createOpenProjects({ root: projectDir }));
  expect(compiled.problems).toEqual([]);
  expect(compiled.module?.text).toBe(readFileSync(`${projectDir}${modulePathOf(file)}`, "utf8"));
});
