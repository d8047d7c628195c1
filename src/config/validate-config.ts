import { redactedKeys } from "../../runtime/trace/index.js";
import { catalogue } from "../../compiler/diagnostics/catalogue.js";
import type { Severity } from "../../compiler/diagnostics/severity.js";
import { closestNames } from "../../compiler/diagnostics/closest-names.js";
import { listOf, suggestion } from "../../compiler/diagnostics/listed-names.js";
import type { FlowcConfig } from "./flowc-config.js";
import { isRuntimePath } from "./runtime-file.js";
import { failure, success, type Outcome } from "../base/usage-error.js";

/** A mistake in a configuration. `path` leads to it from the top. `onKey`: the key itself is wrong, not its value. */
export interface ConfigFault {
  readonly path: readonly (string | number)[];
  readonly onKey: boolean;
  readonly message: string;
  readonly help?: string;
}

type Check = (value: unknown, path: readonly (string | number)[]) => readonly ConfigFault[];

const extensions = ["js", "ts", "none"];
const severities = ["error", "warning", "off"];

const checks: { readonly [K in keyof Required<FlowcConfig>]: Check } = {
  include: checkGlobs,
  exclude: checkGlobs,
  emit: (value, path) => checkWord(value, path, ["modules", "declarations", "both"]),
  outDir: (value, path) => withSlashes(value, path, checkText(value, path)),
  roots: (value, path) => withSlashes(value, path, checkTexts(value, path)),
  env: checkTexts,
  redact: checkPaths,
  runtime: checkRuntime,
  importExtension: (value, path) => checkWord(value, path, extensions),
  format: (value, path) => checkWord(value, path, ["flowc", "project"]),
  rules: (value, path) => {
    if (!isRecord(value)) return [wrongKind(value, path, "a mapping from codes to severities")];
    return checkKeys(value, path, "diagnostic", Object.keys(catalogue)).concat(
      Object.entries(value).flatMap(([code, severity]) => {
        const faults = checkWord(severity, [...path, code], severities);
        return faults.length > 0 ? faults : checkLowered(code, severity, [...path, code]);
      }),
    );
  },
};

/** Finds all mistakes in a configuration: unknown keys and values of the wrong kind (SPEC 11). */
export function findConfigFaults(config: unknown): readonly ConfigFault[] {
  if (!isRecord(config)) return [wrongKind(config, [], "a mapping of settings")];
  const faults = [...checkKeys(config, [], "setting", Object.keys(checks))];
  for (const [key, check] of Object.entries(checks)) {
    if (config[key] !== undefined) faults.push(...check(config[key], [key]));
  }
  return faults;
}

/** Returns the configuration if it has no faults, otherwise an error for each, with its place from `placeOf`. */
export function validateConfig(
  config: unknown,
  placeOf: (fault: ConfigFault) => { file: string; line?: number; column?: number },
): Outcome<FlowcConfig> {
  const faults = findConfigFaults(config);
  if (faults.length === 0) return success(config as FlowcConfig);
  return failure(
    ...faults.map((fault) => ({
      message: fault.message,
      ...(fault.help !== undefined && { help: fault.help }),
      place: placeOf(fault),
    })),
  );
}

function checkKeys(
  value: Record<string, unknown>,
  path: readonly (string | number)[],
  noun: string,
  known: readonly string[],
): ConfigFault[] {
  return Object.keys(value)
    .filter((key) => !known.includes(key))
    .map((key) => ({
      path: [...path, key],
      onKey: true,
      message: `\`${key}\` is no ${noun} of flowc`,
      help:
        suggest(key, known) ??
        `${capital(noun)}s are ${known.length > 12 ? "listed by `flowc explain`" : listOf(known)}.`,
    }));
}

/** Flows with an error get no module, so a build that does not report the error would fail silently. */
function checkLowered(code: string, severity: unknown, path: readonly (string | number)[]): ConfigFault[] {
  const known: Readonly<Record<string, { readonly severity: Severity }>> = catalogue;
  if (!Object.hasOwn(known, code) || known[code]?.severity !== "error" || severity === "error") return [];
  return [
    {
      path,
      onKey: false,
      message: `\`rules\` cannot lower \`${code}\`: behind this error there is no module`,
      help: "Only the codes of warnings can be lowered or switched off; every code can be raised.",
    },
  ];
}

