import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { crc32 } from "node:zlib";

/** Bytes before the code: two checksums, which also leave it at an address that V8 takes as it is. */
const headLength = 8;

/**
 * The machine code's forerunner that V8 once made of a script; undefined where it is of another source, or where the file is
 * damaged: V8 believes what it is given, and a wrong byte ends the process.
 */
export function readCode(file: string, source: Uint8Array): Buffer | undefined {
  try {
    const kept = readFileSync(file);
    const code = kept.subarray(headLength);
    const isSound = kept.readUInt32LE(0) === crc32(code) && kept.readUInt32LE(4) === crc32(source);
    return isSound ? code : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Keeps what V8 made of a script, whole or not at all. Never fails: where nothing can be kept, the next start takes longer.
 *
 * @param packages the folder of installed packages that the file lies in; where there is none, none is made
 */
export function writeCode(file: string, packages: string, source: Uint8Array, code: Uint8Array): void {
  if (!existsSync(packages)) return;
  const temporary = `${file}.${process.pid}`;
  const head = Buffer.alloc(headLength);
  head.writeUInt32LE(crc32(code), 0);
  head.writeUInt32LE(crc32(source), 4);
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(temporary, Buffer.concat([head, code]));
    renameSync(temporary, file);
  } catch {
    remove(temporary);
  }
}

function remove(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    return; // The folder is closed to us: there is no such file either.
  }
}
