import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkFlow, defineFlow } from "@flowc/runtime";
import { tableFormats } from "../../compiler/emit/generated-mark.js";
import { checkFormat, thisRuntime } from "../../runtime/prepare/check-format.js";
import { errorOf, node, same } from "./flows.js";

const spec = (format?: number) => ({
  name: "order",
  entry: "a",
  nodes: [node("a", same)],
  ...(format !== undefined && { format }),
});

describe("the format of a module", () => {
  const runtime = { version: "0.9.0", oldest: 3, newest: 5 };

  it("rejects a newer module on an older runtime", async () => {
    expect(await errorOf(() => checkFormat(spec(6), runtime))).toMatchObject({
      code: "define/format",
      message:
        "The module of flow `order` has format 6; @flowc/runtime 0.9.0 reads up to 5: " +
        "run `npm install @flowc/runtime@latest`",
    });
  });

  it("rejects an older module on a newer runtime that no longer supports its format", async () => {
    expect(await errorOf(() => checkFormat(spec(2), runtime))).toMatchObject({
      code: "define/format",
      message: "The module of flow `order` has format 2; @flowc/runtime 0.9.0 reads 3 and up: run `npx flowc build`",
    });
  });

  it.each([[3], [5], [undefined]])("accepts %s", (format) => {
    expect(() => checkFormat(spec(format), runtime)).not.toThrow();
  });

  it("is checked before anything else in the table", async () => {
    const unknown = { ...spec(thisRuntime.newest + 1), entry: "gone" };
    expect(await errorOf(() => defineFlow(unknown))).toMatchObject({ code: "define/format" });
    expect(await errorOf(() => checkFlow(unknown))).toMatchObject({ code: "define/format" });
  });

  it("is supported by this runtime, as its package says", () => {
    const manifest: unknown = JSON.parse(readFileSync("runtime/package.json", "utf8"));
    const { version, oldest, newest } = thisRuntime;
    expect(manifest).toMatchObject({ version, flowc: { oldestFormat: oldest, newestFormat: newest } });
    expect(Math.max(...Object.values(tableFormats))).toBe(newest);
    expect(Math.min(...Object.values(tableFormats))).toBeGreaterThanOrEqual(oldest);
  });
});
