import { describe, expect, test } from "vitest";
import { compileFlow } from "../../compiler/compile.js";
import { openHost } from "../open-host.js";
import { wideFlows } from "../wide-flows.js";

function lengthOf(text: string): number {
  const { module } = compileFlow({ path: "wide.flow.yaml", text }, openHost);
  return module?.text.length ?? Number.NaN;
}

/** A text in which each of many targets names all of them would be four times as long. */
describe.each(Object.entries(wideFlows))("%s", (_, flowOf) => {
  test("gives a module whose length is linear in the size", () => {
    expect(lengthOf(flowOf(400)) / lengthOf(flowOf(200))).toBeLessThanOrEqual(2.2);
  });
});
