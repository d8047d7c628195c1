import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

export const root = path.resolve(import.meta.dirname, "../..");

/** A user's project in a temporary folder, with flowc as a package. */
export interface BundlerProject {
  readonly folder: string;
  /** Writes files, keyed by their paths in the project. */
  write(files: Readonly<Record<string, string>>): void;
  file(name: string): string;
  remove(): void;
}

/** Creates a project. Needs `npm run build` first: bundles use the runtime as it is published. */
export function createBundlerProject(files: Readonly<Record<string, string>>): BundlerProject {
  if (!existsSync(path.join(root, "runtime/dist/index.js")))
    throw new Error("dist is missing: run `npm run build` first");
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "flowc-bundle-")));
  const file = (name: string): string => path.join(folder, name);
  const write = (texts: Readonly<Record<string, string>>): void => {
    for (const [name, text] of Object.entries(texts)) {
      mkdirSync(path.dirname(file(name)), { recursive: true });
      writeFileSync(file(name), text);
    }
  };
  mkdirSync(file("node_modules/@flowc"), { recursive: true });
  symlinkSync(root, file("node_modules/flowc"), "dir");
  symlinkSync(path.join(root, "runtime"), file("node_modules/@flowc/runtime"), "dir");
  write({ "package.json": `{ "name": "project", "private": true, "type": "module" }\n`, ...files });
  return {
    folder,
    write,
    file,
    remove: () => {
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** A flow that greets, and the functions that it calls. */
export const greeting = {
  "src/greet.flow.yaml": [
    "entry: trim",
    "nodes:",
    "  trim: { callable: ./ops.ts#trim }",
    "  greet: { callable: ./ops.ts#greet, context: { inputs: $payload.trim, outputs: $ctx.greeting } }",
    "edges: [trim >> greet]",
    "",
  ].join("\n"),
  "src/ops.ts": [
    "export const trim = (name: string): string => name.trim();",
    "export const greet = (name: string): string => `Hello ${name}`;",
    "",
  ].join("\n"),
};
