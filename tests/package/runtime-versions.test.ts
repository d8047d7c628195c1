import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { build, transform, type Plugin } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileFlow } from "../../compiler/compile.js";
import type { RuntimeVersion } from "../../runtime/prepare/check-format.js";
import { openHost } from "../open-host.js";
import { root } from "./install-package.js";

const plain = `name: order
entry: a
nodes:
  a: { callable: "pkg#one" }
  b: { callable: "pkg#one" }
edges: [a >> b]
`;
const nested = `name: order
entry: a
nodes:
  a: { callable: "pkg#one" }
  b: { callable: "pkg#one" }
  inner: { type: RoutingNode, routing_rule: "pkg#toOuter" }
  outer: { type: RoutingNode, routing_rule: "pkg#toEnd" }
  end: { callable: "pkg#one" }
edges: [a >> b >> inner >> (b | outer), outer >> (a | end)]
`;
const callables = `export const one = (input) => input;
export const toOuter = () => "outer";
export const toEnd = () => "end";
`;

/** The package of a runtime: its real entry points and sources, which state other formats. */
const released: Readonly<Record<string, RuntimeVersion>> = {
  older: { version: "0.0.9", oldest: 1, newest: 1 },
  newer: { version: "9.0.0", oldest: 2, newest: 3 },
};

const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "flowc-versions-")));
beforeAll(async () => {
  for (const [name, version] of Object.entries(released)) {
    write(`${name}/package.json`, `{ "type": "module" }`);
    write(`${name}/node_modules/pkg/package.json`, `{ "name": "pkg", "type": "module", "exports": "./index.js" }`);
    write(`${name}/node_modules/pkg/index.js`, callables);
    write(`${name}/plain.js`, await moduleOf(plain));
    write(`${name}/nested.js`, await moduleOf(nested));
    await installRuntime(`${name}/node_modules/@flowc/runtime`, version);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("a module on a runtime of another version", () => {
  it("fails when it is imported, if it needs a newer one", () => {
    expect(importing("older/nested.js")).toMatchObject({
      code: "define/format",
      message:
        "The module of flow `order` has format 2; @flowc/runtime 0.0.9 reads up to 1: run `npm install @flowc/runtime@latest`",
    });
  });

  it("fails when it is imported, if it needs an older one", () => {
    expect(importing("newer/plain.js")).toMatchObject({
      code: "define/format",
      message: "The module of flow `order` has format 1; @flowc/runtime 9.0.0 reads 2 and up: run `npx flowc build`",
    });
  });

  it.each(["older/plain.js", "newer/nested.js"])("%s runs, since its format is read", (file) => {
    expect(importing(file)).toEqual({ errors: [] });
  });
});

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
}

/** The generated module of a flow as JavaScript. */
async function moduleOf(text: string): Promise<string> {
  const { module, diagnostics } = compileFlow({ path: "order.flow.yaml", text }, openHost);
  expect(diagnostics).toEqual([]);
  const { code } = await transform(module?.text ?? "", { loader: "ts" });
  return code;
}

async function installRuntime(target: string, version: RuntimeVersion): Promise<void> {
  const manifest = JSON.parse(readFileSync(path.join(root, "runtime/package.json"), "utf8")) as Record<string, unknown>;
  const flowc = { oldestFormat: version.oldest, newestFormat: version.newest };
  write(`${target}/package.json`, JSON.stringify({ ...manifest, version: version.version, flowc }));
  await build({
    entryPoints: [path.join(root, "runtime/index.ts")],
    outfile: path.join(folder, target, "dist/index.js"),
    bundle: true,
    format: "esm",
    platform: "neutral",
    logLevel: "silent",
    plugins: [stating(version)],
  });
}

/** Has the runtime check formats as another version of it. */
function stating(version: RuntimeVersion): Plugin {
  const file = path.join(root, "runtime/prepare/check-format.ts");
  const contents = `import { checkFormat as check } from ${JSON.stringify(file)};
export const thisRuntime = ${JSON.stringify(version)};
export const checkFormat = (spec, runtime = thisRuntime) => check(spec, runtime);
`;
  return {
    name: "version",
    setup: ({ onResolve, onLoad }) => {
      onResolve({ filter: /\/check-format\.js$/ }, () => ({ path: "version", namespace: "version" }));
      onLoad({ filter: /^/, namespace: "version" }, () => ({ contents, resolveDir: root }));
    },
  };
}

/** What happens in a process that imports a module and runs its flow. */
function importing(file: string): unknown {
  const program = `
const shown = (value) => console.log(JSON.stringify(value));
import(${JSON.stringify(`./${path.basename(file)}`)}).then(
  async ({ default: flow }) => shown({ errors: (await flow.run({}, 1)).errors }),
  ({ code, message }) => shown({ code, message }),
);`;
  const cwd = path.join(folder, path.dirname(file));
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", program], {
    cwd,
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  return JSON.parse(stdout) as unknown;
}
