import { describe, expect, it } from "vitest";
import { createNodeHost } from "../../src/host/node-host.js";
import { temporaryProject } from "./temporary-project.js";

function extensionWith(compilerOptions: object | undefined): string {
  const project = temporaryProject(compilerOptions ? { "tsconfig.json": JSON.stringify({ compilerOptions }) } : {});
  return createNodeHost({ projectDir: project }).importExtension("flows/a.flow.ts");
}

describe("importExtension", () => {
  it.each([
    [undefined, "js"],
    [{ moduleResolution: "NodeNext" }, "js"],
    [{ moduleResolution: "node16", module: "commonjs" }, "js"],
    [{ module: "nodenext" }, "js"],
    [{ module: "Node16" }, "js"],
    [{ module: "node20" }, "js"],
    [{ moduleResolution: "bundler", module: "esnext" }, "none"],
    [{ module: "preserve" }, "none"],
    [{ module: "commonjs" }, "none"],
    [{ moduleResolution: "node" }, "none"],
    [{}, "none"],
    [{ moduleResolution: "bundler", allowImportingTsExtensions: true }, "ts"],
    [{ module: "nodenext", rewriteRelativeImportExtensions: true }, "ts"],
    [{ module: "nodenext", allowImportingTsExtensions: false }, "js"],
  ])("%j is %s", (compilerOptions, expected) => {
    expect(extensionWith(compilerOptions)).toBe(expected);
  });

  it.each([
    [undefined, "no tsconfig.json governs it"],
    [{}, "tsconfig.json sets no module option"],
    [{ module: "NodeNext" }, 'tsconfig.json sets `"module": "nodenext"`'],
    [{ module: "esnext", moduleResolution: "bundler" }, 'tsconfig.json sets `"moduleResolution": "bundler"`'],
    [
      { module: "nodenext", rewriteRelativeImportExtensions: true },
      'tsconfig.json sets `"rewriteRelativeImportExtensions": true`',
    ],
  ])("%j is explained", (compilerOptions, why) => {
    const project = temporaryProject(compilerOptions ? { "tsconfig.json": JSON.stringify({ compilerOptions }) } : {});
    expect(createNodeHost({ projectDir: project }).explainImportExtension("flows/a.flow.ts").why).toBe(why);
  });

  it("is what the configuration says", () => {
    const project = temporaryProject({ "tsconfig.json": `{ "compilerOptions": { "module": "nodenext" } }` });
    expect(createNodeHost({ projectDir: project, importExtension: "ts" }).importExtension("a.flow.ts")).toBe("ts");
  });
});
