/** A `package.json` with scripts added, and what happened to each. */
export interface AddedScripts {
  /** The new text; the same where there was nothing to add. */
  readonly text: string;
  readonly added: readonly string[];
  /** Scripts of that name that say something else, and stay. */
  readonly kept: readonly string[];
}

/** Adds the scripts that are not there, in the style of the file; undefined where the text is no JSON object. */
export function addScripts(text: string, scripts: Readonly<Record<string, string>>): AddedScripts | undefined {
  const manifest = parseObject(text);
  if (manifest === undefined) return undefined;
  const present = manifest["scripts"] ?? {};
  if (!isObject(present)) return undefined;
  const added = Object.keys(scripts).filter((name) => !Object.hasOwn(present, name));
  const kept = Object.keys(scripts).filter((name) => Object.hasOwn(present, name) && present[name] !== scripts[name]);
  if (added.length === 0) return { text, added, kept };
  const more = Object.fromEntries(added.map((name) => [name, scripts[name]]));
  const next = { ...manifest, scripts: { ...present, ...more } };
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
    return undefined; // The caller says that it is no JSON.
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
