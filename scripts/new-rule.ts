import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const root = path.resolve(import.meta.dirname, "..");

/** The catalogue files, keyed by the areas whose codes they contain. All other areas are in the one of the graph. */
const catalogueOf: Readonly<Record<string, string>> = {
  callable: "callable",
  context: "context",
  payload: "context",
  joins: "context",
  env: "context",
  flow: "flow",
};

/**
 * Writes the files of a new rule, and adds it to the list of rules and to the catalogue. The rule compiles but finds
 * nothing; its test and its fixture fail until it does what its page says.
 *
 * @param code `area/slug`
 * @returns the files written or changed, relative to the project
 * @throws Error if the code is malformed or a file already exists
 */
export function newRule(code: string, folder = root): string[] {
  const match = /^(?<area>[a-z]+)\/(?<slug>[a-z]+(?:-[a-z]+)*)$/u.exec(code);
  const { area = "", slug = "" } = match?.groups ?? {};
  if (match === null)
    throw new Error(`\`${code}\` is no code: write \`area/kebab-slug\`, such as \`node/unreachable\``);
  const file = `${area}-${slug}`;
  const name = file.replaceAll(/-(\w)/gu, (_, letter: string) => letter.toUpperCase());
  const created: Readonly<Record<string, string>> = {
    [`compiler/analyze/rules/${file}.ts`]: ruleText(code, name),
    [`tests/analyze/rules/${file}.test.ts`]: testText(code),
    [`docs/errors/${code}.md`]: pageText(code),
    [`fixtures/errors/${code}/case.flow.yaml`]: flowText,
  };
  const present = Object.keys(created).filter((one) => existsSync(path.join(folder, one)));
  if (present.length > 0) throw new Error(`${present.join(", ")}: there already`);
  const changed = {
    "compiler/analyze/rules.ts": (text: string) => addToList(text, name, file),
    [`compiler/diagnostics/catalogue/${catalogueOf[area] ?? "graph"}.ts`]: (text: string) => addToCatalogue(text, code),
  };
  for (const [one, text] of Object.entries(created)) {
    mkdirSync(path.dirname(path.join(folder, one)), { recursive: true });
    writeFileSync(path.join(folder, one), text);
  }
  for (const [one, change] of Object.entries(changed)) {
    const place = path.join(folder, one);
    writeFileSync(place, change(readFileSync(place, "utf8")));
  }
  return [...Object.keys(created), ...Object.keys(changed)];
}

const ruleText = (code: string, name: string): string => `import type { Rule } from "../rule.js";

/** (What is wrong, in one sentence, and the section of SPEC.) */
export const ${name}: Rule = ({ ast, report }) => {
  for (const { id } of ast.nodes.filter(() => false)) {
    report.add({ code: "${code}", params: { id: id.value }, span: id.span });
  }
};
`;

const testText = (code: string): string => `import { expect, test } from "vitest";
import { findings } from "./findings.js";
${caseText("(the smallest flow that is wrong)", `["warning ${code} 3:3 (what is wrong, in one sentence): a"]`)}${caseText("(its neighbor that is right)", "[]")}`;

const caseText = (title: string, found: string): string => `
test("${title}", () => {
  const flow = \`
    entry: a
    nodes:
      a: { callable: ops.f }
  \`;
  expect(findings(flow)).toEqual(${found});
});
`;

const flowText = "entry: extract\nnodes:\n  extract: { callable: ops.extract }\n";

const pageText = (code: string): string => `# ${code}

Warning. (What is wrong, in one sentence.)

(What would happen in a run, and how to correct it.)

## Wrong

\`\`\`yaml
${flowText}\`\`\`

## Right

\`\`\`yaml
${flowText}\`\`\`

Language reference: [The flow file](../../language.md#1-the-flow-file)
`;

/** Adds the import, sorted by file name, and the rule at the end of the list. */
function addToList(text: string, name: string, file: string): string {
  const line = `import { ${name} } from "./rules/${file}.js";`;
  const lines = text.split("\n");
  const isAfter = (one: string): boolean =>
    one.startsWith("import {") && one.slice(one.indexOf("from")) > `from "./rules/${file}.js"`;
  const at = lines.findIndex((one) => one.includes('from "./rules/') && isAfter(one));
  const before = at < 0 ? lines.findIndex((one) => one.startsWith("import type")) : at;
  lines.splice(before, 0, line);
  return lines.join("\n").replace(/\n\];\n$/u, `\n  ${name},\n];\n`);
}

/** Adds the messages of the code at the end of the catalogue file. */
function addToCatalogue(text: string, code: string): string {
  const words = `  "${code}": entry<{ id: string }>("warning", ({ id }) => "(what is wrong, in one sentence): " + id, "(what to write instead)"),\n`;
  const start = text.indexOf("export const ");
  const end = text.indexOf("\n};\n", start) + 1;
  return text.slice(0, end) + words + text.slice(end);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  try {
    process.stdout.write(`${newRule(process.argv[2] ?? "").join("\n")}\n\nNext: CONTRIBUTING.md, "A rule"\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
