import { expect, test } from "vitest";
import { userStack } from "../../src/cli/run/user-stack.js";

test("shows the frames of the user's code, without those of flowc, its runtime, the loader and Node", () => {
  const error = new Error("oh");
  error.stack = [
    "Error: oh",
    "    at inner (file:///p/flows/ops.ts?namespace=flowc:2:9)",
    "    at helper (/p/node_modules/helper/index.js:1:1)",
    "    at pump (file:///p/node_modules/@flowc/runtime/dist/index.js:1113:19)",
    "    at run (file:///p/node_modules/flowc/dist/run.js:1:1)",
    "    at load (file:///p/node_modules/tsx/dist/esm/api/index.mjs:1:1)",
    "    at node:internal/modules/run_main:1:1",
  ].join("\n");
  expect(userStack(error, { packageFolder: "/p/node_modules/flowc", cwd: "/p" })).toEqual([
    "    at inner (flows/ops.ts:2:9)",
    "    at helper (node_modules/helper/index.js:1:1)",
  ]);
});
