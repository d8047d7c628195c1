import { expect, test } from "vitest";
import type { FlowEvent } from "../../runtime/index.js";
import { describeError } from "../../src/cli/run/describe-error.js";
import { describeEvent } from "../../src/cli/run/describe-event.js";
import { createPalette } from "../../src/report/palette.js";

class RateLimit extends Error {}
class StrictLimit extends RateLimit {}
class Named extends Error {
  override name = "Quota";
}
class BelowNamed extends Named {}

test.each([
  [new RateLimit("429"), "RateLimit: 429"],
  [new StrictLimit("429"), "StrictLimit: 429"],
  [new Named("429"), "Quota: 429"],
  [new BelowNamed("429"), "Quota: 429"],
  [new TypeError("no"), "TypeError: no"],
  [Object.assign(new RateLimit("429"), { name: "Slow" }), "Slow: 429"],
  [Object.assign(new RateLimit("429"), { code: "E429" }), "RateLimit [E429]: 429"],
])("an error is named as the context records it: %s", (error, expected) => {
  expect(describeError(error)).toBe(expected);
});

test("the line of a retry names the class of the error", () => {
  const event: FlowEvent = {
    type: "retry",
    nodeId: "ask",
    visit: 1,
    index: [],
    attempt: 1,
    delay: 5,
    error: new RateLimit("429"),
  };
  const line = describeEvent(event, createPalette(false, "error"));
  expect(line).toBe("retry    ask in 5 ms, after attempt 1: RateLimit: 429");
});
