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

  it("bundles a flow again when it changes, breaks, is mended, and when what it calls changes", async () => {
    project = createBundlerProject({
      ...greeting,
      "src/main.ts": `import flow from "./greet.flow.yaml";\nexport default flow;\n`,
    });
    const watched = await watchers[name](project, "src/main.ts");
    ({ stop } = watched);
    const shows = (text: string): Promise<void> =>
      expect.poll(() => [...watched.last().errors, watched.last().code].join("\n"), waiting).toContain(text);
    await shows("greet");

    project.write({ "src/greet.flow.yaml": flow.replace("$ctx.greeting", "$ctx.first") });
    await shows("context.first = ");
    project.write({ "src/greet.flow.yaml": flow.replace("#trim", "#trm") });
    await shows("error[callable/missing-export]: the module `./ops.ts` exports no `trm`");
    await shows("3 |   trim: { callable: ./ops.ts#trm }\n   |                              ^^^");
    // The function that is missing comes: the flow itself is as it was.
    project.write({ "src/ops.ts": `${greeting["src/ops.ts"]}export const trm = (name: string): string => name;\n` });
    await shows("context.greeting = ");
    expect(watched.last().errors).toEqual([]);
  });
});
