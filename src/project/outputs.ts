import type { CompileResult } from "../../compiler/compile.js";
import { declarationPathOf, isDeclarationPath, modulePathOf } from "../../compiler/module-path.js";
import { flowFile } from "./flow-file.js";
import type { Settings } from "./load-settings.js";

/** A kind of file that is written of a flow. */
export interface Output {
  readonly kind: "module" | "declaration";
  /** Where it goes: posix, relative to the project; undefined where the configuration asks for none of this flow. */
  pathOf(flow: string, settings: OutputSettings): string | undefined;
  /** Whether a file could be one of this kind, by its path. */
  isOurs(path: string): boolean;
  /** Whether bundlers' plugins write it too, regardless of what the configuration says. */
  readonly isOfPlugins: boolean;
  emit(compiled: Pick<CompileResult, "module" | "declaration">): OutputFile | undefined;
}

export type OutputSettings = Pick<Settings, "config" | "compileOptions">;

export interface OutputFile {
  readonly path: string;
  readonly text: string;
}

/** Everything that is written for flows, in the order in which it is written and reported. */
export const outputs: readonly Output[] = [
  {
    kind: "module",
    pathOf: (flow, { config, compileOptions }) =>
      config.emit === "declarations" ? undefined : modulePathOf(flow, compileOptions.outDir),
    isOurs: (path) => path.endsWith(".flow.ts"),
    isOfPlugins: false,
    emit: ({ module }) => module,
  },
  {
    kind: "declaration",
    // A flow whose name bundlers do not take cannot be imported.
    pathOf: (flow, { config: { emit } }) =>
      (emit === "declarations" || emit === "both") && flowFile.test(flow) ? declarationPathOf(flow) : undefined,
    isOurs: isDeclarationPath,
    isOfPlugins: true,
    emit: ({ declaration }) => declaration(),
  },
];

/** The files that are written of a flow: posix, relative to the project. */
export function outputPathsOf(flow: string, settings: OutputSettings): string[] {
  return outputs.flatMap((output) => output.pathOf(flow, settings) ?? []);
}

/** The kind that a file is of by its path; undefined where it is none of ours. */
export function outputAt(path: string): Output | undefined {
  return outputs.find((output) => output.isOurs(path));
}
