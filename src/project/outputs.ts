import type { CompileResult } from "../../compiler/compile.js";
import { declarationPathOf, isDeclarationPath, modulePathOf } from "../../compiler/module-path.js";
import { flowFile } from "./flow-file.js";
import type { Settings } from "./load-settings.js";

/** A kind of file that is written for flows. */
export interface Output {
  readonly kind: "module" | "declaration";
  /**
   * Where the file of a flow goes: posix, relative to the project; undefined if the configuration does not ask for it.
   */
  pathOf(flow: string, settings: OutputSettings): string | undefined;
  /** Whether a file could be of this kind, judging by its path. */
  isOurs(path: string): boolean;
  /** Whether bundler plugins write it too, regardless of the configuration. */
  readonly isOfPlugins: boolean;
  emit(compiled: Pick<CompileResult, "module" | "declaration">): OutputFile | undefined;
}

export type OutputSettings = Pick<Settings, "config" | "compileOptions">;

export interface OutputFile {
  readonly path: string;
  readonly text: string;
}

/** All kinds of files that are written for flows, in the order in which they are written and reported. */
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
    // Bundlers cannot import a flow whose name does not match `flowFile`.
    pathOf: (flow, { config: { emit } }) =>
      (emit === "declarations" || emit === "both") && flowFile.test(flow) ? declarationPathOf(flow) : undefined,
    isOurs: isDeclarationPath,
    isOfPlugins: true,
    emit: ({ declaration }) => declaration(),
  },
];

/** The paths of the files to write for a flow: posix, relative to the project. */
export function outputPathsOf(flow: string, settings: OutputSettings): string[] {
  return outputs.flatMap((output) => output.pathOf(flow, settings) ?? []);
}

/** The kind of a file, judging by its path; undefined if flowc does not write such files. */
export function outputAt(path: string): Output | undefined {
  return outputs.find((output) => output.isOurs(path));
}
