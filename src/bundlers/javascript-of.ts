import remapping, { type EncodedSourceMap } from "@jridgewell/remapping";
import type { EmittedModule } from "../../compiler/emit/emitted-module.js";
import { yamlMap } from "./yaml-map.js";

export interface JavaScriptModule {
  readonly code: string;
  /** Maps to the lines of the flow file. */
  readonly map: EncodedMap;
}

/** A source map in its JSON form. */
export interface EncodedMap {
  version: 3;
  mappings: string;
  names: string[];
  sources: string[];
  sourcesContent: string[];
}

/**
 * Removes the types from a generated module, so that any bundler can read it. Nothing else changes: the module's
 * TypeScript syntax is erasable.
 */
export async function javascriptOf(
  module: EmittedModule,
  source: { readonly path: string; readonly text: string },
): Promise<JavaScriptModule> {
  const { transform } = await import("esbuild");
  const { code, map } = await transform(module.text, {
    loader: "ts",
    target: "esnext",
    charset: "utf8",
    sourcefile: module.path,
    sourcemap: "external",
    sourcesContent: false,
    logLevel: "silent",
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
  });
  const toModule = JSON.parse(map) as EncodedSourceMap;
  const toFlow = remapping([toModule, yamlMap(module, source)], () => null);
  return { code, map: JSON.parse(toFlow.toString()) as EncodedMap };
}
