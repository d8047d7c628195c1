import { closeSync, openSync, readSync } from "node:fs";

/** Bytes that one read takes at most, so that the pages stay live while a run writes faster than it is read. */
const most = 4_000_000;

/** Reads the lines of a file that another process appends to. */
export interface FileTail {
  /** The lines that were completed since the last call, at most a few megabytes of them; empty if there are none, or no file yet. */
  read(): readonly string[];
  close(): void;
}

export function tailFile(file: string): FileTail {
  const buffer = Buffer.allocUnsafe(most);
  let descriptor: number | undefined;
  let position = 0;
  let rest = Buffer.alloc(0);
  return {
    read: () => {
      descriptor ??= openIfThere(file);
      if (descriptor === undefined) return [];
      const length = readSync(descriptor, buffer, 0, most, position);
      if (length === 0) return [];
      position += length;
      const text = Buffer.concat([rest, buffer.subarray(0, length)]);
      // A character of several bytes has no byte of a line feed.
      const end = text.lastIndexOf(0x0a) + 1;
      rest = text.subarray(end);
      return end === 0 ? [] : text.toString("utf8", 0, end - 1).split("\n");
    },
    close: () => {
      if (descriptor !== undefined) closeSync(descriptor);
      descriptor = undefined;
    },
  };
}

function openIfThere(file: string): number | undefined {
  try {
    return openSync(file, "r");
  } catch {
    return undefined; // The run has not begun to write it.
  }
}
