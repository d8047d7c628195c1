import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { planFlow } from "../../compiler/plan-flow.js";
import { anchorsOf } from "./anchors-of.js";
import { permissiveHost } from "./page-host.js";

const folder = path.resolve(import.meta.dirname, "../../docs");
const pages = (readdirSync(folder, { recursive: true }) as string[]).filter((file) => file.endsWith(".md")).sort();
const read = (file: string): string => readFileSync(path.join(folder, file), "utf8");

test.each(pages)("every link in docs/%s leads somewhere", (page) => {
  const links = [...read(page).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/gu)];
  const broken = links.filter(([, file = "", anchor]) => {
    const target = file === "" ? page : path.join(path.dirname(page), file);
    if (!existsSync(path.join(folder, target))) return true;
    return anchor !== undefined && !anchorsOf(read(target)).includes(anchor);
  });
  expect(broken.map(([link]) => link)).toEqual([]);
});

describe.each(["language.md", "runtime.md"])("the complete flows in docs/%s", (page) => {
  const flows = [...read(page).matchAll(/```yaml\n((?:[^`]*\n)?entry: [^`]*)```/gu)].map(([, flow = ""]) => flow);

  test("exist", () => {
    expect(flows.length).toBeGreaterThan(1);
  });

  test.each(flows)("have no findings: %s", (flow) => {
    expect(planFlow({ path: "flows/shown.flow.yaml", text: flow }, permissiveHost).diagnostics).toEqual([]);
  });
});

/** A flow around a part of one: its nodes are those that the part names, and write what its output reads of the context. */
function aroundPart(part: string): string {
  const [key = ""] = /^\w+/u.exec(part.replace(/^#.*\n/gmu, "")) ?? [];
  const named = [...part.matchAll(/(?:\$payload\.|- |>> |[|&(] ?)([a-z]\w*)\b/gu)].map(([, id = ""]) => id);
  const ids = key === "edges" || key === "output" ? [...new Set(named)] : [];
  const [entry = "a"] = ids;
  const places = [...part.matchAll(/\$ctx\.(\w+)/gu)].map(([place, name = ""]) => `${name}: ${place}`);
  const outputs = key === "output" ? `, context: { outputs: { ${[...new Set(places)].join(", ")} } }` : "";
  const nodes = [...new Set([entry, ...ids])].map((id) => `  ${id}: { callable: ./ops.ts#${id}${outputs} }\n`).join("");
  if (key === "edges") return `entry: ${entry}\nnodes:\n${nodes}${part}`;
  if (key === "nodes") return `entry: ${/^ {2}(\w+):/mu.exec(part)?.[1] ?? ""}\n${part}`;
  if (key === "context") return `entry: a\nnodes:\n  a:\n    callable: ./ops.ts#a\n${part.replace(/^/gmu, "    ")}`;
  const chain = ids.length < 2 ? "" : `edges:\n  - ${ids.join(" >> ")}\n`;
  return `entry: ${entry}\nnodes:\n${nodes}  apologize: { callable: ./ops.ts#apologize }\n${chain}${part}`;
}

describe("the parts of flows in docs/language.md", () => {
  const parts = [...read("language.md").matchAll(/```yaml\n([^`]*)```/gu)].map(([, part = ""]) => part);

  test.each(parts.filter((part) => !/^entry: /mu.test(part)))("have no errors: %s", (part) => {
    const { diagnostics } = planFlow({ path: "flows/shown.flow.yaml", text: aroundPart(part) }, permissiveHost);
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    expect(errors.map(({ code, message }) => `${code} ${message}`)).toEqual([]);
  });
});
