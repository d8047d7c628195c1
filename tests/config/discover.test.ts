import { symlinkSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { discoverFlows, type DiscoverOptions } from "../../src/project/discover.js";
import { temporaryProject } from "../host/temporary-project.js";

type Options = Partial<Omit<DiscoverOptions, "projectDir" | "cwd">> & { readonly cwd?: string };

function project(files: readonly string[]): string {
  return temporaryProject(Object.fromEntries(files.map((file) => [file, ""])));
}

async function discoverIn(root: string, options: Options = {}): Promise<unknown> {
  const cwd = path.join(root, options.cwd ?? ".");
  const outcome = await discoverFlows({ projectDir: root, arguments: [], ...options, cwd });
  return outcome.ok ? outcome.value : outcome.errors;
}

const discover = (files: readonly string[], options?: Options): Promise<unknown> => discoverIn(project(files), options);

describe("the whole project", () => {
  it("takes `*.flow.{yaml,yml,json}`, sorted by code points", async () => {
    const flows = [
      "b.flow.yaml",
      "a/z.flow.yml",
      "a.flow.json",
      "\u{1F600}.flow.yaml",
      "\uFF5E.flow.yaml",
      "B.flow.yaml",
    ];
    expect(await discover([...flows, "c.yaml", "d.flow.ts", "e.flow.yaml.txt", "package.json"])).toEqual([
      "B.flow.yaml",
      "a.flow.json",
      "a/z.flow.yml",
      "b.flow.yaml",
      "\uFF5E.flow.yaml",
      "\u{1F600}.flow.yaml",
    ]);
  });

  it("leaves out node_modules, dist and folders with a dot", async () => {
    const files = [
      "node_modules/x/a.flow.yaml",
      "app/node_modules/a.flow.yaml",
      "dist/a.flow.yaml",
      ".git/a.flow.yaml",
    ];
    expect(await discover([...files, "app/a.flow.yaml"])).toEqual(["app/a.flow.yaml"]);
  });

  it("takes what `include` says and leaves out what `exclude` says", async () => {
    const files = ["flows/a.yaml", "flows/old/b.yaml", "flows/new/c.yaml", "flows/ops.ts", "d.flow.yaml"];
    const options = { include: ["flows/**/*"], exclude: ["flows/old"] };
    expect(await discover(files, options)).toEqual(["flows/a.yaml", "flows/new/c.yaml"]);
    expect(await discover(files, { exclude: ["**/*.flow.yaml"], include: ["*.yaml", "flows/a.*"] })).toEqual([
      "flows/a.yaml",
    ]);
  });

  it("follows links, but not in a circle", async () => {
    const root = project(["real/a.flow.yaml"]);
    symlinkSync(path.join(root, "real"), path.join(root, "link"));
    symlinkSync(root, path.join(root, "real", "circle"));
    expect(await discoverIn(root)).toEqual(expect.arrayContaining(["real/a.flow.yaml", "link/a.flow.yaml"]));
  });

  it("reports that there is none", async () => {
    expect(await discover(["a.yaml"])).toEqual([
      {
        message: "the project has no flow",
        help: "Looked for `**/*.flow.{yaml,yml,json}`. Name a flow's file, or set `include` in the configuration.",
      },
    ]);
  });
});

describe("named files and folders", () => {
  it("takes a named file regardless of its name and of what is excluded", async () => {
    const files = ["a.yaml", "b.yml", "c.json", "node_modules/x/d.yaml"];
    const options = { arguments: ["./c.json", "a.yaml", "b.yml", "node_modules/x/d.yaml"], exclude: ["**"] };
    expect(await discover(files, options)).toEqual(["a.yaml", "b.yml", "c.json", "node_modules/x/d.yaml"]);
  });

  it("takes each once", async () => {
    const options = { arguments: ["flows", "flows/a.flow.yaml", "./flows/../flows/a.flow.yaml"] };
    expect(await discover(["flows/a.flow.yaml"], options)).toEqual(["flows/a.flow.yaml"]);
  });

  it("takes them relative to the working directory", async () => {
    const files = ["app/flows/a.flow.yaml", "app/flows2/b.flow.yaml", "flows/c.flow.yaml"];
    expect(await discover(files, { cwd: "app", arguments: ["flows"] })).toEqual(["app/flows/a.flow.yaml"]);
    expect(await discover(files, { cwd: "app", arguments: ["../flows/c.flow.yaml"] })).toEqual(["flows/c.flow.yaml"]);
  });

  it("takes the files of a folder that `include` covers", async () => {
    const files = ["flows/x/a.yaml", "flows/y/b.yaml", "other/x/c.yaml"];
    const options = { include: ["flows/**/*.yaml"], arguments: ["flows/x"] };
    expect(await discover(files, options)).toEqual(["flows/x/a.yaml"]);
    expect(await discover(files, { ...options, arguments: ["other"] })).toMatchObject([
      { message: "`other` has no flow below it" },
    ]);
  });

  it("takes a folder whose name looks like a glob", async () => {
    const files = ["(flows)/[id]/a.flow.yaml", "flows/i/b.flow.yaml"];
    expect(await discover(files, { arguments: ["(flows)/[id]"] })).toEqual(["(flows)/[id]/a.flow.yaml"]);
  });

  it("takes files and folders outside the project", async () => {
    const root = project(["app/package.json", "shared/a.flow.yaml", "shared/b.yaml"]);
    const outcome = await discoverFlows({
      projectDir: path.join(root, "app"),
      arguments: ["../shared", "../shared/b.yaml"],
      exclude: ["**"],
    });
    expect(outcome).toEqual({ ok: true, value: ["../shared/a.flow.yaml", "../shared/b.yaml"] });
  });

  it("reports all that is wrong", async () => {
    const options = { arguments: ["flows/oder.flow.yaml", "nothing", "flows/ops.ts", "flows"] };
    expect(await discover(["flows/order.flow.yaml", "flows/ops.ts"], options)).toEqual([
      { message: "`flows/oder.flow.yaml` does not exist", help: "Did you mean `flows/order.flow.yaml`?" },
      { message: "`nothing` does not exist" },
      {
        message: "`flows/ops.ts` is no flow file",
        help: "The name of a flow file ends with `.yaml`, `.yml` or `.json`.",
      },
    ]);
  });
});
