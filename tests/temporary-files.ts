import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** Creates one folder for all temporary files of a test run and removes it at the end: no test has to clean up. */
export default function setup(): () => void {
  const folder = mkdtempSync(path.join(realpathSync(tmpdir()), "flowc-tests-"));
  // The test processes inherit these; systems use different names.
  for (const name of ["TMPDIR", "TMP", "TEMP"]) process.env[name] = folder;
  // What flowc keeps for projects without packages must not end up in the caches of the user.
  process.env["XDG_CACHE_HOME"] = path.join(folder, "user-caches");
  return () => rmSync(folder, { recursive: true, force: true });
}
