import { entry } from "./entry.js";

/** Faults of the file as YAML. */
export const yamlEntries = {
  "yaml/syntax": entry<{ detail: string }>("error", ({ detail }) => `this is no valid YAML: ${detail}`),
};
