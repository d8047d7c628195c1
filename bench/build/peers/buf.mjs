import { each } from "./members.mjs";

/** Generates a module from each message with 20 fields. */
export const name = "buf, protoc-gen-es";
export const packageName = "@bufbuild/buf";
export const command = () => ["node_modules/@bufbuild/buf/bin/buf", "generate"];
export const outputs = (size) => Array.from({ length: size }, (_, index) => `gen/message_${index}_pb.ts`);
export const caches = [];

export function files(size) {
  const files = {
    "buf.yaml": "version: v2\nmodules:\n  - path: proto\n",
    "buf.gen.yaml":
      "version: v2\nplugins:\n  - local: node_modules/.bin/protoc-gen-es\n    out: gen\n    opt: target=ts\n",
  };
  for (let index = 0; index < size; index++) {
    files[`proto/message_${index}.proto`] =
      `syntax = "proto3";\npackage bench;\nmessage Message${index} {\n${each((n) => `  string field_${n} = ${n + 1};\n`).join("")}}\n`;
  }
  return files;
}
