import type { FlowPlan } from "../../compiler/plan.js";
import {
  by,
  config,
  ctx,
  flow,
  fn,
  imported,
  key,
  lit,
  loop,
  obj,
  or,
  reads,
  ref,
  router,
  spanAt,
  template,
  write,
} from "./plan-builder.js";

/** More targets than a module names at each of them. */
const wide = Array.from({ length: 17 }, (_, index) => `part${index + 1}`);

/** The flows of the goldens, by name. Together they contain every construct that a module may have. */
export const samplePlans: Readonly<Record<string, () => FlowPlan>> = {
  chain: () =>
    flow(
      "chain",
      [
        fn("extract", { to: ["transform"], outputs: [write("ctx", ["data", "raw"])] }),
        fn("transform", { to: ["audit"], outputs: [write("ctx", ["data", "clean"])] }),
        fn("audit", {
          to: ["now"],
          inputs: obj({ total: ctx("data", "clean", "total"), owner: ctx("owner") }),
          reads: [
            reads("ctx", ["data", "clean", "total"], by("transform", ["data", "clean"])),
            reads("ctx", ["owner"]),
          ],
        }),
        fn("now", {
          to: ["load"],
          outputs: [write("ctx", ["data", "stamp"])],
          describe: { summary: "What time is it?" },
        }),
        fn("load", {
          inputs: obj({
            total: ctx("data", "clean", "total"),
            owner: ctx("owner"),
            first: ctx("data", "clean", "lines", 0),
            label: template("total: ", ctx("data", "clean", "total")),
            mode: lit("fast"),
            note: or(ctx("data", "raw", "note"), lit("none")),
            region: ref("env", "REGION"),
            zone: or(ref("env", "FLOWC_ZONE"), ref("env", "FLOWC_REGION"), lit("eu")),
          }),
          reads: [
            reads("ctx", ["data", "clean", "total"], by("transform", ["data", "clean"])),
            reads("ctx", ["data", "clean", "lines", 0], by("transform", ["data", "clean"])),
            reads("ctx", ["data", "raw", "note"], by("extract", ["data", "raw"])),
            reads("ctx", ["owner"]),
          ],
        }),
      ],
      {
        description: "A chain.\n\nIn two paragraphs.",
        output: {
          kind: "value",
          value: obj({ total: ctx("data", "clean", "total"), loaded: ref("payload", "load") }),
          reads: [
            reads("ctx", ["data", "clean", "total"], by("transform", ["data", "clean"])),
            reads("payload", ["load"], by("load", ["load"])),
          ],
        },
      },
    ),
  joins: () =>
    flow("joins", [
      fn("start", { to: ["price", "stock", "vat"] }),
      fn("price", { to: ["both", "either", "mixed"] }),
      fn("stock", { to: ["both", "mixed"] }),
      fn("vat", { to: ["either", "mixed"] }),
      fn("both", { arrival: [["price"], ["stock"]] }),
      fn("either", { arrival: [["price", "vat"]] }),
      fn("mixed", {
        arrival: [["price", "vat"], ["stock"]],
        inputs: undefined,
        to: ["tell"],
      }),
      fn("tell", {
        inputs: ref("joins", "both", "price"),
        reads: [reads("joins", ["both", "price"], by("both", ["both"], { always: false }))],
      }),
    ]),
  wide: () =>
    flow("wide", [
      fn("split", { to: wide }),
      ...wide.map((id) => fn(id, { to: ["gather"], callable: imported(id === "part1" ? "first" : "other") })),
      fn("gather"),
    ]),
  routers: () =>
    flow(
      "routers",
      [
        router("decide", { to: ["approve", "reject"] }),
        fn("approve", { to: ["fan"] }),
        fn("reject", { outputs: [write("ctx", ["why"])] }),
        router("fan", { to: ["mail", "log"], outputs: [write("ctx", ["decision"])] }),
        fn("mail"),
        fn("log", { to: ["split"] }),
        router("split", { to: ["left", "right"], policy: { retry: undefined, timeout: 500, onError: "continue" } }),
        fn("left"),
        fn("right", {
          policy: {
            retry: { maxAttempts: 3, delay: 10, mode: "exponential", jitter: 0.5, on: ["Error"] },
            timeout: undefined,
            onError: { goto: "rescue" },
          },
        }),
        fn("rescue"),
      ],
      { concurrency: 4, maxSteps: 100 },
    ),
  loops: () =>
    flow("loops", [
      fn("fetch", { to: ["each-row"], callable: imported("fetchBatch") }),
      loop("each-row", "row", { done: "report", collect: "sum", itemsKey: "rows", enumerate: true }),
      fn("row", { to: ["each-part"] }),
      loop("each-part", "part", { done: "sum", collect: "part" }),
      fn("part", { callable: imported("part_") }),
      fn("sum"),
      fn("report"),
    ]),
  limits: () =>
    flow(
      "limits",
      [
        loop("each-row", "each-part", { done: "report", collect: "sum", concurrency: 4, batch: 10 }),
        loop("each-part", "part", { done: "sum", collect: "part", concurrency: 1 }),
        fn("part"),
        fn("sum"),
        fn("report"),
      ],
      { concurrency: 8 },
    ),
  undo: () =>
    flow("undo", [
      fn("book", { to: ["pay"], undo: { callable: imported("cancel"), failed: false } }),
      fn("pay", {
        to: ["ship"],
        contextAccess: true,
        undo: { callable: imported("refund"), failed: true },
        policy: { retry: undefined, timeout: undefined, onError: { goto: "apologize", undo: true } },
      }),
      fn("ship"),
      fn("apologize"),
    ]),
  cycle: () =>
    flow(
      "cycle",
      [
        fn("brief", { to: ["draft"] }),
        fn("draft", { to: ["prepare"], contextAccess: true }),
        fn("prepare", {
          to: ["polish"],
          inputs: obj({ draft: ref("payload", "draft"), last: or(ctx("last"), lit(null)) }),
          reads: [
            reads("payload", ["draft"], by("draft", ["draft"])),
            reads("ctx", ["last"], by("polish", ["last"], { always: false })),
          ],
        }),
        fn("polish", { to: ["review"], outputs: [write("ctx", ["last"])] }),
        router("review", { to: ["^draft", "publish"] }),
        fn("publish"),
      ],
      { cycles: [{ header: "draft", members: ["draft", "prepare", "polish", "review"] }] },
    ),
  callables: () =>
    flow("callables", [
      fn("ping", { to: ["find"], outputs: [write("ctx", ["tenant"])] }),
      fn("find", { to: ["optional"], contextAccess: true, inputs: ctx("id"), reads: [reads("ctx", ["id"])] }),
      fn("optional", { to: ["dynamic"] }),
      fn("dynamic", {
        to: ["http"],
        callable: { kind: "dynamic", expression: ctx("registry", "lookup"), span: spanAt(9) },
        reads: [reads("ctx", ["registry", "lookup"])],
      }),
      fn("http", {
        to: ["gate"],
        inputs: obj({ user: ref("payload", "dynamic") }),
        reads: [reads("payload", ["dynamic"], by("dynamic", ["dynamic"]))],
        callable: imported("Http", "ops.ts", {
          isClass: true,
          config: config({ url: "https://example.org", retries: [1, 2] }),
        }),
      }),
      router("gate", { to: ["ok", "bad"], callable: imported("Gate", "ops.ts", { isClass: true }) }),
      fn("ok", { to: ["mail", "count"] }),
      fn("bad"),
      fn("mail"),
      fn("count"),
    ]),
  ids: () =>
    flow("ids", [
      fn("delete", { to: ["1"] }),
      fn("1", {
        to: ["🚀"],
        callable: imported("default"),
        outputs: [write("ctx", ["class"]), write("payload", ["extra", "odd key"])],
      }),
      fn("🚀", { to: ['it\'s "odd"'], callable: imported("rocket") }),
      fn('it\'s "odd"', {
        inputs: ctx("odd key", "map"),
        reads: [reads("ctx", ["odd key", "map"])],
        callable: imported("rocket"),
        to: ["toString"],
      }),
      fn("toString", { callable: imported("rocket") }),
    ]),
  declared: () =>
    flow(
      "declared",
      [
        fn("sum", {
          to: ["tell"],
          inputs: ctx("order", "id"),
          reads: [reads("ctx", ["order", "id"])],
          outputs: [write("ctx", ["total"])],
        }),
        fn("tell", {
          inputs: obj({
            total: ctx("total"),
            tag: ctx("order", "tags", "eu"),
            name: template("order ", ctx("order", "id")),
          }),
          reads: [
            reads("ctx", ["total"], by("sum", ["total"])),
            reads("ctx", ["order", "tags", "eu"]),
            reads("ctx", ["order", "id"]),
          ],
          outputs: [write("ctx", ["report", "text"], "text"), write("ctx", ["size"], "size")],
        }),
      ],
      { context: { kind: "type", module: { kind: "file", path: "ops.ts" }, exportName: "Ctx", span: spanAt(4) } },
    ),
};

export { key };
