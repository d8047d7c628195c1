import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { isGenerated } from "../../../compiler/emit/generated-mark.js";
import { failure, success, type Outcome } from "../../base/usage-error.js";
import type { DiskNote } from "../../host/disk-notes.js";
import { prettierEvidence } from "./prettier-evidence.js";

/** Lays modules out as the project's own prettier does (`format: "project"`). */
export interface ProjectPrettier {
  format(module: { readonly path: string; readonly text: string }): Promise<Outcome<FormattedModule>>;
}

export interface FormattedModule {
  readonly text: string;
  /** What the layout rests on; undefined where that cannot be told, as of a configuration that is a program. */
  readonly notes: readonly DiskNote[] | undefined;
}

/** What flowc uses of prettier, from its version 2 on. */
interface Prettier {
  getFileInfo(file: string, options: { ignorePath: string }): Promise<{ ignored: boolean }>;
  resolveConfigFile(file: string): Promise<string | null>;
  resolveConfig(file: string, options: { editorconfig: boolean; useCache: boolean }): Promise<object | null>;
  format(text: string, options: object): Promise<string> | string;
}

/**
 * Loads the prettier that the project has installed. Its configuration, `.editorconfig` and the `.prettierignore` of the
 * project count, as they do when prettier is called in the project's folder.
 */
export async function loadProjectPrettier(projectDir: string): Promise<Outcome<ProjectPrettier>> {
  const found = await importPrettier(projectDir);
  if (!found.ok) return found;
  const { prettier, manifest } = found.value;
  const format = async ({ path: name, text }: { path: string; text: string }): Promise<FormattedModule> => {
    const file = path.resolve(projectDir, name);
    const ignorePath = path.join(projectDir, ".prettierignore");
    const { ignored } = await prettier.getFileInfo(file, { ignorePath });
    const config = ignored ? {} : await prettier.resolveConfig(file, { editorconfig: true, useCache: false });
    const configFile = ignored ? null : await prettier.resolveConfigFile(file);
    const notes = prettierEvidence(file, { config: config ?? {}, configFile, others: [ignorePath, manifest] });
    if (ignored) return { text, notes };
    // A pragma would take the place of the header that tells a generated module.
    const options = { ...config, insertPragma: false, requirePragma: false, filepath: file, parser: "typescript" };
    return { text: await prettier.format(text, options), notes };
  };
  return success({
    format: async (module) => {
      try {
        const formatted = await format(module);
        return isGenerated(formatted.text) ? success(formatted) : failure(lostHeader(module.path));
      } catch (error) {
        const message = (error instanceof Error ? error.message : String(error)).trim();
        return failure({
          message: `prettier failed on \`${module.path}\`: ${message}`,
          help: "Mend what it names, or leave `format` out of the configuration.",
        });
      }
    },
  });
}

async function importPrettier(projectDir: string): Promise<Outcome<{ prettier: Prettier; manifest: string }>> {
  const require = createRequire(path.join(projectDir, "package.json"));
  let manifest: string;
  try {
    manifest = require.resolve("prettier/package.json");
  } catch {
    return failure({
      message: 'the configuration sets `format: "project"`, and prettier is not installed in the project',
      help: "Run `npm install --save-dev prettier`, or leave `format` out: flowc lays modules out as prettier's defaults do.",
    });
  }
  try {
    const module = (await import(pathToFileURL(require.resolve("prettier")).href)) as Prettier & { default?: Prettier };
    return success({ prettier: module.default ?? module, manifest });
  } catch (error) {
    return failure({
      message: `prettier cannot be loaded: ${error instanceof Error ? error.message : String(error)}`,
      help: "Install it again.",
    });
  }
}

function lostHeader(file: string): { message: string; help: string } {
  return {
    message: `prettier moves the first line of \`${file}\`, which tells that flowc generated it`,
    help: "A plugin does that: leave the module out with `.prettierignore`, or `format` out of the configuration.",
  };
}
