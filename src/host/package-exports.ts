/** The conditions that Node sets for an import. */
const nodeConditions: ReadonlySet<string> = new Set(["node", "import", "module-sync", "node-addons", "default"]);
/** The conditions that TypeScript sets for the same import. */
const typeConditions: ReadonlySet<string> = new Set([...nodeConditions, "types"]);

/** The conditions under which a configuration of TypeScript finds the one that it extends. */
const extendsConditions: ReadonlySet<string> = new Set(["require", "types", "default"]);

/** The entry of an `exports` or `imports` table for a subpath. */
export interface TableMatch {
  /**
   * The target of Node's import, as written in the table; undefined if only TypeScript finds something, which is types.
   */
  readonly target: string | undefined;
}

/** Undefined if neither Node nor TypeScript finds anything for the subpath in the table. */
export function matchTable(table: unknown, subpath: string): TableMatch | undefined {
  const target = matchSubpath(table, subpath, nodeConditions);
  return target !== undefined || matchSubpath(table, subpath, typeConditions) !== undefined ? { target } : undefined;
}

/** The target of a TypeScript configuration's `extends`, as written in the table. */
export function matchExtends(table: unknown, subpath: string): string | undefined {
  return matchSubpath(table, subpath, extendsConditions);
}

/** A package's `exports` as a table of subpaths. */
export function subpathsOf(declared: unknown): Readonly<Record<string, unknown>> {
  return isRecord(declared) && Object.keys(declared).some((key) => key.startsWith(".")) ? declared : { ".": declared };
}

/** Exact keys come first, then patterns, longest first. */
function matchSubpath(table: unknown, subpath: string, conditions: ReadonlySet<string>): string | undefined {
  if (!isRecord(table)) return undefined;
  if (Object.hasOwn(table, subpath) && !subpath.includes("*"))
    return chooseTarget(table[subpath], conditions) ?? undefined;
  const patterns = Object.keys(table).filter((key) => key.includes("*"));
  for (const pattern of patterns.sort((a, b) => b.indexOf("*") - a.indexOf("*") || b.length - a.length)) {
    const [before = "", after = ""] = pattern.split("*");
    if (subpath.length < pattern.length || !subpath.startsWith(before) || !subpath.endsWith(after)) continue;
    const matched = subpath.slice(before.length, subpath.length - after.length);
    return chooseTarget(table[pattern], conditions)?.replaceAll("*", () => matched);
  }
  return undefined;
}

/** Undefined if no condition matches; null if the one that matches blocks the subpath. */
function chooseTarget(value: unknown, conditions: ReadonlySet<string>): string | null | undefined {
  if (typeof value === "string" || value === null) return value;
  if (Array.isArray(value)) {
    const targets = value.map((one) => chooseTarget(one, conditions)).filter((target) => target !== undefined);
    return targets.find((target) => target !== null) ?? targets[0];
  }
  if (!isRecord(value)) return undefined;
  for (const [condition, target] of Object.entries(value)) {
    const chosen = conditions.has(condition) ? chooseTarget(target, conditions) : undefined;
    if (chosen !== undefined) return chosen;
  }
  return undefined;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
