import { mkdirSync, rmSync, symlinkSync, unlinkSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { createDiskNotes } from "../../src/host/disk-notes.js";
import { answerOf } from "../../src/host/disk-state.js";
import { createTsconfigs } from "../../src/host/tsconfigs.js";
import { addFiles, temporaryProject } from "./temporary-project.js";

type Files = Readonly<Record<string, string>>;

const target = (value: string, more = ""): string => `{ ${more}"compilerOptions": { "target": "${value}" } }`;
const extending = (...specifiers: string[]): Files => ({
  "flows/tsconfig.json": JSON.stringify({ extends: specifiers.length === 1 ? specifiers[0] : specifiers }),
});
const inPackage = (manifest: object, files: Files): Files => ({
  "node_modules/@my/base/package.json": JSON.stringify({ name: "@my/base", ...manifest }),
  ...Object.fromEntries(Object.entries(files).map(([name, text]) => [`node_modules/@my/base/${name}`, text])),
});

/** What a project consists of, what is written then, and the target before and after. */
const changes: readonly (readonly [name: string, files: Files, change: Files, before: string, after: string])[] = [
  [
    "the file itself",
    { "flows/tsconfig.json": target("es2020") },
    { "flows/tsconfig.json": target("es2022") },
    "es2020",
    "es2022",
  ],
  [
    "a nearer file",
    { "tsconfig.json": target("es2020") },
    { "flows/tsconfig.json": target("es2022") },
    "es2020",
    "es2022",
  ],
  [
    "a base",
    { ...extending("../base.json"), "base.json": target("es2020") },
    { "base.json": target("es2022") },
    "es2020",
    "es2022",
  ],
  [
    "a base without its ending",
    { ...extending("../base"), "base.json": target("es2020") },
    { "base.json": target("es2022") },
    "es2020",
    "es2022",
  ],
  [
    "a base that takes the place of another",
    { ...extending("../base"), "base.json": target("es2020") },
    { base: target("es2022") },
    "es2020",
    "es2022",
  ],
  [
    "the last of several bases",
    { ...extending("../a.json", "../b.json"), "a.json": target("es2018"), "b.json": target("es2020") },
    { "b.json": target("es2022") },
    "es2020",
    "es2022",
  ],
  [
    "the base of a base",
    { ...extending("../a.json"), "a.json": `{ "extends": "./deep/b.json" }`, "deep/b.json": target("es2020") },
    { "deep/b.json": target("es2022") },
    "es2020",
    "es2022",
  ],
  [
    "a base in a file with comments, trailing commas and an error",
    {
      "flows/tsconfig.json": `{ // "extends": "x"\n "a": "// \\"", /* [ */ "\\u0065xtends": [ "../base.json", ], "b": }`,
      "base.json": target("es2020"),
    },
    { "base.json": target("es2022") },
    "es2020",
    "es2022",
  ],
  [
    "the folder above",
    { ...extending(".."), "tsconfig.json": target("es2020") },
    { "tsconfig.json": target("es2022") },
    "es2020",
    "es2022",
  ],
  [
    "a file of a package",
    { ...extending("@my/base/strict.json"), ...inPackage({}, { "strict.json": target("es2020") }) },
    inPackage({}, { "strict.json": target("es2022") }),
    "es2020",
    "es2022",
  ],
  [
    "the file that a package names",
    { ...extending("@my/base"), ...inPackage({ tsconfig: "a.json" }, { "a.json": target("es2020") }) },
    inPackage({ tsconfig: "b.json" }, { "b.json": target("es2022") }),
    "es2020",
    "es2022",
  ],
  [
    "the file that a package exports",
    {
      ...extending("@my/base/x"),
      ...inPackage({ exports: { "./*": "./lib/*.json" } }, { "lib/x.json": target("es2020") }),
    },
    { "node_modules/@my/base/lib/x.json": target("es2022") },
    "es2020",
    "es2022",
  ],
  [
    "what a package exports",
    { ...extending("@my/base/x"), ...inPackage({ exports: { "./x": "./a.json" } }, { "a.json": target("es2020") }) },
    inPackage({ exports: { "./x": { types: "./b.json", default: "./a.json" } } }, { "b.json": target("es2022") }),
    "es2020",
    "es2022",
  ],
  [
    "a file in a package's folder",
    { ...extending("@my/base/node"), ...inPackage({}, { "node/tsconfig.json": target("es2020") }) },
    { "node_modules/@my/base/node/tsconfig.json": target("es2022") },
    "es2020",
    "es2022",
  ],
  [
    "a nearer package",
    { ...extending("@my/base"), ...inPackage({}, { "tsconfig.json": target("es2020") }) },
    { "flows/node_modules/@my/base/tsconfig.json": target("es2022") },
    "es2020",
    "es2022",
  ],
];

test.each(changes)("a change of %s makes the stored answer invalid", (_name, files, change, before, after) => {
  const root = temporaryProject(files);
  const stored = ask(root);
  expect([stored.target, stored.isValid()]).toEqual([before, true]);
  addFiles(root, change);
  expect([stored.isValid(), ask(root).target]).toEqual([false, after]);
});

test("a base that was missing is noticed when it appears", () => {
  for (const [specifier, file] of [
    ["../base", "base.json"],
    ["@my/base", "node_modules/@my/base/tsconfig.json"],
    ["@my/base/strict.json", "node_modules/@my/base/strict.json"],
  ] as const) {
    const root = temporaryProject(extending(specifier));
    const stored = ask(root);
    expect([stored.target, stored.isValid()]).toEqual([undefined, true]);
    addFiles(root, { [file]: target("es2022") });
    expect([stored.isValid(), ask(root).target]).toEqual([false, "es2022"]);
  }
});

test("a base next to the file of a linked package is noticed", () => {
  const root = temporaryProject({
    ...extending("@my/base/strict.json"),
    "store/base@1/node_modules/@my/base/strict.json": `{ "extends": "../../shared.json" }`,
    "store/base@1/node_modules/shared.json": target("es2020"),
    "store/base@2/strict.json": target("es2023"),
  });
  const link = path.join(root, "node_modules/@my/base");
  mkdirSync(path.dirname(link), { recursive: true });
  symlinkSync(path.join(root, "store/base@1/node_modules/@my/base"), link, "junction");
  const stored = ask(root);
  expect([stored.target, stored.isValid()]).toEqual(["es2020", true]);
  addFiles(root, { "store/base@1/node_modules/shared.json": target("es2022") });
  expect([stored.isValid(), ask(root).target]).toEqual([false, "es2022"]);
  const again = ask(root);
  unlinkSync(link);
  symlinkSync(path.join(root, "store/base@2"), link, "junction");
  expect([again.isValid(), ask(root).target]).toEqual([false, "es2023"]);
});

test("a base that is gone is noticed, and bases that extend each other end the search", () => {
  const root = temporaryProject({ ...extending("../base.json"), "base.json": target("es2020") });
  const stored = ask(root);
  rmSync(path.join(root, "base.json"));
  expect(stored.isValid()).toBe(false);
  addFiles(root, { "base.json": target("es2020", `"extends": "./flows/tsconfig.json", `) });
  expect(ask(root)).toMatchObject({ target: undefined });
});

interface Answer {
  readonly target: string | undefined;
  /** Whether everything that the answer depends on is as it was. */
  isValid(): boolean;
}

function ask(root: string): Answer {
  const notes = createDiskNotes();
  const file = path.join(root, "flows/a.flow.ts");
  const { value, notes: needs } = notes.gather(() => createTsconfigs(undefined, notes).nearest(file));
  return {
    target: value?.config.compilerOptions?.target,
    isValid: () => needs.every(({ what, path: asked, found }) => answerOf(what, asked) === found),
  };
}
