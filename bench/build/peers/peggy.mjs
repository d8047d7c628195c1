import { each } from "./members.mjs";

/**
 * Compiles grammars of 20 rules to parsers. The command line accepts one grammar per process, so a script compiles all
 * of them in one.
 */
export const name = "peggy";
export const packageName = "peggy";
export const command = () => ["generate.mjs"];
export const outputs = (size) => Array.from({ length: size }, (_, index) => `src/grammar-${index}.js`);
export const caches = [];

export function files(size) {
  const files = {
    "generate.mjs": `import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import peggy from "peggy";
for (const name of readdirSync("src").filter((name) => name.endsWith(".peggy"))) {
  const text = peggy.generate(readFileSync("src/" + name, "utf8"), { output: "source", format: "es" });
  writeFileSync("src/" + name.replace(/peggy$/u, "js"), text);
}
`,
  };
  for (let index = 0; index < size; index++) {
    files[`src/grammar-${index}.peggy`] =
      each((n) =>
        n === 19
          ? `rule19 = digits:$[0-9]+ { return Number(digits) + ${index}; }\n`
          : `rule${n} = "step${n}" _ value:rule${n + 1} { return { step: ${n}, value }; }\n`,
      ).join("") + "_ = [ \\t\\n]*\n";
  }
  return files;
}
