import { defineConfig } from "vitest/config";
import base from "./vitest.config.js";

const include = [
  "tests/analyze/broken-flows.test.ts",
  "tests/analyze/large/campaign.test.ts",
  "tests/analyze/random-flows.test.ts",
  "tests/cli/flow-trees.test.ts",
  "tests/emit/hostile.test.ts",
  "tests/emit/typescript.test.ts",
  "tests/fix/fix-text.test.ts",
  "tests/grammar/any-text.test.ts",
  "tests/grammar/print.test.ts",
  "tests/model/model.test.ts",
  "tests/picture/broken-lines.test.ts",
  "tests/picture/random-pictures.test.ts",
  "tests/picture/random-trees.test.ts",
  "tests/types/run-results-random.test.ts",
  "tests/types/sound-random.test.ts",
];

/** Tests of many random values: `npm test` draws some of them, `npm run test:long` all. */
export default defineConfig({
  ...base,
  test: { ...base.test, projects: [{ extends: true, test: { name: "long", include, env: { LONG: "1" } } }] },
});
