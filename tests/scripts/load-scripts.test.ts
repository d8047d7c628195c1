import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { EOL, tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { loadScripts } from "../../src/scripts/load-scripts.js";

/** Long enough to be kept, as text that V8 need not look at twice. */
const padding = `// ${"-".repeat(20_000)}\n`;

interface Project {
  readonly entry: string;
  readonly packages: string;
  readonly kept: string;
}

function project(scripts: Readonly<Record<string, string>>): Project {
  const folder = mkdtempSync(path.join(tmpdir(), "flowc-scripts-"));
  for (const [name, text] of Object.entries(scripts)) writeFileSync(path.join(folder, name), padding + text);
  const packages = path.join(folder, "node_modules");
  mkdirSync(packages);
  return { entry: path.join(folder, "main.cjs"), packages, kept: path.join(packages, ".cache/flowc/code") };
}

const two = {
  "main.cjs": `const other = require("./other.cjs"); exports.say = () => other.greet("é") + require("node:path").sep;`,
  "other.cjs": `exports.greet = (name) => "hello " + name; exports.later = () => importModule("node:os");`,
};

function say({ exports }: { readonly exports: unknown }): string {
  return (exports as { say(): string }).say();
}

/** What is kept, by its name without the Node that it is of. */
function keptOf({ kept }: Project): Record<string, Buffer> {
  const names = existsSync(kept) ? readdirSync(kept) : [];
  return Object.fromEntries(
    names.sort().map((name) => [name.split("-")[0] ?? name, readFileSync(path.join(kept, name))]),
  );
}

test("scripts need each other, each is loaded once, and characters stay what they are", () => {
  const { entry } = project({
    ...two,
    "main.cjs": `exports.same = require("./other.cjs") === require("./other.cjs");\n${two["main.cjs"]}`,
  });
  const loaded = loadScripts(entry, undefined);
  expect(say(loaded)).toBe(`hello é${path.sep}`);
  expect(loaded.exports).toMatchObject({ same: true });
});

test("what V8 made of them is kept, and taken the next time", () => {
  const made = project(two);
  const first = loadScripts(made.entry, made.packages);
  say(first);
  first.keep();
  const kept = keptOf(made);
  expect(Object.keys(kept)).toEqual(["main", "other"]);

  const second = loadScripts(made.entry, made.packages);
  expect(say(second)).toBe(`hello é${path.sep}`);
  // Nothing is written where all was taken.
  writeFileSync(path.join(made.kept, readdirSync(made.kept)[0] ?? ""), "gone");
  second.keep();
  expect(keptOf(made)["main"]?.toString()).toBe("gone");
});

test("scripts import modules and packages, kept or not", async () => {
  const made = project({ ...two, "main.cjs": `exports.later = require("./other.cjs").later;` });
  for (let start = 0; start < 2; start += 1) {
    const loaded = loadScripts(made.entry, made.packages);
    const { later } = loaded.exports as { later(): Promise<{ EOL: string }> };
    expect((await later()).EOL).toBe(EOL);
    loaded.keep();
  }
});

test("a small script is not kept", () => {
  const made = project(two);
  writeFileSync(path.join(made.entry, "../other.cjs"), two["other.cjs"]);
  loadScripts(made.entry, made.packages).keep();
  expect(Object.keys(keptOf(made))).toEqual(["main"]);
});

test("a script that is another one by a letter is not taken for what it was", () => {
  const made = project(two);
  loadScripts(made.entry, made.packages).keep();
  const before = keptOf(made);
  writeFileSync(path.join(made.entry, "../other.cjs"), padding + two["other.cjs"].replace("hello", "hallo"));
  const loaded = loadScripts(made.entry, made.packages);
  expect(say(loaded)).toBe(`hallo é${path.sep}`);
  loaded.keep();
  const after = keptOf(made);
  expect(after["other"]).not.toEqual(before["other"]);
  expect(after["main"]).toEqual(before["main"]);
});

test.each([
  ["in its head", (kept: Buffer) => kept.fill(0, 0, 8)],
  ["in its middle", (kept: Buffer) => kept.fill(0x5a, kept.length >> 1, (kept.length >> 1) + 16)],
  ["at its end", (kept: Buffer) => kept.subarray(0, kept.length - 100)],
  ["whole", () => Buffer.alloc(0)],
])("what was damaged %s is made anew", (_, damage) => {
  const made = project(two);
  const first = loadScripts(made.entry, made.packages);
  say(first);
  first.keep();
  for (const name of readdirSync(made.kept)) {
    const file = path.join(made.kept, name);
    writeFileSync(file, damage(readFileSync(file)));
  }
  const loaded = loadScripts(made.entry, made.packages);
  expect(say(loaded)).toBe(`hello é${path.sep}`);
  const damaged = keptOf(made);
  loaded.keep();
  const anew = keptOf(made);
  for (const name of ["main", "other"]) expect(anew[name]).not.toEqual(damaged[name]);
  // It is sound: the next start has nothing to make.
  loadScripts(made.entry, made.packages).keep();
  expect(keptOf(made)).toEqual(anew);
});

test("where nothing can be kept, nothing is said", () => {
  const made = project(two);
  writeFileSync(path.join(made.packages, ".cache"), "a file");
  const loaded = loadScripts(made.entry, made.packages);
  loaded.keep();
  expect(say(loaded)).toBe(`hello é${path.sep}`);
  expect(readFileSync(path.join(made.packages, ".cache"), "utf8")).toBe("a file");

  const nowhere = path.join(made.packages, "none");
  loadScripts(made.entry, nowhere).keep();
  expect(existsSync(nowhere)).toBe(false);
});
