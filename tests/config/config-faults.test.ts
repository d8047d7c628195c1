import { describe, expect, it } from "vitest";
import { errorsOf } from "./loading.js";

describe("faults", () => {
  it.each([
    [`{ "outDir": "gen", }`, 1, 20],
    [`{\n  // here\n}`, 2, 3],
    [`{\n  outDir: 1 }`, 2, 3],
    [`{ "outDir": gen }`, 1, 13],
    [`{ "outDir": "gen"`, 1, 18],
    ["", 1, 1],
  ])("%j is not JSON", async (text, line, column) => {
    const [error] = await errorsOf({ "flowc.config.json": text });
    expect(error?.message).toMatch(/^the configuration is not JSON: \w/);
    expect(error?.place).toEqual({ file: "flowc.config.json", line, column });
  });

  it("reports every unknown key and wrong value at its place", async () => {
    const text = `{
  "includes": ["a"],
  "outDir": 3,
  "importExtension": "jss",
  "exclude": ["a", ""],
  "include": "flows",
  "rules": { "flow/unknown-kay": "error", "yaml/syntax": "of" }
}`;
    expect(await errorsOf({ "flowc.config.json": text })).toEqual([
      {
        message: "`includes` is no setting of flowc",
        help: "Did you mean `include` or `exclude`?",
        place: { file: "flowc.config.json", line: 2, column: 3 },
      },
      {
        message: "`include` must be a list of texts, not `flows`",
        help: 'Write `["flows"]`.',
        place: { file: "flowc.config.json", line: 6, column: 14 },
      },
      {
        message: "`exclude[1]` must be a text that is not empty, not an empty text",
        place: { file: "flowc.config.json", line: 5, column: 20 },
      },
      {
        message: "`outDir` must be a text that is not empty, not `3`",
        place: { file: "flowc.config.json", line: 3, column: 13 },
      },
      {
        message: "`importExtension` must be one of `js`, `ts` and `none`, not `jss`",
        help: "Did you mean `js`?",
        place: { file: "flowc.config.json", line: 4, column: 22 },
      },
      {
        message: "`flow/unknown-kay` is no diagnostic of flowc",
        help: expect.stringContaining("`flow/unknown-key`") as string,
        place: { file: "flowc.config.json", line: 7, column: 14 },
      },
      {
        message: "`rules.yaml/syntax` must be one of `error`, `warning` and `off`, not `of`",
        help: "Did you mean `off`?",
        place: { file: "flowc.config.json", line: 7, column: 58 },
      },
    ]);
  });

  it("places a fault in package.json", async () => {
    expect(await errorsOf({ "package.json": `{ "name": "a",\n"flowc": { "outdir": "b" } }` })).toEqual([
      {
        message: "`outdir` is no setting of flowc",
        help: "Did you mean `outDir`?",
        place: { file: "package.json", line: 2, column: 12 },
      },
    ]);
    expect(await errorsOf({ "package.json": `{ "flowc": [] }` })).toEqual([
      {
        message: "the configuration must be a mapping of settings, not a list",
        place: { file: "package.json", line: 1, column: 12 },
      },
    ]);
  });

  it("refuses paths in `redact` that no value has", async () => {
    const errors = await errorsOf({
      "flowc.config.js": 'export default { redact: ["**.token", "password", \'$ctx.list[0]["a b"]\'] };',
    });
    expect(errors).toEqual([
      {
        message: "`redact[1]` is not a path of a value",
        help: "Write it as `$ctx.customer.mail` or `**.password`.",
        place: { file: "flowc.config.js", line: 1, column: 39 },
      },
    ]);
  });

  it("lists the settings if none is similar", async () => {
    const [error] = await errorsOf({ "flowc.config.js": "export default { xyz: 1 };" });
    expect(error).toEqual({
      message: "`xyz` is no setting of flowc",
      help: "Settings are `include`, `exclude`, `emit`, `outDir`, `roots`, `env`, `redact`, `runtime`, `importExtension`, `format` and `rules`.",
      place: { file: "flowc.config.js", line: 1, column: 18 },
    });
  });

  it("places a fault in a TypeScript configuration, wherever its parts are", async () => {
    const text = `import { defineConfig as define } from "flowc";
import type { FlowcConfig } from "flowc";

const rules = {
  "flow/no-entry": "off",
} as const;
const outDir: string = \`\`;
export default define({
  rules,
  outDir,
  include: ["flows/**", "flows\\\\*.yaml"],
  "exlude": [],
} satisfies FlowcConfig);
`;
    expect(await errorsOf({ "flowc.config.ts": text })).toEqual([
      {
        message: "`exlude` is no setting of flowc",
        help: "Did you mean `exclude` or `include`?",
        place: { file: "flowc.config.ts", line: 12, column: 3 },
      },
      {
        message: "`include[1]` separates folders with `\\`; globs take `/` on every system",
        help: "Write `flows/*.yaml`.",
        place: { file: "flowc.config.ts", line: 11, column: 25 },
      },
      {
        message: "`outDir` must be a text that is not empty, not an empty text",
        place: { file: "flowc.config.ts", line: 7, column: 24 },
      },
      {
        message: "`rules` cannot lower `flow/no-entry`: behind this error there is no module",
        help: "Only the codes of warnings can be lowered or switched off; every code can be raised.",
        place: { file: "flowc.config.ts", line: 5, column: 20 },
      },
    ]);
  });

  it("places a fault in what had to be run as near as the text allows", async () => {
    const text = `const folder = ["a", "b"].join("/");\nexport default { outDir: folder, ...{ roots: 3 } };\n`;
    expect(await errorsOf({ "flowc.config.ts": text })).toMatchObject([
      { message: "`roots` must be a list of texts, not `3`", place: { line: 2, column: 16 } },
    ]);
  });

  it.each([
    ["flowc.config.ts", "export const a = 1;", "the configuration has no default export"],
    ["flowc.config.js", "export const a = 1;", "the configuration has no default export"],
    ["flowc.config.js", "throw new Error('no luck');", "the configuration cannot be loaded: no luck"],
    ["flowc.config.ts", "throw new Error('no luck');", "the configuration cannot be loaded: no luck"],
    ["flowc.config.ts", "export default () => 1;", "the configuration must be a mapping of settings, not a function"],
    ["flowc.config.ts", "export default null;", "the configuration must be a mapping of settings, not null"],
    [
      "flowc.config.ts",
      "export default function f() {}",
      "the configuration must be a mapping of settings, not a function",
    ],
  ])("%s with %s", async (file, text, message) => {
    expect(await errorsOf({ [file]: text })).toMatchObject([{ message, place: { file } }]);
  });

  it.each(["flowc.config.ts", "flowc.config.js"])("%s that does not parse is one error", async (file) => {
    const errors = await errorsOf({ [file]: "export default {\n  include: (;\n}" });
    expect(errors).toEqual([
      { message: "the configuration cannot be loaded: Unexpected token", place: { file, line: 2, column: 13 } },
    ]);
  });

  it.each([
    ["flowc.config.ts", { line: 3 }],
    ["flowc.config.mjs", { line: 3, column: 9 }],
    ["flowc.config.cjs", { line: 3, column: 9 }],
  ])("%s that throws is reported with the place", async (file, place) => {
    const [error] = await errorsOf({ [file]: "\n\n  throw new Error('no luck');\n" });
    expect(error).toEqual({ message: "the configuration cannot be loaded: no luck", place: { file, ...place } });
  });
});
