import { readdirSync, realpathSync, type Dirent } from "node:fs";
import path from "node:path";
import { kindOf } from "./disk-state.js";

/** Files below a folder that a build may have to do with: absolute. */
export interface FoundFiles {
  /** Of YAML and JSON. */
  readonly sources: readonly string[];
  /** What may have been written of flows, by its name. */
  readonly modules: readonly string[];
  /** Folders of projects inside of this one: what is in them is theirs. */
  readonly projects: readonly string[];
}

/**
 * Finds files below a folder. `node_modules`, `dist` and what starts with a dot are passed by; links are followed, but not
 * in a circle. A folder that may not be listed holds nothing.
 *
 * @param folder absolute; it is searched regardless of its own name
 * @param isProject whether a folder below it, with these entries, is a separate project
 */
export function walk(folder: string, isProject: IsProject = () => false): FoundFiles {
  const sources: string[] = [];
  const modules: string[] = [];
  const projects: string[] = [];
  /** @param above the real paths of the folders that were gone through; undefined as long as none was a link */
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

/** Whether a file or folder of that name is never searched: what others wrote, or what was built. */
export function isPassedBy(name: string): boolean {
  return name.startsWith(".") || name === "node_modules" || name === "dist";
}

/** `a.flow.ts`, `a.flow.yaml.d.ts`. */
const generatedName = /\.flow\.(?:[\w.]+\.)?ts$/u;
const sourceName = /\.(?:ya?ml|json)$/u;

function list(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** A folder and all above it, by their real paths. */
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
