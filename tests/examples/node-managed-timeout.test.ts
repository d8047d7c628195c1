import { afterEach, describe, expect, it } from "vitest";
import flow from "../../fixtures/examples/node-managed-timeout/node-managed-timeout.flow.js";
import { type Behaviour, type RateServer, startRateServer } from "./rate-server.js";
import { runBoth, started } from "./run-both.js";

const input = { amount: 250, currency: "CHF" };
let server: RateServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function start(behaviours: readonly Behaviour[]): Promise<RateServer> {
  return (server = await startRateServer(behaviours));
}

/** Runs the generated module and then the flow in memory, so the server must do everything twice. */
async function runTwice(behaviours: readonly Behaviour[], service: object = {}): Promise<Record<string, unknown>> {
  const { url } = await start([...behaviours, ...behaviours]);
  return runBoth(flow, "node-managed-timeout", { context: { service: { url, timeout_ms: 1000, ...service } }, input });
}

describe("node-managed-timeout", () => {
  it("converts with the rate of the service", async () => {
    const context = await runTwice([{ body: "1.25" }]);
    expect(started(context)).toEqual(["order", "fetch_rate", "available", "convert"]);
    expect(context["rate"]).toEqual({ rate: 1.25, failures: [] });
    expect(context["converted"]).toBe(312.5);
    expect(server?.queries).toEqual(["?currency=CHF", "?currency=CHF"]);
  });

  it("asks again after a failure and after a silence", async () => {
    const context = await runTwice([{ status: 500 }, "stall", { body: "1.5" }]);
    expect(context["rate"]).toEqual({ rate: 1.5, failures: ["status 500", "timeout"] });
    expect(context["converted"]).toBe(375);
    expect(context["errors"]).toEqual([]);
    expect(started(context)).toEqual(["order", "fetch_rate", "available", "convert"]);
    expect(server?.queries).toHaveLength(6);
  });

  it("falls back when every attempt has failed", async () => {
    const context = await runTwice([{ status: 503 }, { body: "soon" }], { attempts: 2 });
    expect(started(context)).toEqual(["order", "fetch_rate", "available", "fall_back"]);
    expect(context["estimate"]).toEqual({ amount: 275, because: "status 503, no number" });
    expect(context).not.toHaveProperty("converted");
  });

  it("stops at once when the run is aborted", async () => {
    const { url } = await start(["stall"]);
    const controller = new AbortController();
    const context = { service: { url, attempts: 3, timeout_ms: 60_000 } };
    const running = flow.run(context, input, { signal: controller.signal });
    const reason = new Error("closing time");
    setTimeout(() => controller.abort(reason), 20);
    await expect(running).rejects.toBe(reason);
    expect(server?.queries.length).toBeLessThanOrEqual(1);
  });
});
