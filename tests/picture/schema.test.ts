import Ajv from "ajv";
import { expect, test } from "vitest";
import { expandFlows } from "../../picture/expand-flows.js";
import type { Picture } from "../../picture/picture.js";
import { pictureOf } from "../../picture/picture-of.js";
import { pictureSchema } from "../../picture/picture-schema.js";
import { compileExample, flowFiles } from "../examples/example.js";
import { flow, fn, imported, loop, router } from "../emit/plan-builder.js";

const validate = new Ajv({ allErrors: true }).compile(pictureSchema);

/** What is wrong with data, by the published schema; keys that it does not list count too. */
function faultsOf(data: unknown): string[] {
  return validate(data) === true
    ? []
    : (validate.errors ?? []).map(({ dataPath, message }) => `${dataPath} ${message}`);
}

test("the data of every example is as the schema says", () => {
  for (const file of flowFiles) {
    const { plan } = compileExample(file);
    const data: unknown = JSON.parse(JSON.stringify(pictureOf(plan!)));
    expect([file, faultsOf(data)]).toEqual([file, []]);
  }
});

test("every key that a picture can have is in the schema", () => {
  const policy = {
    retry: { maxAttempts: 3, delay: 5, mode: undefined, jitter: undefined, on: undefined },
    timeout: 50,
    onError: "continue" as const,
  };
  const child = {
    ...imported("order", "flows.ts"),
    kind: "flow",
    file: "a.yaml",
    silence: undefined,
    takes: undefined,
  } as const;
  const plan = flow(
    "all",
    [
      router("choose", { to: ["each", "^choose"], describe: { summary: "Chooses." } }),
      loop("each", "item", { done: "last", collect: "item", enumerate: true }),
      fn("item", { loop: "each", policy, callable: imported("Item", "ops.ts", { isClass: true }) }),
      fn("child", { callable: child }),
      fn("last", { policy: { retry: undefined, timeout: undefined, onError: { goto: "item" } } }),
    ],
    {
      description: "Everything.",
      concurrency: 2,
      maxSteps: 10,
      input: {
        kind: "type",
        module: { kind: "file", path: "types.ts" },
        exportName: "Order",
        span: flow("x", []).span,
      },
      policy: { retry: undefined, timeout: undefined, onError: { goto: "last" } },
    },
  );
  const picture = pictureOf(plan, { isPartial: true });
  expect(faultsOf(JSON.parse(JSON.stringify(picture)))).toEqual([]);
  const listed = new Set(JSON.stringify(pictureSchema).match(/"\w+"(?=:)/gu));
  const used = new Set(JSON.stringify(picture).match(/"\w+"(?=:)/gu));
  expect([...used].filter((key) => !listed.has(key))).toEqual([]);
  expect(used.size).toBe(32);

  const childOf = (file: string): Picture => ({ ...picture, file });
  const expanded = expandFlows(picture, { childOf, levels: 1, most: 100 });
  expect(expanded?.edges.filter(({ kind }) => kind === "entry")).toHaveLength(1);
  expect(expanded?.nodes.filter(({ container }) => container?.handler !== undefined)).toHaveLength(1);
  expect(faultsOf(JSON.parse(JSON.stringify(expanded)))).toEqual([]);
});

test("other data is refused", () => {
  expect(faultsOf({ schema: "flowc.picture/2" })).toContain(".schema should be equal to constant");
  expect(faultsOf([])).toEqual([" should be object"]);
});
