import { readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import type { Host } from "@flowc/runtime";
import { flow, node } from "../runtime/flows.js";

const root = path.resolve(import.meta.dirname, "../..");
const blocks = [...readFileSync(path.join(root, "docs/runtime.md"), "utf8").matchAll(/```ts\n([^]*?)```/gu)].map(
  ([, text = ""]) => text,
);
const example = path.join(root, "fixtures/examples/parallel-enrichment/parallel-enrichment.flow.ts");

/** What TypeScript reports for the blocks. Each is a module next to the flow that they import. */
function faults(): string[] {
  const files = new Map(blocks.map((text, at) => [path.join(root, "tests/docs", `block-${at}.ts`), text]));
  files.set(
    path.join(root, "tests/docs/flows/order.flow.ts"),
    `export { default, type ParallelEnrichmentNodes as OrderNodes, type ParallelEnrichmentResult as OrderResult } from "${example.replace(/ts$/, "js")}";\n`,
  );
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2023,
    lib: ["lib.es2023.d.ts", "lib.dom.d.ts"],
    module: ts.ModuleKind.NodeNext,
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noEmit: true,
    types: ["node"],
    paths: { "@flowc/runtime": [path.join(root, "runtime/index.ts")] },
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (file) => files.has(file) || fileExists(file);
  host.directoryExists = () => true;
  host.readFile = (file) => files.get(file) ?? readFile(file);
  host.getSourceFile = (file, ...rest) => {
    const text = files.get(file);
    return text === undefined ? getSourceFile(file, ...rest) : ts.createSourceFile(file, text, ts.ScriptTarget.ES2023);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
    return `${path.basename(file?.fileName ?? "")}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
  });
}

test("the code in docs/runtime.md has no type errors", () => {
  expect(blocks.length).toBeGreaterThan(4);
  expect(faults()).toEqual([]);
}, 60_000);

test("the host in it continues a run where it stopped", async () => {
  const shown = blocks.find((text) => text.includes("function journal")) ?? "";
  const script = ts.transpileModule(shown, {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 },
  });
  const url = `data:text/javascript,${encodeURIComponent(script.outputText)}`;
  const { journal } = (await import(/* @vite-ignore */ url)) as { journal(entries: Map<string, unknown>): Host };
  const called: string[] = [];
  let isDown = true;
  const nodes = [
    node("a", (n: number) => (called.push("a"), n + 1), ["b"]),
    node("b", (n: number) => {
      called.push("b");
      if (isDown) throw new Error("down");
      return n * 2;
    }),
  ];
  const entries = new Map<string, unknown>();
  await expect(flow(nodes).run({}, 1, { host: journal(entries) })).rejects.toThrow("down");
  isDown = false;
  const context = await flow(nodes).run({}, 1, { host: journal(entries) });
  expect(context.payloads).toEqual({ a: 2, b: 4 });
  expect(called).toEqual(["a", "b", "b"]);
});

test("all codes of the runtime's errors are listed", () => {
  const told = [...readFileSync(path.join(root, "docs/runtime.md"), "utf8").matchAll(/^\| `(run\/[\w-]+)`/gmu)].map(
    ([, code]) => code,
  );
  const sources = ["runtime", "src/library"].flatMap((folder) =>
    ts.sys.readDirectory(path.join(root, folder), [".ts"]),
  );
  const codes = sources.flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/(?:FlowError\(\s*|code: )"(run\/[\w-]+)"/gu)].map(([, code]) => code),
  );
  expect([...new Set(told)].sort()).toEqual([...new Set(codes)].sort());
});
