import { rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { createBundlerProject, greeting, type BundlerProject } from "./bundler-project.js";
import { watchers } from "./watch-bundles.js";

const flow = greeting["src/greet.flow.yaml"];
const waiting = { timeout: 20_000, interval: 50 };

describe.each(["rollup", "esbuild", "webpack", "rspack"] as const)("%s, watching", (name) => {
  let project: BundlerProject;
  let stop: () => Promise<void>;
  afterEach(async () => {
    await stop();
    project.remove();
  });

  /** Watches a project whose entry imports the flow. */
  const start = async (files: Readonly<Record<string, string>>) => {
    project = createBundlerProject({
      ...greeting,
      "src/main.ts": `import flow from "./greet.flow.yaml";\nexport default flow;\n`,
      ...files,
    });
    const watched = await watchers[name](project, "src/main.ts");
    ({ stop } = watched);
    const shows = (text: string): Promise<void> =>
      expect.poll(() => [...watched.last().errors, watched.last().code].join("\n"), waiting).toContain(text);
    return { watched, shows };
  };

  it("bundles a flow again when it changes, breaks, is fixed, and when what it calls changes", async () => {
    const { watched, shows } = await start({});
    await shows("greet");

    project.write({ "src/greet.flow.yaml": flow.replace("$ctx.greeting", "$ctx.first") });
    await shows("context.first = ");
    project.write({ "src/greet.flow.yaml": flow.replace("#trim", "#trm") });
    await shows("error[callable/missing-export]: the module `./ops.ts` does not export `trm`");
    await shows("3 |   trim: { callable: ./ops.ts#trm }\n   |                              ^^^");
    // The missing function appears, while the flow itself has not changed.
    project.write({ "src/ops.ts": `${greeting["src/ops.ts"]}export const trm = (name: string): string => name;\n` });
    await shows("context.greeting = ");
    expect(watched.last().errors).toEqual([]);
  });

  it("follows what a flow calls, and the configuration", async () => {
    const odd = flow.replace("edges:", "  odd: { callable: ./ops.ts#trim }\nedges:");
    const { shows } = await start({ "src/greet.flow.yaml": odd, "flowc.config.json": "{}\n" });
    await shows("Hello ");
    project.write({ "src/ops.ts": greeting["src/ops.ts"].replace("Hello", "Good morning") });
    await shows("Good morning ");
    project.write({ "flowc.config.json": `{ "rules": { "node/unreachable": "error" } }\n` });
    await shows("error[node/unreachable]");
    project.write({ "flowc.config.json": "{}\n" });
    await shows("Good morning ");
  });

  it("recovers when a missing module appears", async () => {
    const { watched, shows } = await start({ "src/greet.flow.yaml": flow.replace("./ops.ts#trim", "./more.ts#trim") });
    await shows("error[callable/missing-module]");
    // Meanwhile the bundler has no reason to bundle again.
    await sleep(500);
    const broken = watched.last();
    await sleep(500);
    expect(watched.last()).toBe(broken);
    // A file that appears before a bundler watches does not count as a change: on a busy machine it appears again.
    const appear = (): void => {
      rmSync(project.file("src/more.ts"), { force: true });
      project.write({ "src/more.ts": `export const trim = (name: string): string => name.trim() + "!";\n` });
    };
    appear();
    const appearing = setInterval(appear, 5_000);
    await shows('"!"').finally(() => clearInterval(appearing));
  });
});
