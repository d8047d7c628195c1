import { declarationPathOf, modulePathOf } from "../../compiler/module-path.js";
import { flowFile } from "./flow-file.js";
import type { Settings } from "./load-settings.js";

/** Which files a flow gives by a configuration's `emit`. */
export interface Emitted {
  readonly hasModule: boolean;
  readonly hasDeclaration: boolean;
}

/** A flow whose name bundlers do not take cannot be imported, so that it has no declaration. */
export function emittedOf(flow: string, emit: Settings["config"]["emit"]): Emitted {
  return {
    hasModule: emit !== "declarations",
    hasDeclaration: (emit === "declarations" || emit === "both") && flowFile.test(flow),
  };
}

/** The files that are written of a flow: posix, relative to the project. */
export function outputPathsOf(
  flow: string,
  { config, compileOptions }: Pick<Settings, "config" | "compileOptions">,
): string[] {
  const { hasModule, hasDeclaration } = emittedOf(flow, config.emit);
  return [
    ...(hasModule ? [modulePathOf(flow, compileOptions.outDir)] : []),
    ...(hasDeclaration ? [declarationPathOf(flow)] : []),
  ];
}
