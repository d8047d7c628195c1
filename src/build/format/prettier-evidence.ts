import { readFileSync } from "node:fs";
import path from "node:path";
import { readStamped } from "../../host/disk.js";
import type { DiskNote } from "../../host/disk-notes.js";
import { kindOf } from "../../host/disk-state.js";

/** Data files that may contain settings for prettier. */
const dataFiles = [
  "package.json",
  "package.yaml",
  ".editorconfig",
  ".prettierrc",
  ...["json", "json5", "yaml", "yml", "toml"].map((extension) => `.prettierrc.${extension}`),
];
/** Program files that may contain settings for prettier. */
const programs = ["js", "ts", "mjs", "mts", "cjs", "cts"].flatMap((extension) => [
  `.prettierrc.${extension}`,
  `prettier.config.${extension}`,
]);

export interface Resolved {
  readonly config: object;
  /** Absolute path; null if there is none. */
  readonly configFile: string | null;
  /** Absolute paths of other files that affect the result. */
  readonly others: readonly string[];
}

/**
 * The inputs of a file's formatting: all existing and possible settings files in its folder and above. Undefined if the
 * result depends on a program, a plugin or a package.
 */
export function prettierEvidence(file: string, { config, configFile, others }: Resolved): DiskNote[] | undefined {
  if ("plugins" in config && Array.isArray(config.plugins) && config.plugins.length > 0) return undefined;
  if (configFile !== null && !isData(configFile)) return undefined;
  const folders: string[] = [];
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    folders.push(folder);
    if (path.dirname(folder) === folder) break;
  }
  const texts = [...folders.flatMap((folder) => dataFiles.map((name) => path.join(folder, name))), ...others];
  return [
    ...texts.map((at): DiskNote => {
      const read = readStamped(at);
      return { what: "text", path: at, found: read?.hash ?? "", stamp: read?.stamp ?? "" };
    }),
    ...folders.flatMap((folder) => programs.map((name): DiskNote => kindNote(path.join(folder, name)))),
  ];
}

function kindNote(at: string): DiskNote {
  return { what: "kind", path: at, found: kindOf(at), stamp: "" };
}

/**
 * Whether a configuration file is self-contained data: neither a program nor the name of a package with the settings.
 */
function isData(configFile: string): boolean {
  if (!dataFiles.includes(path.basename(configFile))) return false;
  const text = readFileSync(configFile, "utf8");
  if (path.basename(configFile) === "package.json") {
    return typeof (JSON.parse(text) as { prettier?: unknown }).prettier === "object";
  }
  return /[:=]/u.test(text);
}
