import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const path = (relative: string): string => new URL(relative, import.meta.url).pathname;

/** Tests of the runtime that change a clock, an environment or a global, or look at the memory of their process. */
const changing = [
  "anywhere",
  "concurrency",
  "conformance",
  "context",
  "event-loop",
  "leaks",
  "limits",
  "meta",
  "on-error",
  "policies",
  "signals",
  "values",
];

/** Tests of code that keeps no state: one process runs many of their files, and loads what they need once. */
const stateless = [
  "analyze",
  "api",
  "bad-input",
  "build",
  "cli",
  "config",
  "conformance",
  "docs",
  "emit",
  "examples",
  "grammar",
  "host",
  "load",
  "manifest",
  "monorepo",
  "picture",
  "reporters",
  "schema",
  "trace",
  "types",
]
  .map((folder) => `tests/${folder}/**/*.test.ts`)
  .concat(`tests/runtime/!(${changing.join("|")}).test.ts`);

/** Tests that need a program beside Node, which `.ci/run` installs or starts: a browser. */
const services = ["tests/browser/**/*.test.ts", "tests/bundlers/vite-dev.test.ts"];

/** Files that take more than ten seconds, longest first. If one started late, the other workers would wait for it at the end. */
const slow = [
  "tests/analyze/large/campaign.test.ts",
  "tests/analyze/random-flows.test.ts",
  "tests/reporters/error-fixtures.test.ts",
  "tests/model/model.test.ts",
  "tests/emit/wide.test.ts",
  "tests/types/wirings.test.ts",
  "tests/runtime/limits.test.ts",
  "tests/grammar/any-text.test.ts",
  "tests/types/narrowed-random.test.ts",
  "tests/emit/typescript.test.ts",
].map(path);

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number =>
      slow.includes(moduleId) ? slow.indexOf(moduleId) : slow.length;
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  resolve: {
    alias: {
      "flowc/config": path("./src/config/flowc-config.ts"),
      "@flowc/runtime/trace": path("./runtime/trace/index.ts"),
      "@flowc/runtime/otel": path("./runtime/otel/index.ts"),
      "@flowc/runtime": path("./runtime/index.ts"),
      flowc: path("./src/library/index.ts"),
    },
  },
  test: {
    globalSetup: ["tests/temporary-files.ts"],
    setupFiles: ["tests/random-seed.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // By default one core is left alone, which on two cores is half of the machine.
    maxWorkers: "100%",
    sequence: { sequencer: LongestFirst },
    projects: [
      { extends: true, test: { name: "stateless", include: stateless, isolate: false } },
      {
        extends: true,
        test: { name: "isolated", include: ["tests/**/*.test.ts"], exclude: [...stateless, ...services] },
      },
      { extends: true, test: { name: "services", include: services } },
    ],
  },
});
