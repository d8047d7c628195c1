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
