import { statSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { readConfigSource, type ConfigSource } from "./config-source.js";
import { lineColumnOf } from "../base/json-file.js";
import type { ValidConfig } from "./valid-config.js";
import { failure, success, type Outcome, type UsagePlace } from "../base/usage-error.js";
import { validateConfig } from "./validate-config.js";

/**
 * Loads a configuration of TypeScript or JavaScript. One that holds literals only is read from its text, which takes no
 * loader of TypeScript; another one is run, TypeScript through jiti.
 *
 * @param text what the file holds
 * @param name how messages name it
 */
export async function loadConfigModule(file: string, text: string, name: string): Promise<Outcome<ValidConfig>> {
  const place = { file: name };
  const source = readConfigSource(file, text);
  if (source.syntaxError !== undefined) {
    const { message, offset } = source.syntaxError;
    return failure({
      message: `the configuration cannot be loaded: ${message}`,
      place: { ...place, ...lineColumnOf(text, offset) },
    });
  }
  const loaded = source.literal === undefined ? await runModule(file, place) : success(source.literal.value);
  if (!loaded.ok) return loaded;
  const config = validateConfig(loaded.value, ({ path, onKey }) => placeIn({ source, text, place }, path, onKey));
  return config.ok ? success({ config: config.value, isLiteral: source.literal !== undefined }) : config;
}

interface ReadModule {
  readonly source: ConfigSource;
  readonly text: string;
  readonly place: UsagePlace;
}

function placeIn({ source, text, place }: ReadModule, path: readonly (string | number)[], onKey: boolean): UsagePlace {
  const offset = source.offsetOf(path, onKey);
  return offset === undefined ? place : { ...place, ...lineColumnOf(text, offset) };
}

/** The default export of a module that is run. */
async function runModule(file: string, place: UsagePlace): Promise<Outcome<unknown>> {
  let module: unknown;
  try {
    module = /\.[cm]?ts$/u.test(file) ? await importTypeScript(file) : await importJavaScript(file);
  } catch (error) {
    const message = (error instanceof Error ? error.message : String(error)).trim();
    return failure({
      message: `the configuration cannot be loaded: ${message}`,
      place: { ...place, ...thrownAt(error, file) },
    });
  }
  if (typeof module === "object" && module !== null && "default" in module) return success(module.default);
  // `export = …`, as jiti gives it.
  if (file.endsWith(".cts")) return success(module);
  return failure({
    message: "the configuration has no default export",
    help: "Write `export default defineConfig({ … })`.",
    place,
  });
}

/** Never from a cache in memory: a watcher loads a changed file again. */
async function importTypeScript(file: string): Promise<unknown> {
  const { createJiti } = await import("jiti");
  return createJiti(file, { moduleCache: false, interopDefault: false }).import(file);
}

async function importJavaScript(file: string): Promise<unknown> {
  // What Node takes for CommonJS is kept under its name, regardless of what its URL says.
  Reflect.deleteProperty(createRequire(file).cache, file);
  const url = pathToFileURL(file);
  url.searchParams.set("changed", String(statSync(file).mtimeMs));
  return import(url.href);
}

/** Where in the file an error was thrown, according to its stack. In compiled TypeScript only the lines are right. */
function thrownAt(error: unknown, file: string): { line: number; column?: number } | undefined {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  for (const name of [file, pathToFileURL(file).href]) {
    const from = stack.indexOf(name);
    const found = from < 0 ? null : /^(?:\?[^:\s]*)?:(\d+):(\d+)/u.exec(stack.slice(from + name.length));
    if (found === null) continue;
    const line = Number(found[1]);
    return /\.[cm]?ts$/u.test(file) ? { line } : { line, column: Number(found[2]) };
  }
  return undefined;
}
