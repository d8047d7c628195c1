import { each } from "./members.mjs";

/** Generates TypeScript from classes with 20 fields. All classes are in one client. */
export const name = "baml";
export const packageName = "@boundaryml/baml";
export const command = () => ["node_modules/@boundaryml/baml/cli.js", "generate"];
export const outputs = () => ["baml_client/types.ts"];
export const caches = [];

export function files(size) {
  const files = {
    "baml_src/generators.baml": `generator target {\n  output_type "typescript"\n  output_dir "../"\n  version "0.226.2"\n}\n`,
  };
  for (let index = 0; index < size; index++) {
    files[`baml_src/class_${index}.baml`] = `class Class${index} {\n${each((n) => `  field${n} string\n`).join("")}}\n`;
  }
  return files;
}
