import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compileFlow } from "../../compiler/compile.js";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { unknowables } from "../../fixtures/types/unknowable.js";
import { wirings } from "../../fixtures/types/wirings.js";
import { createNodeHost } from "../../src/host/node-host.js";
import { warmFiles } from "./check-cases.js";
import { strict } from "./compile-proofs.js";
import { hoversOf, isTower } from "./hovers.js";
import { applyRules } from "../../src/project/apply-rules.js";
import { checkTypes } from "../../src/check/types/check-types.js";

const root = path.resolve(import.meta.dirname, "../..");
const versions = ["typescript-5", "typescript", "typescript-7"];

const compilerOptions = {
  ...strict,
  lib: ["es2023"],
  paths: { "@flowc/runtime": [path.join(root, "runtime/index.ts")] },
};

/**
 * The folder of a project with all wirings, which are checked together. `faulty/3` and `sound/3` are the twins of the
 * fourth case.
 */
let folder = "";
const found = new Map<string, readonly Diagnostic[]>();

beforeAll(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), "flowc-types-")));
  write("package.json", `{ "type": "module" }`);
  write("tsconfig.json", JSON.stringify({ compilerOptions, include: ["."] }));
  const host = createNodeHost({ projectDir: folder });
  const wired = wirings.flatMap(({ faulty, sound, flow, soundFlow = flow, child }, index) => {
    const kinds = [
      [`faulty/${index}`, faulty, flow],
      [`sound/${index}`, sound, soundFlow],
    ] as const;
    return kinds.flatMap(([dir, ops, text]) => {
      write(`${dir}/ops.ts`, ops);
      const own = { path: `${dir}/case.flow.yaml`, text };
      if (child === undefined) return [own];
      write(`${dir}/child.flow.yaml`, child);
      return [own, { path: `${dir}/child.flow.yaml`, text: child }];
    });
  });
  const guessed = unknowables.map(({ flow, ops }, index) => {
    write(`unknowable/${index}/ops.ts`, ops);
    return { path: `unknowable/${index}/case.flow.yaml`, text: flow };
  });
  const typed = [...wired, ...guessed].flatMap((source) => {
    const { plan, module, diagnostics } = compileFlow(source, host);
    const { dir } = path.posix.parse(source.path);
    if (plan === undefined || module === undefined) {
      found.set(dir, diagnostics);
      return [];
    }
    write(module.path, module.text);
    found.set(dir, []);
    return [{ source, plan, module }];
  });
  const options = { paths: host.paths, projectDir: folder, runtime: "@flowc/runtime", warmFiles };
  const all = checkTypes(typed, options).flatMap(({ diagnostics }) => diagnostics);
  for (const diagnostic of applyRules(all, {})) {
    const { dir } = path.posix.parse(diagnostic.span.file);
    found.set(dir, [...(found.get(dir) ?? []), diagnostic]);
  }
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
}

describe.each(wirings.map((wiring, index) => ({ ...wiring, index })))("$name", ({ code, index }) => {
  test("has a single kind of finding, in the user's words", () => {
    const diagnostics = found.get(`faulty/${index}`) ?? [];
    const text = diagnostics.map(({ message }) => message).join("\n");
    expect([...new Set(diagnostics.map((one) => one.code))], text).toEqual([code]);
    expect(text).not.toMatch(/Payloads|Results|Takes|satisfies|import\(|Plain<|FlowOf|Listed/u);
  });

  test("has a sound twin", () => {
    expect((found.get(`sound/${index}`) ?? []).map(({ code, message }) => `${code} ${message}`)).toEqual([]);
  });
});

test.each(unknowables.map((one, index) => ({ ...one, index })))("$name never has an error", ({ index, said }) => {
  const diagnostics = found.get(`unknowable/${index}`) ?? [];
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  expect(diagnostics.map(({ message }) => message)).toEqual(said);
});

test("places and messages are those of messages.txt (UPDATE=1 writes it)", () => {
  const file = path.join(root, "fixtures/types/messages.txt");
  const texts = wirings.map(({ name, flow }, index) => {
    const lines = (found.get(`faulty/${index}`) ?? []).map(({ code, span, message, help, related }) => {
      const at = flow.slice(span.start.offset, span.end.offset);
      const declared = related.map(
        ({ span: { file, start } }) => ` [${path.basename(file)}:${start.line}:${start.column}]`,
      );
      const cure = help === undefined ? "" : `: ${help}`;
      return `  ${span.start.line}:${span.start.column} ${at}\n    ${code}: ${message}${cure}${declared.join("")}\n`;
    });
    return `${name}\n${lines.join("")}`;
  });
  const text = texts.join("\n");
  if (process.env["UPDATE"] === "1") writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, "utf8"));
});

test("there are sixty of each kind", () => {
  expect(wirings.length).toBeGreaterThanOrEqual(60);
  expect(new Set(wirings.map(({ name }) => name)).size).toBe(wirings.length);
});

test("an editor shows plain types in the modules of the sound cases", () => {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => {
    return file.startsWith("sound") && file.endsWith(".flow.ts");
  });
  const hovers = hoversOf(files.map((file) => path.join(folder, file)));
  // The name of a member is not part of its type: `Payloads["a b"]: number`.
  const typeOf = (text: string): string => text.replace(/^\(property\) (?:Payloads|Callables)\[.*?\]: /u, "");
  const towers = hovers.filter(({ text }) => isTower(typeOf(text)) && !text.startsWith("(parameter) context: "));
  expect(hovers.length).toBeGreaterThan(3 * wirings.length);
  expect(towers.map(({ file, text }) => `${path.relative(folder, file)} ${text}`)).toEqual([]);
}, 120_000);

describe.each(versions)("%s", (version) => {
  test("rejects exactly the modules of the faulty cases", async () => {
    const compiler = path.join(root, "node_modules", version, "bin/tsc");
    const text = await new Promise<string>((resolve) => {
      execFile(
        process.execPath,
        [compiler, "-p", folder, "--pretty", "false"],
        { cwd: folder, maxBuffer: 2 ** 26 },
        (_, stdout) => resolve(stdout),
      );
    });
    const refused = new Set(
      [...text.matchAll(/^((?:faulty|sound|unknowable)\/\d+)\/case\.flow\.ts/gmu)].map(([, name]) => name),
    );
    expect(
      [...refused].filter((name) => name?.startsWith("unknowable")),
      text,
    ).toEqual([]);
    const names = (kind: string): string[] => wirings.map(({ name }, index) => `${kind}/${index} ${name}`);
    const isRefused = (name: string): boolean => refused.has(name.split(" ")[0] ?? "");
    expect(names("faulty").filter((name) => !isRefused(name))).toEqual([]);
    expect(names("sound").filter(isRefused), text).toEqual([]);
  }, 120_000);
});
