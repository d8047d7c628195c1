import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { compileFlow } from "../../compiler/compile.js";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { createNodeHost } from "../../src/host/node-host.js";
import { applyRules, type Rules } from "../../src/project/apply-rules.js";
import { checkWiring } from "../../src/check/types/check-wiring.js";
import type { WarmFiles } from "../../src/check/types/warm-files.js";

/** A flow and the texts of the modules next to it. */
export interface TypedCase {
  readonly name: string;
  readonly flow: string;
  readonly files: Readonly<Record<string, string>>;
}

export interface CheckedCase {
  /** What `build` reports: severity, code and the text at its place. */
  readonly build: readonly string[];
  readonly check: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  /** Path of the generated module, relative to the folder. */
  readonly module: string;
  readonly text: string;
}

/** TypeScript's libraries are parsed once for all checks of a test process. */
export const warmFiles: WarmFiles = new Map();

/**
 * Checks flows as one project in a folder of its own, with a single program: most of the time goes into loading
 * TypeScript. Calls `use` with the results, keyed by name, and removes the folder when it returns.
 */
export async function checkCases(
  cases: readonly TypedCase[],
  use: (found: ReadonlyMap<string, CheckedCase>, folder: string) => void | Promise<void>,
  rules: Rules = {},
): Promise<void> {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "flowc-cases-")));
  const write = (file: string, text: string): void => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  };
  try {
    write("package.json", `{ "type": "module" }`);
    const host = createNodeHost({ projectDir: folder });
    const flows = cases.map(({ flow, files }, index) => {
      for (const [file, text] of Object.entries(files)) write(`${index}/${file}`, text);
      const source = { path: `${index}/case.flow.yaml`, text: flow };
      const { plan, module, diagnostics, ast, read } = compileFlow(source, host);
      if (plan === undefined || module === undefined) throw new Error(diagnostics.map(({ message }) => message).join());
      write(module.path, module.text);
      return { source, plan, module, diagnostics, ast, read };
    });
    const options = { paths: host.paths, projectDir: folder, runtime: "@flowc/runtime", warmFiles };
    const checked = checkWiring(flows, { ...options, host, planOptions: {} }).map((of) =>
      applyRules(of.diagnostics, rules),
    );
    const found = cases.map(({ name, flow }, index): [string, CheckedCase] => {
      const [diagnostics = [], known] = [checked[index], flows[index]];
      const build = textsOf(known?.diagnostics ?? [], flow);
      const check = textsOf(diagnostics, flow);
      return [name, { build, check, diagnostics, module: known?.module.path ?? "", text: known?.module.text ?? "" }];
    });
    await use(new Map(found), folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function textsOf(diagnostics: readonly Diagnostic[], text: string): string[] {
  return diagnostics.map(({ code, severity, span }) => {
    return `${severity} ${code} ${text.slice(span.start.offset, span.end.offset)}`;
  });
}
