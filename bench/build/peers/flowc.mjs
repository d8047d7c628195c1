import { each } from "./members.mjs";

/** Compiles flows of 20 nodes. Each folder has 50 flows and their functions. */
const perFolder = 50;
const folderOf = (index) => `flows/group-${Math.floor(index / perFolder)}`;

export const name = "flowc";
export const packageName = "flowc";
export const command = (root) => [`${root}/dist/cli.js`, "build"];
export const outputs = (size) => Array.from({ length: size }, (_, index) => `${folderOf(index)}/flow-${index}.flow.ts`);
export const caches = ["node_modules/.cache"];

export function files(size) {
  const files = {
    "package.json": `{ "type": "module" }\n`,
    "tsconfig.json": `{ "compilerOptions": { "module": "nodenext", "strict": true } }\n`,
  };
  for (let index = 0; index < size; index++) {
    files[`${folderOf(index)}/ops.ts`] = each(
      (n) => `export function step${n}(value: number) {\n  return value + ${n};\n}\n`,
    ).join("");
    files[`${folderOf(index)}/flow-${index}.flow.yaml`] = [
      "entry: step0",
      "nodes:",
      ...each((n) => `  step${n}:\n    callable: ./ops.ts#step${n}\n    context: { outputs: $ctx.results.step${n} }`),
      "edges:",
      `  - ${each((n) => `step${n}`).join(" >> ")}`,
      "",
    ].join("\n");
  }
  return files;
}
