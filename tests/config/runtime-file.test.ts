import { describe, expect, it, test } from "vitest";
import { runtimeFileOf } from "../../src/config/runtime-file.js";
import { findConfigFaults } from "../../src/config/validate-config.js";

test("folders are separated by slashes on every system", () => {
  expect(findConfigFaults({ outDir: "src\\gen", roots: ["lib", "..\\shared"] })).toMatchObject([
    { path: ["outDir"], help: "Write `src/gen`." },
    { path: ["roots", 1], help: "Write `../shared`." },
  ]);
});

describe("the runtime's own file", () => {
  it.each([
    [{}, undefined],
    [{ runtime: "@flowc/runtime" }, undefined],
    [{ runtime: "@acme/runtime" }, undefined],
    [{ runtime: "inline" }, "flowc-runtime.flow.ts"],
    [{ runtime: "inline", outDir: "gen" }, "gen/flowc-runtime.flow.ts"],
    [{ runtime: "inline", include: ["flows/**/*.flow.yaml"] }, "flows/flowc-runtime.flow.ts"],
    [{ runtime: "inline", include: ["./src/flows/a.flow.yaml"] }, "src/flows/flowc-runtime.flow.ts"],
    [{ runtime: "inline", include: ["src/a/*.yaml", "src/b/**/*.yaml", "!lib/**"] }, "src/flowc-runtime.flow.ts"],
    [{ runtime: "inline", include: ["src/{a,b}/*.yaml"] }, "src/flowc-runtime.flow.ts"],
    [{ runtime: "inline", include: ["a/*.yaml", "b/*.yaml"] }, "flowc-runtime.flow.ts"],
    [{ runtime: "./lib/x.flow.ts", outDir: "gen" }, "lib/x.flow.ts"],
    [{ runtime: "../shared/x.flow.ts" }, "../shared/x.flow.ts"],
  ])("of %j is %s", (config, expected) => {
    expect(runtimeFileOf(config)).toBe(expected);
  });
});

test.each(["./runtime.ts", "/abs/x.flow.ts", "C:/x.flow.ts", ".\\x.flow.ts", "."])(
  "%s is not a valid place for it",
  (runtime) => {
    expect(findConfigFaults({ runtime })).toEqual([
      {
        path: ["runtime"],
        onKey: false,
        message: "`runtime` is a path that is not relative, or does not end with `.flow.ts`",
        help: "Write it as `./src/flowc-runtime.flow.ts`.",
      },
    ]);
  },
);
