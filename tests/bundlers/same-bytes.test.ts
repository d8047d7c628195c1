import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { modulePathOf } from "../../compiler/module-path.js";
import { compileImport } from "../../src/bundlers/compile-import.js";
import { createOpenProjects } from "../../src/bundlers/open-projects.js";
import { flowFiles, projectDir } from "../examples/example.js";

/** A bundler compiles the flows that others run too: they are imported from their files. */
const withFiles = (text: string): string => text.replace('"./find-customer.flow.js"', '"./find-customer.flow.yaml"');

it.each(flowFiles)("%s: an import compiles to what the command line writes", async (file) => {
  const compiled = await compileImport(`${projectDir}${file}`, createOpenProjects({ root: projectDir }));
  expect(compiled.problems).toEqual([]);
  expect(compiled.module?.text).toBe(withFiles(readFileSync(`${projectDir}${modulePathOf(file)}`, "utf8")));
});
