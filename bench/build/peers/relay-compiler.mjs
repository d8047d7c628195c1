import { each } from "./members.mjs";

/** Generates an artifact from each module that has an operation with 20 fields. */
export const name = "relay-compiler";
export const packageName = "relay-compiler";
export const command = () => ["node_modules/relay-compiler/cli.js"];
export const outputs = (size) =>
  Array.from({ length: size }, (_, index) => `src/__generated__/Module${index}Query.graphql.ts`);
export const caches = [];

export function files(size) {
  const files = {
    "package.json": `{ "type": "module" }\n`,
    "schema.graphql": `type Query { item(id: ID!): Item }\ntype Item {\n${each((n) => `  field${n}: String!\n`).join("")}}\n`,
    "relay.config.json": JSON.stringify({ src: "./src", schema: "./schema.graphql", language: "typescript" }),
  };
  for (let index = 0; index < size; index++) {
    files[`src/Module${index}.ts`] =
      `import { graphql } from "relay-runtime";\nexport const query = graphql\`\n  query Module${index}Query($id: ID!) {\n    item(id: $id) {\n${each((n) => `      field${n}\n`).join("")}    }\n  }\n\`;\n`;
  }
  return files;
}
