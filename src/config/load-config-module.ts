import { statSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { readConfigSource, type ConfigSource } from "./config-source.js";
import { lineColumnOf } from "../base/json-file.js";
import type { ValidConfig } from "./valid-config.js";
import { failure, success, type Outcome, type UsagePlace } from "../base/usage-error.js";
import { validateConfig } from "./validate-config.js";

/**
 * Loads a TypeScript or JavaScript configuration. One that contains only literals is read from its text, which needs no
 * TypeScript loader. Others are run, TypeScript through jiti.
 *
 * @param text the file's content
 * @param name the file's name in messages
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

/** Runs a module and returns its default export. */
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
  // `export = …`, as jiti returns it.
  if (file.endsWith(".cts")) return success(module);
  return failure({
    message: "the configuration has no default export",
    help: "Write `export default defineConfig({ … })`.",
    place,
  });
}

/** Bypasses the module cache, so that a watcher sees a changed file. */
async function importTypeScript(file: string): Promise<unknown> {
  const { createJiti } = await import("jiti");
  return createJiti(file, { moduleCache: false, interopDefault: false }).import(file);
}

async function importJavaScript(file: string): Promise<unknown> {
  // Node caches CommonJS modules by file name, ignoring the query of the URL.
  Reflect.deleteProperty(createRequire(file).cache, file);
  const url = pathToFileURL(file);
  url.searchParams.set("changed", String(statSync(file).mtimeMs));
  return import(url.href);
}

/**
 * Where in the file an error was thrown, according to its stack. For compiled TypeScript only the line is right. A frame ends with
 * `file:line:column`: https://v8.dev/docs/stack-trace-api. The call sites of that API are gone once a loader has read the stack.
 */
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
