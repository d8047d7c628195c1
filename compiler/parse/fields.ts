import { renameFix } from "../diagnostics/rename-fix.js";
import { closestKeys } from "../diagnostics/closest-names.js";
import type { Fix } from "../diagnostics/diagnostic.js";
import type { Report } from "../diagnostics/report.js";
import type { DocumentNode, MappingEntry, MappingNode, ScalarNode } from "../load/document.js";
import { homeOf } from "../diagnostics/misplaced-key.js";
import { insteadOf } from "../diagnostics/foreign-keys.js";
import { yamlText } from "../diagnostics/yaml-text.js";
import type { Located } from "./flow-ast.js";

/** The entries of a mapping, by key. Values that are absent or null read as undefined. */
export interface Fields {
  readonly entries: ReadonlyMap<string, MappingEntry>;
  /** Keys that are not known. They have been reported. */
  readonly unknown: readonly Located<string>[];
  value(key: string): DocumentNode | undefined;
  /** A string. A value of another kind is reported and reads as undefined. */
  string(key: string): ScalarNode | undefined;
  text(key: string): Located<string> | undefined;
  /** The id of a node. A number spelled like an id counts as that id, and is reported with a fix that quotes it. */
  id(key: string, ids: ReadonlySet<string>): Located<string> | undefined;
  boolean(key: string): boolean;
}

export interface FieldsOptions {
  readonly report: Report;
  /** What the mapping is, in words, such as "a node". */
  readonly where: string;
  readonly keys: readonly string[];
  /** The mapping around this one: the key that this one is the value of, and the keys known there. */
  readonly outer?: OuterMapping;
}

export interface OuterMapping {
  readonly key: string;
  readonly keys: readonly string[];
}

/** What is needed to parse a value that names a node. */
export interface IdContext {
  readonly report: Report;
  readonly nodeIds: ReadonlySet<string>;
}

/** Reads a mapping of known keys. Reports all other keys. */
export function readFields(mapping: MappingNode, { report, where, keys, outer }: FieldsOptions): Fields {
  const entries = new Map<string, MappingEntry>();
  const unknown: Located<string>[] = [];
  /** The keys that are there, or that a fix makes: two fixes must not make the same one. */
  const present = new Set(mapping.entries.map(({ key }) => keyText(key)));
  for (const item of mapping.entries) {
    const key = keyText(item.key);
    if (keys.includes(key)) entries.set(key, item);
    else {
      const { span } = item.key;
      unknown.push({ value: key, span });
      const closest = closestKeys(key, keys).filter((name) => !present.has(name));
      const beside = outer?.keys.includes(key) === true ? outer.key : undefined;
      const params = { key, where, known: keys, closest, beside };
      const isElsewhere = [beside, homeOf(key, keys), insteadOf(key, keys)].some((found) => found !== undefined);
      const fix = isElsewhere ? {} : renameFix(key, closest, span);
      if ("fix" in fix && closest[0] !== undefined) present.add(closest[0]);
      report.add({ code: "flow/unknown-key", params, span, ...fix });
    }
  }
  const value = (key: string): DocumentNode | undefined => {
    const found = entries.get(key)?.value;
    return found !== undefined && isNull(found) ? undefined : found;
  };
  const string = (key: string): ScalarNode | undefined => {
    const found = value(key);
    const [only, ...more] = found?.kind === "sequence" ? found.items : [];
    if (found === undefined || only?.kind !== "scalar" || typeof only.value !== "string" || more.length > 0)
      return expectString(found, `\`${key}\``, report);
    const text = yamlText(only.value);
    const fix = { title: "Take it out of the list", edits: [{ span: found.span, text }] };
    const correction = { write: `${key}: ${text}`, fix };
    wrongKind(found, { what: `\`${key}\``, expected: "text", report, correction });
    return undefined;
  };
  const text = (key: string): Located<string> | undefined => {
    const scalar = string(key);
    return scalar === undefined ? undefined : { value: String(scalar.value), span: scalar.span };
  };
  return {
    entries,
    unknown,
    value,
    string,
    text,
    id: (key, ids) => {
      const found = value(key);
      const spelling = found?.kind === "scalar" ? found.spelling : undefined;
      if (found === undefined || spelling === undefined || !ids.has(spelling)) return text(key);
      reportUnquoted(found, { key, spelling, report });
      return { value: spelling, span: found.span };
    },
    boolean: (key) => {
      const found = value(key);
      if (found === undefined) return false;
      if (found.kind === "scalar" && typeof found.value === "boolean") return found.value;
      wrongKind(found, { what: `\`${key}\``, expected: "true or false", report });
      return false;
    },
  };
}

function reportUnquoted(
  found: DocumentNode,
  { key, spelling, report }: { key: string; spelling: string; report: Report },
): void {
  const text = JSON.stringify(spelling);
  const fix = { title: "Put it in quotes", edits: [{ span: found.span, text }] };
  wrongKind(found, { what: `\`${key}\``, expected: "text", report, correction: { write: `${key}: ${text}`, fix } });
}

export function keyText(key: ScalarNode): string {
  return String(key.value);
}

export function isNull(node: DocumentNode): boolean {
  return node.kind === "scalar" && node.value === null && node.host === undefined;
}

/** Returns the scalar if it is a string. Anything else is reported and gives undefined. */
export function expectString(node: DocumentNode | undefined, what: string, report: Report): ScalarNode | undefined {
  if (node === undefined) return undefined;
  if (node.kind === "scalar" && typeof node.value === "string" && node.host === undefined) return node;
  wrongKind(node, { what, expected: "text", report });
  return undefined;
}

/** Returns the node if it is a mapping. Anything else is reported and gives undefined. */
export function expectMapping(node: DocumentNode | undefined, what: string, report: Report): MappingNode | undefined {
  if (node === undefined || node.kind === "mapping") return node;
  wrongKind(node, { what, expected: "a mapping", report });
  return undefined;
}

/** What to write instead of a value of the wrong kind. */
export interface Correction {
  readonly write: string;
  readonly fix?: Fix;
}

export interface WrongKind {
  readonly what: string;
  readonly expected: string;
  /** What was found, if the kind of the value does not say enough. */
  readonly found?: string;
  readonly report: Report;
  readonly correction?: Correction | undefined;
}

export function wrongKind(node: DocumentNode, { what, expected, found, report, correction }: WrongKind): void {
  const params = { what, expected, found: found ?? describeKind(node), write: correction?.write };
  const fix = correction?.fix;
  report.add({ code: "flow/wrong-kind", params, span: node.span, ...(fix && { fix }) });
}

/** Describes a value in words: "a list", "the number 3". */
export function describeKind(node: DocumentNode): string {
  if (node.kind === "mapping") return "a mapping";
  if (node.kind === "sequence") return node.items.length === 0 ? "an empty list" : "a list";
  if (node.host !== undefined) return "a function";
  if (node.value === null) return "nothing";
  if (typeof node.value === "string") return node.value.length > 40 ? "text" : `the text ${JSON.stringify(node.value)}`;
  const spelled = node.spelling ?? String(node.value);
  return typeof node.value === "number" ? `the number ${spelled}` : spelled;
}
