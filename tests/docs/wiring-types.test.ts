import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { compileFlow } from "../../compiler/compile.js";
import { openHost } from "../open-host.js";

const page = readFileSync(new URL("../../docs/internals/wiring-types.md", import.meta.url), "utf8");
const blocks = (language: string): string[] =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``, "gu"))].map(([, block = ""]) => block);
/** Removes blanks and line breaks, and the commas that only line breaks need. */
const oneLine = (text: string): string => text.replace(/\s+/gu, "").replace(/,(?=[)>\]}])/gu, "");

test("the module of the flow in docs/internals/wiring-types.md is the one that the page shows", () => {
  const [flow = ""] = blocks("yaml");
  const [interfaces = "", table = ""] = blocks("ts");
  const { module } = compileFlow({ path: "flows/pay.flow.yaml", text: flow }, openHost);
  const text = oneLine(module?.text ?? "");
  for (const part of interfaces.split("// …")[0]?.split("\n\n") ?? []) {
    expect(text).toContain(oneLine(part).replace(/\}$/u, ""));
  }
  for (const line of table.trim().split("\n")) expect(text).toContain(oneLine(line).replace(/,$/u, ""));
});
