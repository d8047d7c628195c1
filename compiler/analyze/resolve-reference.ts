import { renameFix } from "../diagnostics/rename-fix.js";
import { closestNames } from "../diagnostics/closest-names.js";
import type { Advice, Fix } from "../diagnostics/diagnostic.js";
import type { Report } from "../diagnostics/report.js";
import type { CompilerHost, ModuleExports } from "../host.js";
import { importSpecifier } from "../emit/names/import-specifier.js";
import { signIn } from "./flow-path.js";
import type { ReferenceAst } from "../parse/flow-ast.js";
import type { ModulePlan, TypeReferencePlan } from "../plan.js";

export interface ResolvedReference {
  readonly module: ModulePlan;
  readonly exportName: string;
  /** What the module exports, if that can be read. */
  readonly exports: ModuleExports | undefined;
}

export interface ResolveContext {
  readonly host: CompilerHost;
  /** The flow file. */
  readonly file: string;
  /** The module that is generated from it. */
  readonly module: string;
  /** Folders where dotted references are looked up, after the flow file's own. */
  readonly roots: readonly string[];
  readonly report: Report;
}

type What = "callable" | "class" | "flow" | "type";

/** The same context, in which nothing is looked up twice: the callables of a flow often are in one module. */
export function lookingUpOnce(context: ResolveContext): ResolveContext {
  const { host } = context;
  const modules = new Map<string, ReturnType<CompilerHost["resolveModule"]>>();
  const exports = new Map<string, ModuleExports>();
  return {
    ...context,
    host: {
      resolveModule: (specifier, from) =>
        kept(modules, `${from}\0${specifier}`, () => host.resolveModule(specifier, from)),
      exportsOf: (path) => kept(exports, path, () => host.exportsOf(path)),
      modulesNear: (specifier, from) => host.modulesNear(specifier, from),
      flowAt: (name, from) => host.flowAt(name, from),
      importExtension: (path) => host.importExtension(path),
    },
  };
}

function kept<T>(known: Map<string, T>, key: string, find: () => T): T {
  const found = known.get(key) ?? find();
  known.set(key, found);
  return found;
}

/** Finds the export that a reference names (SPEC 1). If there is none, reports why and returns undefined. */
export function resolveReference(
  reference: ReferenceAst,
  what: What,
  context: ResolveContext,
): ResolvedReference | undefined {
  const { text } = reference;
  const parts = splitReference(text);
  if (parts === undefined || loneSurrogate.test(parts.exportName)) {
    const span = parts === undefined ? reference.span : reference.spanOf(parts.nameStart, text.length);
    context.report.add({ code: "callable/not-a-reference", params: { text, what }, span });
    return undefined;
  }
  const found = findModule(parts, reference, context);
  if (found === undefined) return undefined;
  if (found.isOnlyTypes === true && what !== "type") {
    const params = { module: parts.module, name: parts.exportName, isFlow: what === "flow" };
    context.report.add({ code: "callable/only-a-type", params, span: reference.span });
    return undefined;
  }
  if (reportSign(found.module, reference, context)) return undefined;
  const resolved = { module: found.module, exportName: parts.exportName };
  if (found.sourcePath === undefined) {
    // The types of a module are not among its values.
    const exports = found.values && what !== "type" ? ofValues(found.values) : undefined;
    const isThere = exports === undefined || checkExport({ parts, reference, exports, what, context });
    return isThere ? { ...resolved, exports: undefined } : undefined;
  }
  const exports = context.host.exportsOf(found.sourcePath);
  return checkExport({ parts, reference, exports, what, context }) ? { ...resolved, exports } : undefined;
}

/** Reports a module that the generated one cannot import under its name. Returns whether it has. */
export function reportSign(
  module: ModulePlan,
  { span }: ReferenceAst,
  { module: own, report }: ResolveContext,
): boolean {
  if (module.kind === "bare") return false;
  const specifier = importSpecifier(module, own, "ts");
  const sign = signIn(specifier);
  if (sign !== undefined) report.add({ code: "callable/sign-in-path", params: { specifier, sign }, span });
  return sign !== undefined;
}

