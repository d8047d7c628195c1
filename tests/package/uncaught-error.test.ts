import { spawnSync } from "node:child_process";
import path from "node:path";
import { describe, expect, it } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");

/** What Node prints for an uncaught error of the built package. */
function uncaught(specifier: string, ...options: string[]): string {
  const program = `
    import { defineFlow, routerSupport } from "${specifier}";
    const nodes = [{ id: "r", kind: "router", call: () => "nowhere", next: ["a"] }, { id: "a", call: () => 1 }];
    await defineFlow({ name: "f", entry: "r", nodes, uses: [routerSupport] }).run({});`;
  const command = [...options, "--input-type=module", "--eval", program];
  const { status, stderr } = spawnSync(process.execPath, command, { cwd: root, encoding: "utf8" });
  expect(status).toBe(1);
  return stderr;
}

describe("an uncaught error of a flow (needs `npm run build`)", () => {
  it.each(["@flowc/runtime", "flowc/runtime"])("prints the line of the runtime that threw it, from %s", (specifier) => {
    const printed = uncaught(specifier);
    expect(printed).toContain("Router `r` chose `nowhere`, which is not one of its successors");
    expect(printed).toMatch(/code: 'run\/unknown-target'/u);
    expect(printed.length).toBeLessThan(3000);
    expect(Math.max(...printed.split("\n").map((line) => line.length))).toBeLessThan(200);
  });

  it("leads to the sources under --enable-source-maps", () => {
    expect(uncaught("@flowc/runtime", "--enable-source-maps")).toMatch(/runtime[\\/]routers[\\/]router\.ts:\d+:\d+/u);
  });
});
