import { describe, expect, it } from "vitest";
import { recorded } from "@flowc/runtime/trace";
import { after, flow, node, same } from "../runtime/flows.js";
import { linesOf, nodes } from "./recorded-lines.js";

describe("the options of `recorded`, and `write` that fails", () => {
  it.each<[unknown, RegExp]>([
    [undefined, /needs the option `write`/],
    [{}, /`write` of `recorded` must be a function, it is undefined/],
    [{ write: "x" }, /`write` .* must be a function, it is a value of type string/],
    [{ wirte: 1, write: () => 0 }, /has no option `wirte`; it has write, values, redact/],
    [{ value: "none", write: () => 0 }, /has no option `value`/],
    [{ values: "all", write: () => 0 }, /`values` .* must be "full", "short" or "none"/],
    [{ redact: "**.password", write: () => 0 }, /`redact` .* must be a list of texts, it is a value of type string/],
    [{ redact: [1], write: () => 0 }, /`redact` .* must be a list of texts, it is a list/],
    [{ secrets: [undefined], write: () => 0 }, /`secrets` .* must be a list of texts/],
    [{ picture: "p", write: () => 0 }, /`picture` .* must be an object/],
    [{ resumed: 1, write: () => 0 }, /`resumed` .* must be true or false/],
    [{ onError: {}, write: () => 0 }, /`onError` .* must be a function/],
    [{ toString: 1, write: () => 0 }, /has no option `toString`/],
  ])("refuses the options %j", (options, message) => {
    const record = (): unknown => Reflect.apply(recorded, undefined, [flow([node("a", same)]), options]);
    expect(record).toThrow(TypeError);
    expect(record).toThrow(message);
  });

  it("takes options that are undefined, and writes what is for the header", async () => {
    const { lines } = await linesOf((record) => {
      const options = { ...record, values: undefined, redact: undefined, planHash: "0a", flowc: "1.0.0" };
      return (Reflect.apply(recorded, undefined, [flow([node("a", same)]), options]) as ReturnType<typeof flow>).run(
        {},
        1,
      );
    });
    expect(lines[0]).toMatchObject({ planHash: "0a", flowc: "1.0.0" });
  });

  it("goes on unrecorded if `write` throws, and says so once", async () => {
    const errors: unknown[] = [];
    const full = new Error("disk full");
    let written = 0;
    const write = (): void => {
      written += 1;
      if (written === 3) throw full;
    };
    await recorded(flow(nodes), { write, onError: (error) => errors.push(error) }).run({}, 1);
    expect([written, errors]).toEqual([3, [full]]);
  });

  it("has a new header in each process that goes on with it", async () => {
    const { lines } = await linesOf((record) =>
      recorded(flow([node("a", same)]), { ...record, resumed: true }).run({}, 1, { id: "r" }),
    );
    expect(lines[0]).toMatchObject({ runId: "r", resumed: true });
  });

  it("goes on unrecorded if a promise of `write` is rejected", async () => {
    const errors: unknown[] = [];
    const full = new Error("disk full");
    const write = async (): Promise<void> => Promise.reject(full);
    const run = recorded(flow([node("a", async () => after(5).then(() => 1))]), {
      write,
      onError: (e) => errors.push(e),
    });
    await run.run({}, 1);
    expect(errors).toEqual([full]);
  });

  it("goes on if `onError` throws", async () => {
    const thrown = (): never => {
      throw new Error("no");
    };
    const context = await recorded(flow([node("a", same)]), { write: thrown, onError: thrown }).run({}, 7);
    expect(context).toMatchObject({ payloads: { a: 7 } });
  });

  it("goes on if a value cannot be read", async () => {
    const { proxy, revoke } = Proxy.revocable(() => 1, {});
    revoke();
    const { lines } = await linesOf((record) => recorded(flow([node("a", () => ({ proxy }))]), record).run({}, 7));
    expect(lines.map(({ type }) => type)).toEqual([undefined, "run", "start", "success", "context", "end"]);
  });

  it("calls no getter of the context", async () => {
    let calls = 0;
    const context = {
      get secret(): string {
        calls += 1;
        throw new Error("no");
      },
    };
    const { lines } = await linesOf((record) => recorded(flow([node("a", same)]), record).run(context, 7));
    expect(lines.find(({ type }) => type === "context")).toMatchObject({ value: { secret: { $: "getter" } } });
    expect(calls).toBe(0);
  });
});
