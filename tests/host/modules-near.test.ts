import { describe, expect, it } from "vitest";
import { createNodeHost } from "../../src/host/node-host.js";
import { temporaryProject } from "./temporary-project.js";

function near(files: readonly string[], specifier: string, from = "flows/a.flow.yaml"): readonly string[] {
  const project = temporaryProject(Object.fromEntries(["package.json", ...files].map((file) => [file, "{}"])));
  return createNodeHost({ projectDir: project }).modulesNear(specifier, from);
}

describe("modulesNear", () => {
  it("puts the most similar first", () => {
    expect(near(["flows/ops.ts", "flows/types.ts", "flows/opsx.js"], "./opps.js")).toEqual([
      "flows/ops.ts",
      "flows/opsx.js",
      "flows/types.ts",
    ]);
  });

  it("leaves out what is not a source of the user's", () => {
    const files = [".hidden/a.ts", "node_modules/b/b.ts", "dist/c.ts", "d.d.ts", "e.flow.ts", "f.yaml", "g.mts"];
    expect(
      near(
        files.map((file) => `flows/${file}`),
        "./ops.js",
      ),
    ).toEqual(["flows/g.mts"]);
  });

  it("looks in the nearest folder that has any, up to the package", () => {
    expect(near(["src/ops.ts", "other/deep/b.ts"], "../src/opps/extract.js")).toEqual(["src/ops.ts"]);
    expect(near(["lib/ops.ts"], "../src/ops.js")).toEqual(["lib/ops.ts"]);
    expect(near([], "./ops.js")).toEqual([]);
  });

  it("returns at most 20", () => {
    const files = Array.from({ length: 30 }, (_, index) => `flows/m${index}.ts`);
    expect(near(files, "./m.js")).toHaveLength(20);
  });
});
