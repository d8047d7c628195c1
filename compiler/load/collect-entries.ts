import { quoteSource } from "../diagnostics/quote-source.js";
import type { Advice } from "../diagnostics/diagnostic.js";
import type { Report } from "../diagnostics/report.js";
import type { Span } from "../diagnostics/span.js";
import type { DocumentNode, MappingEntry } from "./document.js";

export interface WrittenEntry extends MappingEntry {
  /** Whether the key is an unquoted `<<`. */
  readonly isMerge: boolean;
  /** The span of the value as written here. For an alias, that of the alias. */
  readonly valueSpan: Span;
  /** The text of the value as written here. */
  readonly valueText: string;
}

/**
 * Returns the entries of a mapping, with each merge key (`<<`, YAML 1.1) replaced by the entries that it merges. The
 * mapping's own keys win, then the earlier of several merged mappings. Reports duplicate keys and merged values that
 * are not mappings.
 *
 * @param isFaulty whether an error in a value has already been reported
 */
export function collectEntries(
  written: readonly WrittenEntry[],
  report: Report,
  isFaulty: (node: DocumentNode) => boolean,
): MappingEntry[] {
  const own = uniqueEntries(written, report);
  if (!own.some(({ isMerge }) => isMerge)) return own.map(({ key, value }) => ({ key, value }));
  const keys = new Set(own.filter(({ isMerge }) => !isMerge).map(({ key }) => key.value));
  return own.flatMap((entry) => {
    if (!entry.isMerge) return [{ key: entry.key, value: entry.value }];
    return mergedEntries(entry, report, isFaulty).filter(({ key }) => {
      const isNew = !keys.has(key.value);
      keys.add(key.value);
      return isNew;
    });
  });
}

function uniqueEntries(written: readonly WrittenEntry[], report: Report): WrittenEntry[] {
  const seen = new Map<unknown, WrittenEntry>();
  return written.filter((entry) => {
    // A quoted "<<" is an ordinary key, even next to a merge key.
    const id = entry.isMerge ? mergeKey : entry.key.value;
    const first = seen.get(id);
    if (!first) {
      seen.set(id, entry);
      return true;
    }
    const related = [{ message: "the first one", span: first.key.span }];
    const params = { key: String(entry.key.value) };
    const advice = entry.isMerge && first.isMerge ? mergeBoth(written.filter(({ isMerge }) => isMerge)) : undefined;
    report.add({ code: "yaml/duplicate-key", params, span: entry.key.span, related, ...(advice && { advice }) });
    return false;
  });
}

/** Advises to write one `<<` with a list instead of several. */
function mergeBoth(entries: readonly WrittenEntry[]): Advice | undefined {
  const [first, ...others] = entries;
  if (first === undefined || entries.some(({ valueText }) => !/^\*\S+$/u.test(valueText))) return undefined;
  const text = `[${entries.map(({ valueText }) => valueText).join(", ")}]`;
  const removed = others.map(({ key, valueSpan }) => {
    const span = { ...key.span, end: valueSpan.end };
    return { kind: "remove-item" as const, span };
  });
  const edits = [{ kind: "replace" as const, span: first.valueSpan, text }, ...removed];
  return { trials: [{ help: `write \`<<: ${text}\`, once`, edits }] };
}

const mergeKey = Symbol("<<");

function mergedEntries(entry: WrittenEntry, report: Report, isFaulty: (node: DocumentNode) => boolean): MappingEntry[] {
  const { value, valueSpan } = entry;
  const sources = value.kind === "sequence" ? value.items : [value];
  return sources.flatMap((source) => {
    if (source.kind === "mapping") return source.entries;
    const span = source === value ? valueSpan : source.span;
    if (!isFaulty(source)) report.add({ code: "yaml/merge-value", params: { found: describe(source) }, span });
    return [];
  });
}

function describe(node: DocumentNode): string {
  if (node.kind !== "scalar") return node.kind === "sequence" ? "a list of lists" : "a mapping";
  return node.value === null ? "nothing" : quoteSource(String(node.value));
}
