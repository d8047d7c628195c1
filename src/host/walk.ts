import { readdirSync, realpathSync, type Dirent } from "node:fs";
import path from "node:path";
import { kindOf } from "./disk-state.js";

/** Absolute paths of the files below a folder that may matter to a build. */
export interface FoundFiles {
  /** YAML and JSON files. */
  readonly sources: readonly string[];
  /** Files whose names are those of generated modules. */
  readonly modules: readonly string[];
  /** Folders of nested projects, which own all files in them. */
  readonly projects: readonly string[];
}

/**
 * Finds files below a folder. Skips `node_modules`, `dist` and names that start with a dot. Follows links, but not in a
 * circle. A folder that cannot be listed counts as empty.
 *
 * @param folder absolute path; it is searched regardless of its own name
 * @param isProject whether a folder below it, with these entries, is a separate project
 */
export function walk(folder: string, isProject: IsProject = () => false): FoundFiles {
  const sources: string[] = [];
  const modules: string[] = [];
  const projects: string[] = [];
  /** @param above real paths of the folders passed through; undefined until one of them was a link */
  const visit = (current: string, above: readonly string[] | undefined): void => {
    const prefix = current.endsWith(path.sep) ? current : current + path.sep;
    const entries = list(current);
    if (current !== folder && isProject(current, entries)) {
      projects.push(current);
      return;
    }
    for (const entry of entries) {
      const { name } = entry;
      if (isPassedBy(name)) continue;
      const file = prefix + name;
      const isLink = entry.isSymbolicLink();
      const kind = isLink ? kindOf(file) : entry.isDirectory() ? "folder" : entry.isFile() ? "file" : "other";
      if (kind === "folder") {
        const chain = isLink || above !== undefined ? enter(file, above ?? realFolders(current)) : undefined;
        if (chain !== "circle") visit(file, chain);
      } else if (kind !== "file") continue;
      else if (sourceName.test(name)) sources.push(file);
      else if (generatedName.test(name)) modules.push(file);
    }
  };
  visit(folder, undefined);
  return { sources, modules, projects };
}

export type IsProject = (folder: string, entries: readonly { readonly name: string }[]) => boolean;

/** Whether files or folders of this name are never searched, because they hold packages or build output. */
export function isPassedBy(name: string): boolean {
  return name.startsWith(".") || name === "node_modules" || name === "dist";
}

/** Such as `a.flow.ts` or `a.flow.yaml.d.ts`. */
const generatedName = /\.flow\.(?:[\w.]+\.)?ts$/u;
const sourceName = /\.(?:ya?ml|json)$/u;

function list(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** The real paths of a folder and of all folders above it. */
function realFolders(folder: string): string[] {
  const folders: string[] = [];
  for (let current = realpathSync(folder); ; current = path.dirname(current)) {
    folders.push(current);
    if (path.dirname(current) === current) return folders;
  }
}

function enter(folder: string, above: readonly string[]): readonly string[] | "circle" {
  const real = realpathSync(folder);
  return above.includes(real) ? "circle" : [...above, real];
}
