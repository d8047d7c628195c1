import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Decisions } from "../../../compiler/decisions.js";
import type { Diagnostic } from "../../../compiler/diagnostics/diagnostic.js";

/** The results of checking a flow's types. */
export interface TypeFindings {
  readonly diagnostics: readonly Diagnostic[];
  readonly decisions: Decisions;
}

/** The results for a flow and the files that they depend on. */
interface Entry extends TypeFindings {
  /** Indexes into `files` of the cache. */
  readonly files: readonly number[];
}

interface Stored {
  readonly version: string;
  /** Absolute paths with the hashes of their contents. */
  readonly files: readonly (readonly [file: string, hash: string])[];
  readonly missing: readonly string[];
  /** Keyed by the hash of what was checked. */
  readonly flows: Readonly<Record<string, Entry>>;
}

export interface TypeCache {
  /** The stored results, if nothing that they depend on has changed. */
  find(key: string): TypeFindings | undefined;
  /** Stores new results, and the stored ones that `find` returned. Never throws: a cache may be lost. */
  save(checked: readonly Checked[], missing: readonly string[]): void;
}

export interface Checked extends TypeFindings {
  readonly key: string;
  /** Absolute paths of the files that the result depends on. */
  readonly files: readonly string[];
}

/** Version of the cache format. Caches of other formats are ignored. */
const shape = 2;

/**
 * Opens a cache in a folder that may be deleted at any time.
 *
 * @param flowc version of flowc, which also determines that of TypeScript
 */
export function openTypeCache(folder: string, flowc: string): TypeCache {
  const version = `${flowc} ${shape}`;
  const file = path.join(folder, "types.json");
  const stored = read(file, version);
  const current = new Map<string, string | undefined>();
  const hashOf = (of: string): string | undefined => {
    if (!current.has(of)) current.set(of, contentHash(of));
    return current.get(of);
  };
  const kept = new Map<string, Entry>();
  const isSettled = stored.missing.every((missing) => !existsSync(missing));
  return {
    find: (key) => {
      const entry = isSettled && Object.hasOwn(stored.flows, key) ? stored.flows[key] : undefined;
      const holds = entry?.files.every((index) => {
        const [of, hash] = stored.files[index] ?? ["", ""];
        return hashOf(of) === hash;
      });
      if (entry === undefined || holds !== true) return undefined;
      kept.set(key, entry);
      return entry;
    },
    save: (checked, missing) => {
      const old = [...kept].map(([key, { diagnostics, decisions, files }]): Checked => {
        return { key, diagnostics, decisions, files: files.flatMap((index) => stored.files[index]?.[0] ?? []) };
      });
      const all = [...new Set([...stored.missing, ...missing])].filter((one) => !existsSync(one));
      write(file, pack(version, { checked: [...old, ...checked], missing: all, hashOf }));
    },
  };
}

/** Hashes the parts of a key. */
export function hashOfParts(...parts: readonly string[]): string {
  const hash = createHash("sha1");
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return hash.digest("base64url");
}

function contentHash(file: string): string | undefined {
  try {
    return createHash("sha1").update(readFileSync(file)).digest("base64url");
  } catch {
    return undefined; // A file that cannot be read has no state to compare: flows that depend on it are checked again.
  }
}

function pack(
  version: string,
  given: {
    readonly checked: readonly Checked[];
    readonly missing: readonly string[];
    hashOf(file: string): string | undefined;
  },
): Stored {
  const files = [...new Set(given.checked.flatMap((one) => one.files))];
  const indexes = new Map(files.map((file, index) => [file, index]));
  return {
    version,
    files: files.map((file) => [file, given.hashOf(file) ?? ""] as const),
    missing: given.missing,
    flows: Object.fromEntries(
      given.checked.map(({ key, diagnostics, decisions, files: of }) => {
        return [key, { diagnostics, decisions, files: of.map((file) => indexes.get(file) ?? 0) }];
      }),
    ),
  };
}

function read(file: string, version: string): Stored {
  const empty: Stored = { version, files: [], missing: [], flows: {} };
  try {
    const stored = JSON.parse(readFileSync(file, "utf8")) as Partial<Stored> | null;
    const isWhole = Array.isArray(stored?.files) && Array.isArray(stored.missing) && typeof stored.flows === "object";
    return isWhole && stored.version === version ? { ...empty, ...stored } : empty;
  } catch {
    return empty; // There is no cache or it is damaged, so everything is checked again.
  }
}

function write(file: string, stored: Stored): void {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    const temporary = `${file}.${process.pid}`;
    writeFileSync(temporary, JSON.stringify(stored));
    renameSync(temporary, file);
  } catch {
    return; // The folder cannot be written: the next check takes as long as this one.
  }
}
