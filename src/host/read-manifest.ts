import path from "node:path";
import type { Disk } from "./disk.js";
import { isRecord } from "./package-exports.js";

/** The `package.json` of a folder. Undefined if there is none that can be read: such a folder is no package, in Node as well. */
export function readManifest(folder: string, disk: Disk): Record<string, unknown> | undefined {
  const text = disk.readText(path.join(folder, "package.json"));
  if (text === undefined) return undefined;
  try {
    const manifest: unknown = JSON.parse(text);
    return isRecord(manifest) ? manifest : undefined;
  } catch {
    return undefined;
  }
}
