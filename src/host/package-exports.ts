/** The conditions that Node sets for an import. */
const nodeConditions: ReadonlySet<string> = new Set(["node", "import", "module-sync", "node-addons", "default"]);
/** Those of TypeScript for the same import. */
const typeConditions: ReadonlySet<string> = new Set([...nodeConditions, "types"]);

/** What a table of `exports` or `imports` has for a subpath. */
export interface TableMatch {
  /** What Node imports, as it is spelled in the table; undefined where only TypeScript finds something: types. */
  readonly target: string | undefined;
}

/** Undefined where the table has nothing for the subpath, for Node and for TypeScript. */
export function matchTable(table: unknown, subpath: string): TableMatch | undefined {
  const target = matchSubpath(table, subpath, nodeConditions);
  return target !== undefined || matchSubpath(table, subpath, typeConditions) !== undefined ? { target } : undefined;
}

/** `exports` of a package as a table of subpaths. */
export function subpathsOf(declared: unknown): Readonly<Record<string, unknown>> {
  return isRecord(declared) && Object.keys(declared).some((key) => key.startsWith(".")) ? declared : { ".": declared };
}

/** Exact keys first, then patterns, the longest first. */
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

/** Undefined where no condition holds; null where the one that holds closes the subpath. */
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
