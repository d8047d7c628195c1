import type { Diagnostic } from "../../../compiler/diagnostics/diagnostic.js";
import { readStamped } from "../../host/disk.js";
import type { DiskNote } from "../../host/disk-notes.js";
import { stampOfFile } from "../../host/disk-state.js";
import { textHash } from "../../base/text-hash.js";
import type { ProjectPaths } from "../../base/project-paths.js";
import { withLineFeeds } from "../../base/line-feeds.js";
import { openNotes, type StoredNote } from "./stored-notes.js";

/** A file, the hash of its content, and the state in which it had that (`stampOf`). */
type StoredFile = readonly [path: string, hash: string, stamp: string];

export interface StoredFlow {
  /** The flow file; none for a module that is made of nothing but the configuration. */
  readonly source: StoredFile | undefined;
  /** What was written of it. */
  readonly outputs: readonly StoredFile[];
  /** Indexes into the notes. */
  readonly needs: readonly number[];
  /** Warnings. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What a build of a project left for the next one. Paths are those of the project. */
export interface StoredBuild {
  /** Of the configuration and the options. */
  readonly settings: string;
  readonly notes: readonly StoredNote[];
  readonly flows: Readonly<Record<string, StoredFlow>>;
  /** Which flows the configuration's globs chose among these files (a hash). */
  readonly selection: readonly [files: string, flows: readonly string[]] | undefined;
}

/** A file that is written: posix, relative to the project. */
export interface OutputText {
  readonly path: string;
  readonly text: string;
}

/** A flow that was built, or a module without one. */
export interface BuiltFlow {
  /** The flow's path; of a module without a flow, any name. */
  readonly name: string;
  readonly source: { readonly hash: string; readonly stamp: string } | undefined;
  readonly outputs: readonly OutputText[];
  readonly notes: readonly DiskNote[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A flow that needs no build: what is written of it is on the disk as a build would write it. */
export interface RecalledFlow {
  readonly diagnostics: readonly Diagnostic[];
}

/** What is known from builds before, entry by entry. An entry counts only if all that it rests on is as it was. */
export interface Manifest {
  recall(name: string): RecalledFlow | undefined;
  recallSelection(files: string): readonly string[] | undefined;
  keepSelection(files: string, flows: readonly string[]): void;
  /** Keeps a flow whose outputs are on the disk. */
  keep(flow: BuiltFlow): void;
  /**
   * What the next build gets; undefined where that is what this one got.
   *
   * @param names all that still exists, where that is known
   */
  save(names: ReadonlySet<string> | undefined): StoredBuild | undefined;
}

/** @param settings what was stored under others is not taken */
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
      return { diagnostics: flow.diagnostics };
    },
    recallSelection: (files) => (selection?.[0] === files ? selection[1] : undefined),
    keepSelection: (files, chosen) => {
      selection = [files, chosen];
      isChanged = true;
    },
    keep: ({ name, source, outputs, notes: needs, diagnostics }) => {
      isChanged = true;
      flows.set(name, {
        source: source === undefined ? undefined : [name, source.hash, source.stamp],
        // Its state is learned when the next build finds it unchanged.
        outputs: outputs.map(({ path, text }) => [path, moduleHash(text), ""]),
        needs: needs.map(notes.indexOf),
        diagnostics,
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

/** All results, or undefined where one is. */
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
