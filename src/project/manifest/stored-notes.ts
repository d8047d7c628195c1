import { readStamped } from "../../host/disk.js";
import type { DiskNote } from "../../host/disk-notes.js";
import { answerOf, stampOfFile } from "../../host/disk-state.js";
import type { ProjectPaths } from "../../base/project-paths.js";

export type StoredNote = readonly [what: DiskNote["what"], path: string, found: string, stamp: string];

/** The notes of a stored build, without duplicates, and the ones that this build adds. */
export interface Notes {
  /** Whether a note still matches the disk. The disk is read once per note. */
  hold(index: number): boolean;
  /** The index of a note, which is added if it is new. */
  indexOf(note: DiskNote): number;
  /** Whether a note got a new state for its file. */
  isChanged(): boolean;
  /** The notes that the flows need, and the flows with the new indexes of these notes. */
  pack<F extends { readonly needs: readonly number[] }>(
    flows: ReadonlyMap<string, F>,
  ): { readonly notes: readonly StoredNote[]; readonly flows: readonly (readonly [string, F])[] };
}

export function openNotes(stored: readonly StoredNote[], paths: ProjectPaths): Notes {
  const notes = [...stored];
  const known = new Map<number, boolean>();
  const indexes = new Map<string, number>();
  let isChanged = false;
  const check = (index: number): boolean => {
    const note = notes[index];
    if (note === undefined) return false;
    const [what, path, found, stamp] = note;
    const file = paths.toAbsolute(path);
    if (what !== "text") return answerOf(what, file) === found;
    if (stamp !== "" && stampOfFile(file) === stamp) return true;
    const read = readStamped(file);
    if ((read?.hash ?? "") !== found) return false;
    if (read !== undefined && read.stamp !== "") {
      notes[index] = [what, path, found, read.stamp];
      isChanged = true;
    }
    return true;
  };
  return {
    hold: (index) => {
      let holds = known.get(index);
      if (holds === undefined) known.set(index, (holds = check(index)));
      return holds;
    },
    indexOf: ({ what, path, found, stamp }) => {
      const key = `${what} ${path}\0${found} ${stamp}`;
      let index = indexes.get(key);
      if (index === undefined) {
        index = notes.push([what, paths.toProject(path), found, stamp]) - 1;
        indexes.set(key, index);
      }
      return index;
    },
    isChanged: () => isChanged,
    pack: (flows) => {
      const packed: StoredNote[] = [];
      const moved = new Map<number, number>();
      const move = (index: number): number => {
        const note = notes[index];
        let target = moved.get(index);
        if (target === undefined && note !== undefined) moved.set(index, (target = packed.push(note) - 1));
        return target ?? index;
      };
      return {
        flows: [...flows].map(([name, flow]) => [name, { ...flow, needs: flow.needs.map(move) }]),
        notes: packed,
      };
    },
  };
}
