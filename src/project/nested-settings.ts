import { failure, success, type Outcome, type UsageError } from "../base/usage-error.js";
import { ownerOf } from "./find-targets.js";
import { loadSettings, type Settings } from "./load-settings.js";
import { withChildren } from "./with-children.js";

/**
 * The configurations of nested projects whose flows are run by others.
 *
 * @param elsewhere absolute paths of these flows
 */
export async function nestedSettings(
  elsewhere: readonly string[],
  projectDir: string,
): Promise<Outcome<readonly Settings[]>> {
  const found = new Map<string, Settings>();
  const errors: UsageError[] = [];
  const files = new Set(elsewhere);
  for (const file of files) {
    const folder = ownerOf(file, projectDir);
    const settings = found.has(folder) ? success(found.get(folder)) : await loadSettings({}, { cwd: folder });
    if (!settings.ok) errors.push(...settings.errors);
    if (!settings.ok || settings.value === undefined) continue;
    found.set(folder, settings.value);
    const flow = settings.value.paths.toProject(file);
    const further = await withChildren([flow], { settings: settings.value, hasNested: true, known: () => undefined });
    for (const other of further.elsewhere) files.add(other);
  }
  return errors.length > 0 ? failure(...errors) : success([...found.values()]);
}