function ofValues(values: readonly string[]): ModuleExports {
  return { values, types: [], variables: [], routingClasses: [], isOpen: false, syntaxError: undefined };
}

/** The parts of a reference, with offsets in its text. */
interface ReferenceParts {
  readonly kind: "specifier" | "dotted";
  readonly module: string;
  readonly exportName: string;
  readonly nameStart: number;
}

/** JavaScript cannot import a name with an unpaired surrogate. */
const loneSurrogate = /\p{Surrogate}/u;

/** Splits `./ops.ts#extract`, `./ops.ts` (its default export) or `examples.ops.extract`. */
function splitReference(text: string): ReferenceParts | undefined {
  const hash = text.indexOf("#", 1);
  if (hash > 0) {
    const exportName = text.slice(hash + 1);
    const module = text.slice(0, hash);
    return exportName === "" ? undefined : { kind: "specifier", module, exportName, nameStart: hash + 1 };
  }
  if (/^[./@]|[/:]/u.test(text)) {
    return /^[./]+$/u.test(text) ? undefined : { kind: "specifier", module: text, exportName: "default", nameStart: 0 };
  }
  const dot = text.lastIndexOf(".");
  const names = text.split(".");
  if (dot < 0 || names.some((name) => name === "" || /\s/u.test(name))) return undefined;
  const module = names.slice(0, -1).join("/");
  return { kind: "dotted", module, exportName: text.slice(dot + 1), nameStart: dot + 1 };
}

interface FoundModule {
  readonly module: ModulePlan;
  readonly sourcePath: string | undefined;
  readonly isOnlyTypes?: boolean | undefined;
  readonly values?: readonly string[] | undefined;
}

function findModule(parts: ReferenceParts, reference: ReferenceAst, context: ResolveContext): FoundModule | undefined {
  const { host, file } = context;
  if (parts.kind === "dotted") return findDotted(parts, reference, context);
  const resolved = host.resolveModule(parts.module, file);
  if (resolved.kind === "missing") {
    reportMissing(parts, reference, { ...context, tried: [], offered: resolved.offered });
    return undefined;
  }
  const sourcePath = resolved.kind === "source" ? resolved.path : undefined;
  const isRelative = /^\.{0,2}\//u.test(parts.module);
  if (isRelative && sourcePath !== undefined) return { module: { kind: "file", path: sourcePath }, sourcePath };
  const { isOnlyTypes, values } = resolved.kind === "opaque" ? resolved : {};
  return { module: { kind: "bare", specifier: parts.module }, sourcePath, isOnlyTypes, values };
}

/** Finds the module of `examples.ops.extract`: looks up its path in the flow file's folder, then in each root. */
function findDotted(parts: ReferenceParts, reference: ReferenceAst, context: ResolveContext): FoundModule | undefined {
  const { host, file, roots } = context;
  const folder = file.includes("/") ? file.slice(0, file.lastIndexOf("/")) : ".";
  const folders = [...new Set([folder, ...roots.map((root) => root.replace(/\/+$/u, "") || "/")])];
  const tried: string[] = [];
  for (const from of folders) {
    const resolved = host.resolveModule(`./${parts.module}`, `${from}/flow.yaml`);
    if (resolved.kind === "source") {
      return { module: { kind: "file", path: resolved.path }, sourcePath: resolved.path };
    }
    tried.push(`${from === "." ? "" : `${from}/`}${parts.module}.ts`);
  }
  reportMissing(parts, reference, { ...context, tried });
  return undefined;
}

interface MissingContext extends ResolveContext {
  readonly tried: readonly string[];
  /** What the package exports instead, if it is installed. */
  readonly offered?: readonly string[] | undefined;
}

