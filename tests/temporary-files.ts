import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** One folder for all temporary files of a test run, removed at its end: no test has to clean up behind itself. */
export default function setup(): () => void {
  const folder = mkdtempSync(path.join(realpathSync(tmpdir()), "flowc-tests-"));
  // What the test processes inherit, by the names of all systems.
  for (const name of ["TMPDIR", "TMP", "TEMP"]) process.env[name] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
