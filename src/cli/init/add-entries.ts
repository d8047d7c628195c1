/** A `package.json` with added entries, and what happened to each entry. */
export interface AddedEntries {
  /** The new text; unchanged if there was nothing to add. */
  readonly text: string;
  readonly added: readonly string[];
  /** Existing entries with the same name but another value, which stay. */
  readonly kept: readonly string[];
}

/** A section of `package.json` that `init` adds to. */
export type ManifestSection = "scripts" | "dependencies" | "devDependencies";

/** The sections that may list packages. */
const packageSections = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"] as const;

/**
 * Adds missing entries, in the style of the file. Undefined if the text is not a JSON object, or the section is not
 * one. A package that any section lists, at any version, stays there.
 */
export function addEntries(
  text: string,
  section: ManifestSection,
  entries: Readonly<Record<string, string>>,
): AddedEntries | undefined {
  const manifest = parseObject(text);
  if (manifest === undefined) return undefined;
  const present = manifest[section] ?? {};
  if (!isObject(present)) return undefined;
  const isThere = (name: string): boolean =>
    section === "scripts"
      ? Object.hasOwn(present, name)
      : packageSections.some((key) => isObject(manifest[key]) && Object.hasOwn(manifest[key], name));
  const added = Object.keys(entries).filter((name) => !isThere(name));
  const kept =
    section === "scripts"
      ? Object.keys(entries).filter((name) => isThere(name) && present[name] !== entries[name])
      : [];
  if (added.length === 0) return { text, added, kept };
  const more = Object.fromEntries(added.map((name) => [name, entries[name]]));
  const next = { ...manifest, [section]: { ...present, ...more } };
  const indent = /^[ \t]+(?=")/mu.exec(text)?.[0] ?? "  ";
  const end = text.endsWith("\n") ? "\n" : "";
  const json = JSON.stringify(next, undefined, indent) + end;
  return { text: text.includes("\r\n") ? json.replaceAll("\n", "\r\n") : json, added, kept };
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/u, ""));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined; // The caller reports that it is not JSON.
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
