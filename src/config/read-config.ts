import path from "node:path";
import type { FlowcConfig } from "./flowc-config.js";
import { lineColumnOf, offsetOfPath } from "../base/json-file.js";
import { loadConfigModule } from "./load-config-module.js";
import type { ValidConfig } from "./valid-config.js";
import { parseJson } from "../base/parse-json.js";
import { failure, success, type Outcome, type UsagePlace } from "../base/usage-error.js";
import { validateConfig } from "./validate-config.js";

/**
 * Reads and checks a configuration file.
 *
 * @param file absolute path
 * @param text the file's content
 * @param name the file's name in messages
 */
export async function readConfig(file: string, text: string, name: string): Promise<Outcome<ValidConfig>> {
  if (!file.endsWith(".json")) return loadConfigModule(file, text, name);
  const config = readJson(file, text, { file: name });
  return config.ok ? success({ config: config.value, isLiteral: true }) : config;
}

function readJson(file: string, text: string, place: UsagePlace): Outcome<FlowcConfig> {
  const parsed = parseJson(text);
  if (!parsed.ok) {
    return failure({
      message: `the configuration is not JSON: ${parsed.reason}`,
      help: "JSON has no comments and no comma after the last entry.",
      place: { ...place, ...lineColumnOf(text, parsed.offset) },
    });
  }
  const isManifest = path.basename(file) === "package.json";
  const config = isManifest ? (parsed.value as { flowc?: unknown }).flowc : parsed.value;
  return validateConfig(config, (fault): UsagePlace => {
    const offset = offsetOfPath(text, isManifest ? ["flowc", ...fault.path] : fault.path, fault.onKey);
    return { ...place, ...lineColumnOf(text, offset) };
  });
}
