import { describe, expect, test } from "vitest";
import { shapeOfSize } from "../../bench/shapes.mjs";
import { compileFlow } from "../../compiler/compile.js";
import { openHost } from "../open-host.js";
import { wideFlows } from "../wide-flows.js";

function lengthOf(text: string): number {
  const { module } = compileFlow({ path: "wide.flow.yaml", text }, openHost);
  return module?.text.length ?? Number.NaN;
}

/** A text that named all targets at each of them would be four times as long. */
describe.each(Object.entries(wideFlows))("%s", (_, flowOf) => {
  test("gives a module with a length linear in the size", () => {
    expect(lengthOf(flowOf(400)) / lengthOf(flowOf(200))).toBeLessThanOrEqual(2.2);
  });
});

describe("reads of one place by many, of what many write", () => {
  test.each([
    "fan on one path",
    "fan on one path, with `??`",
    "router on one path",
    "router, then readers of one path",
    "choices on one path",
    "cycles in a row",
    "nested cycles",
    "nested cycles on one path",
    "one cycle of many ways back",
    "one long body",
    "fan on paths below one",
    "chain that reads the whole context",
    "chain that reads what is below a whole",
    "chain that reads all payloads",
    "many reads of many writes of one path",
    "many reads of parts that many write",
    "layers of ten, `|`",
    "layers of ten, `&`",
    "layers of ten routers",
  ])("%s: a module has at most 15 bytes per byte of the flow, and no more for a larger flow", (shape) => {
    const ratios = [800, 1600].map((size) => {
      const text = shapeOfSize(shape, size);
      return lengthOf(text) / text.length;
    });
    expect(Math.max(...ratios)).toBeLessThanOrEqual(15);
    expect((ratios[1] ?? Infinity) / (ratios[0] ?? 0)).toBeLessThanOrEqual(1.1);
  });

  test.each(["fan on paths below one", "chain that reads all payloads"])(
    "%s: a few keys are written out at each read",
    (shape) => {
      const of = (size: number): string => {
        const text = shapeOfSize(shape, size);
        return compileFlow({ path: "wide.flow.yaml", text }, openHost).module?.text ?? "";
      };
      expect(of(60)).not.toContain("Places");
      expect(of(300)).toContain("interface Places");
    },
  );

  test("a few writers are written out at each read, and so are many that one node reads", () => {
    const of = (size: number): string => {
      const text = shapeOfSize("router, then readers of one path", size);
      return compileFlow({ path: "wide.flow.yaml", text }, openHost).module?.text ?? "";
    };
    expect(of(60)).not.toContain("Writers");
    expect(of(300)).toContain("Writers");
  });
});
