import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { makeFolders } from "../../base/make-folders.js";
import { addLine } from "./add-line.js";
import { addEntries, type ManifestSection } from "./add-entries.js";

/** Entries for sections of `package.json`. */
export type ManifestAdditions = Readonly<Partial<Record<ManifestSection, Readonly<Record<string, string>>>>>;

/** A folder that is being set up. Existing files are not overwritten. */
export interface OpenFolder {
  readonly cwd: string;
  /** What happened to each file, one per line. */
  readonly done: string[];
  /** The file that is being written, for the message if that fails. */
  current(): string;
  create(file: string, text: string): void;
  /** Adds the lines that a settings file does not have yet. */
  addLines(file: string, lines: readonly string[]): void;
  /** Adds the entries that `package.json` does not have yet. */
  addToManifest(additions: ManifestAdditions): void;
}

/**
 * Opens a folder. The methods throw errors of the file system.
 *
 * @param cwd absolute path
 */
export function openFolder(cwd: string): OpenFolder {
  const done: string[] = [];
  let current = "";
  const begin = (file: string): string => path.join(cwd, (current = file));
  return {
    cwd,
    done,
    current: () => current,
    create: (name, text) => {
      done.push(`${writeNew(begin(name), text) ? "created" : "kept   "}  ${name}`);
    },
    addLines: (name, lines) => {
      done.push(writeLines(begin(name), name, lines));
    },
    addToManifest: (additions) => {
      done.push(...writeManifest(begin("package.json"), additions));
    },
  };
}

function writeNew(file: string, text: string): boolean {
  if (existsSync(file)) return false;
  makeFolders(path.dirname(file));
  writeFileSync(file, text, { flag: "wx" });
  return true;
}

function writeLines(file: string, name: string, lines: readonly string[]): string {
  const before = existsSync(file) ? readFileSync(file, "utf8") : undefined;
  const added: string[] = [];
  let after = before ?? "";
  for (const line of lines) {
    const more = addLine(after, line);
    if (more !== after) added.push(line);
    after = more;
  }
  if (added.length === 0) return `kept     ${name}`;
  writeFileSync(file, after, before === undefined ? { flag: "wx" } : {});
  return `${before === undefined ? "created " : "changed "} ${name}: ${added.join(", ")}`;
}

function writeManifest(file: string, additions: ManifestAdditions): string[] {
  if (!existsSync(file)) {
    const manifest = { private: true, type: "module", ...additions };
    writeFileSync(file, `${JSON.stringify(manifest, undefined, 2)}\n`, { flag: "wx" });
    return ["created  package.json"];
  }
  const before = readFileSync(file, "utf8");
  let text = before;
  const [added, kept]: [string[], string[]] = [[], []];
  for (const section of ["scripts", "dependencies", "devDependencies"] as const) {
    const result = addEntries(text, section, additions[section] ?? {});
    if (result === undefined)
      return [`kept     package.json: it is not a JSON object that ${section} could be added to`];
    text = result.text;
    if (result.added.length > 0) added.push(`${section} ${result.added.join(", ")}`);
    kept.push(...result.kept.map((name) => `kept     package.json: your script ${name}`));
  }
  if (text !== before) writeFileSync(file, text);
  return [added.length > 0 ? `changed  package.json: ${added.join("; ")}` : "kept     package.json", ...kept];
}
