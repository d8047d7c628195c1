import type { Diagnostic } from "../../../compiler/diagnostics/diagnostic.js";
import type { NeededContext } from "../../../compiler/needed-context.js";
import { readStamped } from "../../host/disk.js";
import type { DiskNote } from "../../host/disk-notes.js";
import { stampOfFile } from "../../host/disk-state.js";
import { textHash } from "../../base/text-hash.js";
import type { ProjectPaths } from "../../base/project-paths.js";
import { withLineFeeds } from "../../base/line-feeds.js";
import { openNotes, type StoredNote } from "./stored-notes.js";

/** A file, the hash of its content, and its state when it had that content (`stampOf`). */
type StoredFile = readonly [path: string, hash: string, stamp: string];

export interface StoredFlow {
  /** The flow file; undefined for a module that depends only on the configuration. */
  readonly source: StoredFile | undefined;
  /** The files that were written for it. */
  readonly outputs: readonly StoredFile[];
  /** Indexes of the notes that it depends on. */
  readonly needs: readonly number[];
  /** Its findings; of a build, its warnings. */
  readonly diagnostics: readonly Diagnostic[];
  /** What it reads from its caller. Only a check stores it, and only of flows that read something. */
  readonly asks?: readonly NeededContext[] | undefined;
  /** The flow files that it names, as it writes them. */
  readonly named?: readonly string[] | undefined;
}

/** What a build of a project stores for the next one. Paths are relative to the project. */
export interface StoredBuild {
  /** Hash of the configuration and the options. */
  readonly settings: string;
  readonly notes: readonly StoredNote[];
  readonly flows: Readonly<Record<string, StoredFlow>>;
  /** The flows that the configuration's globs selected (`flows`) among the files with this hash. */
  readonly selection: readonly [files: string, flows: readonly string[]] | undefined;
}

/** A file to write. Its path is posix, relative to the project. */
export interface OutputText {
  readonly path: string;
  readonly text: string;
}

/** A flow that was built, or a module without a flow. */
export interface BuiltFlow {
  /** The flow's path, or any unique name for a module without a flow. */
  readonly name: string;
  readonly source: { readonly hash: string; readonly stamp: string } | undefined;
  readonly outputs: readonly OutputText[];
  readonly notes: readonly DiskNote[];
  readonly diagnostics: readonly Diagnostic[];
  readonly asks?: readonly NeededContext[] | undefined;
  readonly named?: readonly string[] | undefined;
}

/** A flow that need not be built: its files on disk are what a build would write. */
export interface RecalledFlow {
  readonly diagnostics: readonly Diagnostic[];
  readonly asks: readonly NeededContext[];
  readonly named: readonly string[];
}

/**
 * The results of earlier builds, one entry per flow. An entry is valid only if nothing that it depends on has changed.
 */
export interface Manifest {
  recall(name: string): RecalledFlow | undefined;
  recallSelection(files: string): readonly string[] | undefined;
  keepSelection(files: string, flows: readonly string[]): void;
  /** Stores a flow whose outputs are on the disk. */
  keep(flow: BuiltFlow): void;
  /**
   * The data to store for the next build; undefined if nothing has changed.
   *
   * @param names the names that still exist, or undefined if they are not known
   */
  save(names: ReadonlySet<string> | undefined): StoredBuild | undefined;
}

/** @param settings the current settings; entries stored under other settings are dropped */
export function openManifest(stored: StoredBuild | undefined, settings: string, paths: ProjectPaths): Manifest {
  const old: StoredBuild =
    stored?.settings === settings ? stored : { settings, notes: [], flows: {}, selection: undefined };
  const flows = new Map(Object.entries(old.flows));
  const notes = openNotes(old.notes, paths);
  let { selection } = old;
  let isChanged = stored !== old;

  const holds = ([path, hash, stamp]: StoredFile, hashOf: (text: string) => string): StoredFile | undefined => {
    const file = paths.toAbsolute(path);
    if (stamp !== "" && stampOfFile(file) === stamp) return [path, hash, stamp];
    const read = readStamped(file);
    if (read === undefined || hashOf(read.text) !== hash) return undefined;
    if (read.stamp !== "") isChanged = true;
    return [path, hash, read.stamp];
  };
  return {
    recall: (name) => {
      const flow = Object.hasOwn(old.flows, name) ? old.flows[name] : undefined;
      const source = flow?.source === undefined ? undefined : holds(flow.source, textHash);
      const isSame = flow !== undefined && (flow.source === undefined) === (source === undefined);
      const outputs =
        isSame && flow.needs.every(notes.hold) ? allOf(flow.outputs, (file) => holds(file, moduleHash)) : undefined;
      if (flow === undefined || outputs === undefined) {
        if (flows.delete(name)) isChanged = true;
        return undefined;
      }
      flows.set(name, { ...flow, source, outputs });
      return { diagnostics: flow.diagnostics, asks: flow.asks ?? [], named: flow.named ?? [] };
    },
    recallSelection: (files) => (selection?.[0] === files ? selection[1] : undefined),
    keepSelection: (files, chosen) => {
      selection = [files, chosen];
      isChanged = true;
    },
    keep: ({ name, source, outputs, notes: needs, diagnostics, asks, named }) => {
      isChanged = true;
      flows.set(name, {
        source: source === undefined ? undefined : [name, source.hash, source.stamp],
        // The file's state is filled in when the next build finds it unchanged.
        outputs: outputs.map(({ path, text }) => [path, moduleHash(text), ""]),
        needs: needs.map(notes.indexOf),
        diagnostics,
        ...(asks !== undefined && { asks }),
        ...(named !== undefined && { named }),
      });
    },
    save: (names) => {
      for (const name of flows.keys()) {
        if (names?.has(name) === false && flows.delete(name)) isChanged = true;
      }
      if (!isChanged && !notes.isChanged()) return undefined;
      const packed = notes.pack(flows);
      return { settings, notes: packed.notes, flows: Object.fromEntries(packed.flows), selection };
    },
  };
}

/** All results, or undefined if any of them is undefined. */
function allOf<T, R>(items: readonly T[], resultOf: (item: T) => R | undefined): R[] | undefined {
  const results: R[] = [];
  for (const item of items) {
    const result = resultOf(item);
    if (result === undefined) return undefined;
    results.push(result);
  }
  return results;
}

function moduleHash(text: string): string {
  return textHash(withLineFeeds(text));
}
