import { readdirSync, readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import type * as Runtime from "@flowc/runtime";

const folder = new URL("../../runtime/", import.meta.url);
const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
  // Spans need a package that the user's program installs.
  (name) => name.endsWith(".ts") && !/^(otel|dist|node_modules)[\\/]/.test(name),
);

/** The modules of the runtime as a single script: CommonJS, with a `require` of its own. */
function bundled(): string {
  const modules = files.map((name) => {
    const text = readFileSync(new URL(name, folder), "utf8");
    const options = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
    const { outputText } = ts.transpileModule(text, { compilerOptions: options });
    return `${JSON.stringify(name.replace(/\.ts$/, ".js"))}: (exports, require) => {${outputText}}`;
  });
  return `
    const modules = {${modules.join(",\n")}}, loaded = {};
    const load = (path) => {
      if (loaded[path]) return loaded[path];
      const parts = path.split("/").slice(0, -1), exports = (loaded[path] = {});
      modules[path](exports, (to) => {
        const all = [...parts];
        for (const step of to.split("/")) step === ".." ? all.pop() : step !== "." && all.push(step);
        return load(all.join("/"));
      });
      return exports;
    };
    load("index.js")`;
}

describe("the runtime", () => {
  it("runs in plain JavaScript: no process, no console, no timers, no abort", async () => {
    const { defineFlow, env } = runInContext(bundled(), createContext({})) as typeof Runtime;
    expect(env("PATH")).toBe("");
    const flow = defineFlow<{ run(context: object, input: number): Promise<{ payloads: unknown }> }>({
      name: "anywhere",
      entry: "a",
      nodes: [
        { id: "a", call: async (n: number) => n + 1, next: ["b"] },
        { id: "b", call: (n: number) => n * 2 },
      ],
    });
    expect((await flow.run({}, 1)).payloads).toEqual({ a: 2, b: 4 });
  });

  it.each(files)("%s prints nothing, evaluates nothing and imports no package", (name) => {
    const text = readFileSync(new URL(name, folder), "utf8");
    expect(text).not.toMatch(/\bconsole\.|\beval\(|new Function\(/);
    // Sub paths of the package import the runtime by its name.
    const isOfSubPath = /^(?:trace|observed)[\\/]/.test(name);
    expect(text).not.toMatch(isOfSubPath ? /from "(?!\.|@flowc\/runtime")/ : /from "(?!\.)/);
  });
});
