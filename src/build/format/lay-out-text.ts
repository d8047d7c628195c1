import { success, type Outcome } from "../../base/usage-error.js";
import type { LoadedConfig } from "../../config/load-config.js";
import type { OutputText } from "../../project/manifest/manifest.js";

/** Formats the text of one generated file as the configuration says. */
export async function layOutText(
  output: OutputText,
  { config, projectDir }: Pick<LoadedConfig, "config" | "projectDir">,
): Promise<Outcome<string>> {
  if (config.format !== "project") return success(output.text);
  const { loadProjectPrettier } = await import("./project-prettier.js");
  const prettier = await loadProjectPrettier(projectDir);
  if (!prettier.ok) return prettier;
  const laidOut = await prettier.value.format(output);
  return laidOut.ok ? success(laidOut.value.text) : laidOut;
}
