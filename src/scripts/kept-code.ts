import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { crc32 } from "node:zlib";
import { keepFile } from "../base/cache/keep-file.js";

/** Bytes before the code: two checksums, which also leave it at an address that V8 takes as it is. */
const headLength = 8;

/**
 * The bytecode that V8 made of a script at an earlier start; undefined where it is of another source, or where the file is
 * damaged: V8 believes what it is given, and a wrong byte ends the process.
 *
 * @param packages the folder of installed packages below whose `.cache` it is kept
 */
export function readCode(packages: string, script: string, source: Uint8Array): Buffer | undefined {
  try {
    const kept = readFileSync(codeFile(packages, script));
    const code = kept.subarray(headLength);
    const isSound = kept.readUInt32LE(0) === crc32(code) && kept.readUInt32LE(4) === crc32(source);
    return isSound ? code : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps the bytecode of a script, for `readCode`. Where there is no folder of packages, none is made. */
export function writeCode(packages: string, script: string, source: Uint8Array, code: Uint8Array): void {
  if (!existsSync(packages)) return;
  const head = Buffer.alloc(headLength);
  head.writeUInt32LE(crc32(code), 0);
  head.writeUInt32LE(crc32(source), 4);
  keepFile(codeFile(packages, script), Buffer.concat([head, code]));
}

function codeFile(packages: string, script: string): string {
  const name = path.basename(script, path.extname(script));
  return path.join(packages, ".cache/flowc/code", `${name}-${process.version}-${process.arch}.bin`);
}