function reportMissing(
  parts: ReferenceParts,
  reference: ReferenceAst,
  { host, file, report, tried, offered }: MissingContext,
): void {
  const specifier = parts.kind === "dotted" ? parts.module.replaceAll("/", ".") : parts.module;
  const near = host.modulesNear(parts.kind === "dotted" ? `./${parts.module}` : specifier, file);
  const relative = near.map((path) => importSpecifier({ kind: "file", path }, file, "ts"));
  const candidates = offered ?? (parts.kind === "dotted" ? relative.map(dotted) : relative);
  const params = { specifier, tried, offered, closest: closestNames(specifier, candidates) };
  const end = parts.nameStart > 0 ? parts.nameStart - 1 : reference.text.length;
  const hash = missingHash(reference, parts);
  report.add({ code: "callable/missing-module", params, span: reference.spanOf(0, end), ...hash });
}

/** Corrects a reference that has another character in place of the `#`, such as `./ops.ts:name`. */
function missingHash(
  { text, spanOf }: ReferenceAst,
  { nameStart, kind }: ReferenceParts,
): { readonly fix: Fix; readonly advice: Advice } | undefined {
  if (kind === "specifier" && nameStart > 0) return undefined;
  const match = /^(?<module>.*\.[cm]?[jt]sx?)(?<sign>::?|[.@!?/]|->|\s+)(?<name>[\p{L}_$][\p{L}\p{N}_$]*)$/u.exec(text);
  const { module = "", sign = "", name = "" } = match?.groups ?? {};
  if (match === null) return undefined;
  const span = spanOf(module.length, module.length + sign.length);
  const written = `\`${module}#${name}\``;
  const trial = { help: `write ${written}`, edits: [{ kind: "replace" as const, span, text: "#" }] };
  return { fix: { title: `Write ${written}`, edits: [{ span, text: "#" }] }, advice: { trials: [trial] } };
}

/** Spells a module's path as in a dotted reference. */
function dotted(path: string): string {
  return path
    .replace(/^\.\//u, "")
    .replace(/\.[cm]?[jt]sx?$/u, "")
    .replaceAll("/", ".");
}

interface ExportCheck {
  readonly parts: ReferenceParts;
  readonly reference: ReferenceAst;
  readonly exports: ModuleExports;
  readonly what: What;
  readonly context: ResolveContext;
}

function checkExport({ parts, reference, exports, what, context: { report } }: ExportCheck): boolean {
  const { module, exportName: name } = parts;
  const span = parts.nameStart > 0 ? reference.spanOf(parts.nameStart, reference.text.length) : reference.span;
  if (exports.syntaxError !== undefined) {
    const params = { module, detail: exports.syntaxError };
    report.add({ code: "callable/module-syntax", params, span: reference.span });
    return false;
  }
  if (exports.values.includes(name) || exports.isOpen) return true;
  const isType = exports.types.includes(name);
  if (isType && what === "type") return true;
  if (isType) report.add({ code: "callable/only-a-type", params: { module, name, isFlow: what === "flow" }, span });
  else {
    const known = what === "type" ? [...exports.types, ...exports.values] : exports.values;
    const closest = closestNames(name, known);
    const params = { module, name, exports: known, closest };
    report.add({ code: "callable/missing-export", params, span, ...renameFix(name, closest, span) });
  }
  return false;
}

/** Resolves the type or schema in `input` or `context` of a flow, or in `result` of a node (SPEC 1). */
export function resolveTypeReference(
  reference: ReferenceAst | undefined,
  context: ResolveContext,
): TypeReferencePlan | undefined {
  if (reference === undefined) return undefined;
  const resolved = resolveReference(reference, "type", context);
  if (resolved === undefined) return undefined;
  const { module, exportName, exports } = resolved;
  const isSchema = exports?.variables.includes(exportName) === true;
  return { kind: isSchema ? "schema" : "type", module, exportName, span: reference.span };
}