/** Paths of values, such as `$ctx.customer.mail` or `**.password`. */
function checkPaths(value: unknown, path: readonly (string | number)[]): readonly ConfigFault[] {
  const faults = checkTexts(value, path);
  if (faults.length > 0 || !Array.isArray(value)) return faults;
  return value.flatMap((item: unknown, index) => {
    if (typeof item !== "string" || redactedKeys(item) !== undefined) return [];
    const message = `\`${spell([...path, index])}\` is not a path of a value`;
    return [
      { path: [...path, index], onKey: false, message, help: "Write it as `$ctx.customer.mail` or `**.password`." },
    ];
  });
}

/** In a glob, a backslash escapes the next character: it never separates folders. */
function checkGlobs(value: unknown, path: readonly (string | number)[]): readonly ConfigFault[] {
  const faults = checkTexts(value, path);
  if (faults.length > 0 || !Array.isArray(value)) return faults;
  return value.flatMap((glob: unknown, index) => {
    if (typeof glob !== "string" || !/\\[\w.*]/u.test(glob)) return [];
    const help = `Write \`${glob.replaceAll("\\", "/")}\`.`;
    const message = `\`${spell([...path, index])}\` separates folders with \`\\\`; globs take \`/\` on every system`;
    return [{ path: [...path, index], onKey: false, message, help }];
  });
}

function checkText(value: unknown, path: readonly (string | number)[]): ConfigFault[] {
  return typeof value === "string" && value.trim() !== "" ? [] : [wrongKind(value, path, "a text that is not empty")];
}

/** Rejects backslashes in paths: they separate folders on Windows, but are part of a name elsewhere. */
function withSlashes(
  value: unknown,
  path: readonly (string | number)[],
  faults: readonly ConfigFault[],
): readonly ConfigFault[] {
  if (faults.length > 0) return faults;
  if (Array.isArray(value)) return value.flatMap((item: unknown, index) => withSlashes(item, [...path, index], []));
  if (typeof value !== "string" || !value.includes("\\")) return [];
  const message = `\`${spell(path)}\` separates folders with \`\\\`; paths here take \`/\` on every system`;
  return [{ path, onKey: false, message, help: `Write \`${value.replaceAll("\\", "/")}\`.` }];
}

/** Allows `inline`, a package, or a path. flowc writes the file at that path, so its name must mark it as generated. */
function checkRuntime(value: unknown, path: readonly (string | number)[]): ConfigFault[] {
  const faults = checkText(value, path);
  if (faults.length > 0 || typeof value !== "string" || !/^(?:[./\\]|[A-Za-z]:)/u.test(value)) return faults;
  if (isRuntimePath(value) && value.endsWith(".flow.ts") && !value.includes("\\")) return [];
  const message = "`runtime` is a path that is not relative, or does not end with `.flow.ts`";
  return [{ path, onKey: false, message, help: "Write it as `./src/flowc-runtime.flow.ts`." }];
}

function checkTexts(value: unknown, path: readonly (string | number)[]): ConfigFault[] {
  if (!Array.isArray(value)) {
    const help = typeof value === "string" ? { help: `Write \`[${JSON.stringify(value)}]\`.` } : {};
    return [{ ...wrongKind(value, path, "a list of texts"), ...help }];
  }
  return value.flatMap((item: unknown, index) => checkText(item, [...path, index]));
}

function checkWord(value: unknown, path: readonly (string | number)[], words: readonly string[]): ConfigFault[] {
  if (typeof value === "string" && words.includes(value)) return [];
  const fault = wrongKind(value, path, `one of ${listOf(words)}`);
  const help = typeof value === "string" ? suggest(value, words) : undefined;
  return [help === undefined ? fault : { ...fault, help }];
}

function wrongKind(value: unknown, path: readonly (string | number)[], expected: string): ConfigFault {
  const subject = path.length === 0 ? "the configuration" : `\`${spell(path)}\``;
  return { path, onKey: false, message: `${subject} must be ${expected}, not ${describe(value)}` };
}

function spell(path: readonly (string | number)[]): string {
  return path.map((key, index) => (typeof key === "number" ? `[${key}]` : index > 0 ? `.${key}` : key)).join("");
}

function describe(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "string") return value === "" ? "an empty text" : `\`${value}\``;
  if (typeof value === "number" || typeof value === "boolean") return `\`${value}\``;
  if (typeof value === "undefined") return "nothing";
  return typeof value === "object" ? "a mapping" : `a ${typeof value}`;
}

function suggest(name: string, known: readonly string[]): string | undefined {
  return suggestion(closestNames(name, known));
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
