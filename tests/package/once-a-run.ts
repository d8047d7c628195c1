import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as after } from "node:timers/promises";

/**
 * Returns the absolute path of a folder that all processes of a test run share. The first that asks for it fills it, and
 * the others wait. Rejects in all of them if it cannot be filled.
 */
export async function folderOnceARun(name: string, fill: (folder: string) => void | Promise<void>): Promise<string> {
  // `temporary-files.ts` gives each test run a folder of its own for temporary files, and removes it at the end.
  const folder = path.join(tmpdir(), name);
  const outcome = `${folder}.outcome`;
  if (mkdirSync(folder, { recursive: true }) === undefined) return whenFilled(folder, outcome);
  try {
    await fill(folder);
    writeFileSync(outcome, "");
    return folder;
  } catch (error) {
    writeFileSync(outcome, error instanceof Error ? error.message : String(error));
    throw error;
  }
}

async function whenFilled(folder: string, outcome: string): Promise<string> {
  while (!existsSync(outcome)) await after(50);
  const fault = readFileSync(outcome, "utf8");
  if (fault !== "") throw new Error(`another process could not fill ${folder}: ${fault}`);
  return folder;
}
