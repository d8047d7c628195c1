import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { createNodeHost, loadLayout, pictureOf, planFlow, svgOf } from "../../src/library/index.js";
import { createProject, runCli, twoSteps } from "./run-cli.js";

const file = "flows/two.flow.yaml";

function project(files: Readonly<Record<string, string>> = {}) {
  const cwd = createProject({ ...twoSteps, ...files });
  return {
    at: (name: string) => path.join(cwd, name),
    read: (name: string) => readFileSync(path.join(cwd, name), "utf8"),
    write: (name: string, text: string) => {
      writeFileSync(path.join(cwd, name), text);
    },
    graph: (...args: string[]) => runCli(["graph", ...args], { cwd }),
  };
}

const broken = twoSteps[file].replace("first >> second", "first >> second\n  - first >> secnd");

describe("one flow", () => {
  test("goes to stdout: an outline, Mermaid, DOT, JSON, SVG", async () => {
    const { graph } = project();
    const outline = `two · 2 nodes · ${file}\n● first   → second   ⟵ input\n● second  ■\n`;
    expect(await graph(file, "--as", "text")).toEqual({ status: 0, out: outline, error: "" });
    expect((await graph(file, "--as", "mermaid")).out).toContain("flowchart TD\n  n0[");
    expect((await graph(file, "--as", "mermaid", "--direction", "right")).out).toContain("flowchart LR\n");
    expect((await graph(file, "--as", "dot")).out).toContain("  n0 -> n1\n");
    expect(JSON.parse((await graph(file, "--as", "json")).out)).toMatchObject({
      schema: "flowc.picture/1",
      nodes: [{ id: "first", callable: "ops.ts#first", place: { line: 3, column: 3 } }, { id: "second" }],
      edges: [{ from: "first", to: "second", kind: "flow" }],
    });
    const svg = await graph(file);
    expect(svg).toMatchObject({ status: 0, error: "" });
    expect(svg.out).toMatch(/^<svg [^]*ops\.ts#first[^]*<\/svg>\n$/u);
    expect((await graph(file, "--detail", "names")).out).not.toMatch(/>ops\.ts#first</u);
  });

  test("dark, light, or as the reader prefers", async () => {
    const { graph } = project();
    expect((await graph(file)).out).toContain("prefers-color-scheme:dark");
    const [light, dark] = [(await graph(file, "--theme", "light")).out, (await graph(file, "--theme", "dark")).out];
    expect(light).not.toContain("prefers-color-scheme");
    expect([light.includes("#12161c"), dark.includes("#12161c")]).toEqual([false, true]);
  });

  test("links to its places", async () => {
    const { graph, at } = project();
    const link = await graph(file, "--link", "https://github.com/a/b/blob/main/{file}#L{line}");
    expect(link.out).toContain('<a href="https://github.com/a/b/blob/main/flows/two.flow.yaml#L3">');
    const local = await graph(file, "--link", "vscode://file/{path}:{line}:{column}");
    expect(local.out).toContain(`vscode://file${at(file)}:4:3`);
    const wrong = await graph(file, "--link", "x/{row}");
    expect(wrong).toMatchObject({ status: 2, out: "" });
    expect(wrong.error).toContain("the template of `--link` has an unknown part, `{row}`");
    expect((await graph(file, "--link", "https://a")).error).toContain("names no part of a place");
  });

  test.each(["javascript:alert({line})", " JavaScript:{line}", "java\tscript:{line}", "data:text/html,{file}"])(
    "refuses a link that runs as a script: %j",
    async (template) => {
      const { status, out, error } = await project().graph(file, "--link", template);
      expect({ status, out }).toEqual({ status: 2, out: "" });
      expect(error).toContain("would run as a script");
    },
  );

  test("is what a program gets with the exports of flowc", async () => {
    const { graph, at } = project();
    const host = createNodeHost({ projectDir: at(".") });
    const { plan } = planFlow({ path: file, text: readFileSync(at(file), "utf8") }, host);
    const layout = await loadLayout();
    const svg = plan && svgOf(await layout(pictureOf(plan), { direction: "right" }), { theme: "dark" });
    expect(svg).toBe((await graph(file, "--direction", "right", "--theme", "dark")).out);
  });

  test("with errors is drawn as far as it resolves; findings go to stderr", async () => {
    const { graph } = project({ [file]: broken });
    const text = await graph(file, "--as", "text");
    expect(text.status).toBe(1);
    expect(text.out).toContain("two · incomplete: the flow has errors · 2 nodes");
    expect(text.out).toContain("● first   → second   ⟵ input\n");
    expect(text.error).toContain("error[edge/unknown-node]");
    expect(await graph(file, "--format", "json", "--as", "json")).toMatchObject({
      out: expect.stringContaining('"isPartial": true') as string,
      error: expect.stringContaining('"edge/unknown-node"') as string,
    });
  });

  test("that is none is not drawn", async () => {
    const { graph } = project({ [file]: "- 1\n" });
    expect(await graph(file)).toMatchObject({ status: 1, out: "" });
  });
});

describe("files", () => {
  const out = "pictures/flows/two.flow.svg";

  test("are written once, and compared with --check", async () => {
    const { graph, read, write, at } = project();
    const missing = await graph("--out", "pictures", "--check");
    expect(missing).toMatchObject({ status: 1, out: "" });
    expect(missing.error).toBe(`missing ${out}\nrun \`flowc graph\` without \`--check\` and commit what it writes\n`);
    expect(existsSync(at("pictures"))).toBe(false);
    expect(await graph("--out", "pictures")).toEqual({ status: 0, out: "", error: `written ${out}\n` });
    expect(await graph("--out", "pictures")).toMatchObject({ error: "1 picture up to date\n" });
    write(out, read(out).replaceAll("\n", "\r\n"));
    expect(await graph("--out", "pictures", "--check")).toMatchObject({ status: 0, error: "1 picture up to date\n" });
    write(file, twoSteps[file].replaceAll("second", "third"));
    expect((await graph("--out", "pictures", "--check")).error).toContain(`stale ${out}\n`);
    expect(JSON.parse((await graph("--out", "pictures", "--check", "--format", "json")).out)).toMatchObject({
      modules: [{ path: out, status: "stale" }],
    });
    expect(await graph("--out", "pictures")).toMatchObject({
      status: 1,
      error: expect.stringContaining(out) as string,
    });
  });

  test("are next to their flows, or where they are named; the name says the form", async () => {
    const { graph, read } = project();
    expect((await graph("--out", ".")).error).toBe("written flows/two.flow.svg\n");
    expect((await graph(file, "--out", "a/two.mmd")).error).toBe("written a/two.mmd\n");
    expect(read("a/two.mmd")).toMatch(/^%% @generated by flowc from flows\/two\.flow\.yaml\n/u);
    for (const name of ["two.svg", "two.dot", "two.txt", "two.json"]) {
      expect((await graph(file, "--out", name)).error).toBe(`written ${name}\n`);
      expect((await graph(file, "--out", name, "--detail", "names")).status).toBe(0);
    }
    expect((await graph("--out", "pictures", "--as", "text")).error).toBe("written pictures/flows/two.flow.txt\n");
  });

  test("are named: neither nothing nor `-` names any", async () => {
    const { graph } = project();
    expect(await graph(file, "--out", "")).toMatchObject({
      status: 2,
      error: expect.stringContaining("`--out` names no file or folder") as string,
    });
    expect(await graph(file, "--out", "-")).toMatchObject({
      status: 2,
      error: expect.stringContaining("`-` is none") as string,
    });
  });

  test("of others are not replaced", async () => {
    const { graph, read, write } = project();
    for (const name of ["two.svg", "two.html", "two.mmd", "two.dot", "two.txt", "two.json", "two.png"]) {
      write(name, "<svg>mine</svg>");
      const refused = await graph(file, "--out", name);
      expect(refused).toMatchObject({ status: 2, out: "" });
      expect(refused.error).toContain(`\`${name}\` is not replaced: it is no picture that flowc drew`);
      expect(read(name)).toBe("<svg>mine</svg>");
    }
    // The flow file has no extension of a picture, so it is taken for a folder.
    const inside = await graph(file, "--out", file);
    expect(inside).toMatchObject({ status: 2, out: "" });
    expect(inside.error).toContain("cannot be written: a part of its path is a file, not a folder");
    expect(read(file)).toBe(twoSteps[file]);
  });

  test("of several flows need a folder", async () => {
    const { graph } = project({ "flows/more.flow.yaml": twoSteps[file] });
    expect(await graph()).toMatchObject({
      status: 2,
      error: expect.stringContaining("2 flows, but only one") as string,
    });
    expect(await graph("--out", "all.svg")).toMatchObject({
      status: 2,
      error: expect.stringContaining("2 flows do not fit into one picture, `all.svg`") as string,
    });
    expect((await graph("--out", "all")).error).toBe(
      "written all/flows/more.flow.svg\nwritten all/flows/two.flow.svg\n",
    );
  });

  test("PNG has the same picture; it cannot be compared", async () => {
    const { graph, at } = project();
    expect((await graph(file, "--out", "two.png")).error).toBe("written two.png\n");
    const bytes = readFileSync(at("two.png"));
    expect(bytes.subarray(1, 4).toString("latin1")).toBe("PNG");
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([840, 2 * (56 + 226)]);
    expect((await graph(file, "--out", "two.png", "--check")).error).toContain("`--check` cannot compare PNGs");
    expect((await graph(file, "--check")).error).toContain("`--check` needs `--out`");
    expect((await graph(file, "--out", "two.html")).error).toBe("written two.html\n");
    expect((await graph(file, "--out", "two.html", "--check")).error).toContain(
      "cannot compare pages that link to files",
    );
    const link = ["--link", "https://example.org/{file}"];
    expect((await graph(file, "--out", "two.html", ...link)).error).toBe("written two.html\n");
    expect((await graph(file, "--out", "two.html", ...link, "--check")).status).toBe(0);
  });
});
