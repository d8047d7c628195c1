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

/** The parts of a plugin that the bundler's own hooks need. */
export interface PluginCore {
  readonly plugin: Pick<UnpluginOptions, "name" | "enforce" | "buildStart" | "watchChange" | "load">;
  /** The flows imported in one environment. Vite has several environments, other bundlers have one. */
  importsOf(place: Place): FlowImports;
  /** Sets the bundler's root, an absolute path, once it is known. The user's `root` option is resolved against it. */
  useRoot(root: string): void;
}

/** The context of a hook. Vite's contains the environment. */
type Place = { readonly environment?: { readonly name: string } | undefined } | object;

/** Creates what the plugins of all bundlers share: flows are compiled in memory when they are imported. */
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
      // Runs before plugins that treat JSON or YAML as data.
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
          // webpack applies the filter to the path alone, but also passes the query: such imports are for other
          // loaders.
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

/** Writes the declaration. A failure is only a warning, since the flow runs without it. */
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
    // Some bundlers collect errors and go on, so the code throws instead of looking like a flow.
    const [first] = errors;
    return {
      code: `throw new Error(${JSON.stringify(`${path.basename(file)}: ${first?.message ?? "not compiled"}`)});`,
    };
  }
  return javascriptOf(module, source);
}
