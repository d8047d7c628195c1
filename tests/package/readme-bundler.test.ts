import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type FreshProject, readmeSteps, type, writeStep } from "./fresh-project.js";
import { packPackages, root, type PackedPackages } from "./install-package.js";

function linkTo(name: string): string {
  return `file:${path.join(root, "node_modules", name)}`;
}

/** The relevant part of what `create-vite` writes. */
const template = {
  "package.json": JSON.stringify({
    name: "page",
    private: true,
    version: "0.0.0",
    type: "module",
    devDependencies: { vite: linkTo("vite"), typescript: linkTo("typescript") },
  }),
  "index.html": `<!doctype html><title>loading</title><script type="module" src="/src/main.ts"></script>\n`,
  "tsconfig.json": JSON.stringify({
    compilerOptions: {
      target: "es2023",
      module: "esnext",
      lib: ["ES2023", "DOM"],
      types: [],
      allowArbitraryExtensions: true,
      skipLibCheck: true,
      moduleResolution: "bundler",
      allowImportingTsExtensions: true,
      verbatimModuleSyntax: true,
      noEmit: true,
      strict: true,
      erasableSyntaxOnly: true,
    },
    include: ["src"],
  }),
  "src/main.ts": `import { greet } from "./greet";\ndocument.title = greet("Ada");\n`,
};

let folder = "";
let packed: PackedPackages;
beforeAll(async () => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), "flowc-vite-")));
  packed = await packPackages();
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

it("what the README says about bundlers works word for word in a project with Vite", { timeout: 300_000 }, () => {
  const project: FreshProject = {
    folder: path.join(folder, "page"),
    packages: { flowc: packed.flowc.tarball, "@flowc/runtime": packed.runtime.tarball },
    manager: "npm",
    path: [path.dirname(process.execPath)],
  };
  mkdirSync(project.folder);
  for (const [name, text] of Object.entries(template)) writeStep({ kind: "file", name, text }, project);
  const steps = readmeSteps("In a bundler");
  for (const step of steps) {
    if (step.kind === "file") writeStep(step, project);
    else type(step.line, project);
  }
  expect(steps).toHaveLength(5);
  expect(readFileSync(path.join(project.folder, "vite.config.ts"), "utf8")).toContain("flowc()");
  // As in the scripts of the template.
  type("npx tsc", project);
  type("npx vite build --minify false --logLevel warn", project);
  type("npx flowc build --check", project);
  const script = readFileSync(path.join(project.folder, "dist/index.html"), "utf8").match(
    /src="\/(assets\/[^"]+)"/u,
  )?.[1];
  const bundle = `globalThis.document = { querySelectorAll: () => [], createElement: () => ({ relList: { supports: () => true } }) };
await import("./dist/${script ?? ""}"); console.log(document.title);`;
  writeStep({ kind: "file", name: "show.mjs", text: bundle }, project);
  expect(type("node show.mjs", project)).toBe("Hello Ada\n");
});
