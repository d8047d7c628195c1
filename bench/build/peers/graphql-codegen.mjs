import { each } from "./members.mjs";

/** Generates the types of operations with 20 fields. They are all in one file, as in the first guide of the tool. */
export const name = "graphql-codegen";
export const packageName = "@graphql-codegen/cli";
export const command = () => ["node_modules/@graphql-codegen/cli/cjs/bin.js", "--config", "codegen.json"];
export const outputs = () => ["src/generated.ts"];
export const caches = [];

export function files(size) {
  const files = {
    "schema.graphql": `type Query { item(id: ID!): Item }\ntype Item {\n${each((n) => `  field${n}: String!\n`).join("")}}\n`,
    "codegen.json": JSON.stringify({
      schema: "schema.graphql",
      documents: "src/*.graphql",
      generates: { "src/generated.ts": { plugins: ["typescript", "typescript-operations"] } },
    }),
  };
  for (let index = 0; index < size; index++) {
    files[`src/operation-${index}.graphql`] =
      `query Operation${index}($id: ID!) {\n  item(id: $id) {\n${each((n) => `    field${n}\n`).join("")}  }\n}\n`;
  }
  return files;
}
