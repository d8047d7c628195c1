import { describe, expect, it } from "vitest";
import { defineConfig } from "../../src/config/flowc-config.js";
import { loadConfig } from "../../src/config/load-config.js";
import { addFiles, temporaryProject } from "../host/temporary-project.js";
import { errorsOf, loaded } from "./loading.js";

const config = { outDir: "gen" };

describe("finding", () => {
  it.each([
    ["flowc.config.json", JSON.stringify(config)],
    ["flowc.config.json", `\uFEFF${JSON.stringify(config)}`],
    ["flowc.config.ts", `const config: { outDir: string } = { outDir: "gen" }; export default config;`],
    ["flowc.config.mts", `enum Folder { Gen = "gen" } export default { outDir: Folder.Gen };`],
    ["flowc.config.js", `export default { outDir: "gen" };`],
    ["flowc.config.mjs", `export default { outDir: "gen" };`],
    ["flowc.config.cjs", `module.exports = { outDir: "gen" };`],
    ["flowc.config.cjs", `module.exports = { outDir: ["g", "en"].join("") };`],
    ["flowc.config.cts", `const outDir: string = ["gen"].join(""); export = { outDir };`],
    ["package.json", JSON.stringify({ name: "app", flowc: config })],
  ])("%s", async (file, text) => {
    expect(await loaded({ [file]: text })).toEqual({ config, projectDir: ".", file });
  });

  it("searches upward for the nearest", async () => {
    const files = { "flowc.config.json": "{}", "app/flowc.config.json": `{ "outDir": "gen" }`, "app/flows/deep/a": "" };
    expect(await loaded(files, "app/flows/deep")).toEqual({ config, projectDir: "app", file: "app/flowc.config.json" });
  });

  it("skips a package.json without `flowc`", async () => {
    const files = {
      "flowc.config.json": "{}",
      "app/package.json": `{ "bin": { "x": "flowc" }, "dependencies": {"flowc": "1"} }`,
    };
    expect(await loaded(files, "app")).toEqual({ config: {}, projectDir: ".", file: "flowc.config.json" });
  });

  it("without a configuration takes the folder of the nearest package.json, otherwise the working directory", async () => {
    expect(await loaded({ "app/package.json": "{}", "app/flows/a": "" }, "app/flows")).toEqual({
      config: {},
      projectDir: "app",
      file: undefined,
    });
    expect(await loaded({ "flows/a": "" }, "flows")).toEqual({ config: {}, projectDir: "flows", file: undefined });
  });

  it("refuses two in one folder", async () => {
    const [error, ...others] = await errorsOf({ "flowc.config.ts": "", "package.json": `{ "flowc": {} }` });
    expect(error).toMatchObject({
      message: "there are two configurations: `flowc.config.ts` and `package.json`",
      help: "Keep one of them.",
    });
    expect(others).toEqual([]);
  });

  it("takes the one that is named", async () => {
    const files = { "flowc.config.json": "{}", "config/ci.json": `{ "outDir": "gen" }` };
    expect(await loaded(files, ".", "config/ci.json")).toEqual({
      config,
      projectDir: "config",
      file: "config/ci.json",
    });
  });

  it("says what is wrong with a name", async () => {
    const files = { "flowc.config.json": "{}", "config/a.json": "{}", "flowc.yaml": "" };
    expect(await errorsOf(files, "flowc.config.jsn")).toEqual([
      { message: "the configuration `flowc.config.jsn` does not exist", help: "Did you mean `flowc.config.json`?" },
    ]);
    expect(await errorsOf(files, "config")).toEqual([
      { message: "the configuration `config` is not a file", help: "Give `--config` a file's path." },
    ]);
    expect(await errorsOf(files, "flowc.yaml")).toEqual([
      {
        message: "the configuration `flowc.yaml` has a name that flowc cannot read",
        help: "It must end with `.ts`, `.js` or `.json`.",
      },
    ]);
  });

  it("returns paths relative to the project", async () => {
    const text = JSON.stringify({ outDir: "./gen/", roots: [".", "src//ops", "../lib"] });
    expect(await loaded({ "app/flowc.config.json": text }, "app")).toMatchObject({
      config: { outDir: "gen", roots: [".", "src/ops", "../lib"] },
    });
  });

  it.each([
    ["flowc.config.js", "export default { outDir: 'one' };", "export default { outDir: 'two' };"],
    ["flowc.config.ts", "export default { outDir: 'one' };", "export default { outDir: 'second' };"],
  ])("loads %s again when it changed", async (file, before, after) => {
    const root = temporaryProject({ [file]: before });
    const first = await loadConfig({ cwd: root });
    addFiles(root, { [file]: after });
    const second = await loadConfig({ cwd: root });
    expect(first.ok && first.value.config.outDir).toBe("one");
    expect(second.ok && second.value.config.outDir).not.toBe("one");
  });
});

it("defineConfig returns its argument", () => {
  const given = { include: ["flows/**/*.yaml"] };
  expect(defineConfig(given)).toBe(given);
});
