import { expect, test } from "vitest";
import type { FlowEvent } from "@flowc/runtime";
import { chain } from "./goldens/chain/chain.flow.js";
import { cycle } from "./goldens/cycle/cycle.flow.js";
import { declared } from "./goldens/declared/declared.flow.js";
import { ids } from "./goldens/ids/ids.flow.js";
import { loops } from "./goldens/loops/loops.flow.js";

test("an operand of `??` is undefined if it is a variable that is not set", async () => {
  const inputs: unknown[] = [];
  const onEvent = (event: FlowEvent): void => {
    if (event.type === "start" && event.nodeId === "load") inputs.push(event.input);
  };
  await chain.run({ owner: "me" }, "2026-01-01", { onEvent });
  expect(inputs).toMatchObject([{ region: "", zone: "eu" }]);
});

test("generated modules run", async () => {
  const chained = await chain.run({ owner: "me" }, "2026-01-01");
  expect(chained.data.clean).toEqual({ total: 0, lines: [] });
  expect(chained.payloads["audit"]).toEqual({ total: 0, owner: "me" });
  const written = declared.runSync({ order: { id: 7, tags: {} } });
  expect([written.total, written.report, written.size]).toEqual([7, { text: "order 7" }, 1]);
  const named = ids.runSync({ "odd key": { map: "x" } }, 1);
  expect([named.class, named.payloads["extra"]]).toEqual(["1", { "odd key": "1" }]);
  expect((await loops.run({}, "day")).payloads["sum"]).toBe(0);
  expect((await cycle.run({}, "topic")).last).toEqual({ topic: "topic", text: "undefined" });
});
