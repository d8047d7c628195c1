import path from "node:path";
import type { UnpluginBuildContext, UnpluginContext, UnpluginContextMeta, UnpluginOptions } from "unplugin";
import type { CompiledImport, DeclarationFile } from "./compile-import.js";
import { flowModule, flowOf } from "../project/flow-file.js";
import { createFlowImports, type FlowImports } from "./flow-imports.js";
import { javascriptOf, type EncodedMap } from "./javascript-of.js";
import { messagesOf, problemMessage } from "./messages.js";
import type { FlowcPluginOptions } from "./plugin-options.js";
import { reporterFor } from "./reporter-for.js";
import { watchMissed } from "./watch-missed.js";
import { isGenerated } from "../../compiler/emit/generated-mark.js";
import { writeModules } from "../build/write/write-modules.js";

/** Parts of a plugin that its bundler's own hooks need. */
export interface PluginCore {
  readonly plugin: Pick<UnpluginOptions, "name" | "enforce" | "buildStart" | "watchChange" | "load">;
  /** What a place in which modules run has imported: the environments of Vite are several, other bundlers have one. */
  importsOf(place: Place): FlowImports;
  /** The bundler's root, absolute, once it is known; an option of the user's goes before it. */
  useRoot(root: string): void;
}

/** Where a hook is called: Vite says for which of its environments. */
type Place = { readonly environment?: { readonly name: string } | undefined } | object;

/** What all bundlers share: flows are compiled where they are imported, in memory, and what they import is found. */
export function createPluginCore(options: FlowcPluginOptions, framework: UnpluginContextMeta["framework"]): PluginCore {
  let bundlerRoot = process.cwd();
  const flowImports = new Map<string, FlowImports>();
  const importsOf = (place: Place): FlowImports => {
    const name = environmentOf(place);
    const root = path.resolve(bundlerRoot, options.root ?? ".");
    const imports = flowImports.get(name) ?? createFlowImports({ root, config: options.config });
    flowImports.set(name, imports);
    return imports;
  };
  const report = reporterFor(framework);
  return {
    importsOf,
    useRoot: (root) => {
      bundlerRoot = root;
    },
    plugin: {
      name: "flowc",
      // Before plugins that take JSON or YAML for data.
      enforce: "pre",
      buildStart: () => {
        for (const imports of flowImports.values()) imports.forget();
      },
      watchChange: (id) => {
        for (const imports of flowImports.values()) imports.forget(path.normalize(id));
      },
      load: {
        filter: { id: flowModule },
        async handler(id) {
          // webpack asks for a file by its name alone, and hands over the query too: that is for others.
          if (!flowModule.test(id)) return undefined;
          const file = path.normalize(flowOf(id));
          const compiled = await importsOf(this).load(file);
          if (options.declarations !== false) await writeDeclaration(compiled, file, { context: this, report });
          return toCode(file, compiled, { context: this, report });
        },
      },
    },
  };
}

function environmentOf(place: Place): string {
  return ("environment" in place ? place.environment?.name : undefined) ?? "";
}

/** A declaration that cannot be written keeps no flow from running. */
async function writeDeclaration(compiled: CompiledImport, file: string, { context, report }: Loading): Promise<void> {
  const declaration = await compiled.declaration();
  if (declaration === undefined) return;
  const written = declaration.ok ? writeFile(declaration.value, file) : declaration;
  if (!written.ok) report.warn(written.errors.map(problemMessage), file, context);
}

function writeFile({ path: name, text, projectDir }: DeclarationFile, flow: string): ReturnType<typeof writeModules> {
  return writeModules([{ path: name, text, source: path.basename(flow) }], { projectDir, isGenerated });
}

interface Loading {
  readonly context: UnpluginBuildContext & UnpluginContext;
  readonly report: ReturnType<typeof reporterFor>;
}

async function toCode(
  file: string,
  compiled: CompiledImport,
  { context, report }: Loading,
): Promise<{ code: string; map?: EncodedMap }> {
  for (const dependency of [file, ...compiled.read]) context.addWatchFile(dependency);
  const { errors, warnings } = messagesOf(compiled, file);
  report.warn(warnings, file, context);
  const { module, source } = compiled;
  if (module === undefined || source === undefined) {
    watchMissed(compiled.missed, context);
    report.fail(errors, file, context);
    // Some bundlers collect errors and go on: what they then make must not look like a flow.
    const [first] = errors;
    return {
      code: `throw new Error(${JSON.stringify(`${path.basename(file)}: ${first?.message ?? "not compiled"}`)});`,
    };
  }
  return javascriptOf(module, source);
}
