import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { connect } from "node:net";
import path from "node:path";
import { describe, expect, test, vi } from "vitest";
import { resultOf, spawnCli } from "../cli/run-cli.js";
import { createDevProject } from "./dev-project.js";
import { startDevForTest } from "./start-dev.js";

test("Ctrl-C ends the server, its port and a run that blocks", async () => {
  const other = createDevProject();
  const live = await startDevForTest(other);
  const [, flow = ""] = /<a href="\/flow\/([0-9a-f]{16})">spin</u.exec((await live.ask("/")).text) ?? [];
  await live.post("/start", { flow, input: "", context: "" });
  await vi.waitFor(() => expect(existsSync(path.join(other, "spin.pid"))).toBe(true), 20_000);
  live.child.kill("SIGINT");
  expect((await live.result).status).toBe(0);
  const pid = Number(readFileSync(path.join(other, "spin.pid"), "utf8"));
  expect(() => process.kill(pid, 0)).toThrow("ESRCH");
  const code = await new Promise((resolve) => {
    connect(live.port, "127.0.0.1").on("error", ({ code }: NodeJS.ErrnoException) => resolve(code));
  });
  expect(code).toBe("ECONNREFUSED");
});

describe("a port that is taken", () => {
  test("is an error if it was named", async () => {
    const cwd = createDevProject();
    const dev = await startDevForTest(cwd);
    const { status, out, error } = await resultOf(spawnCli(["dev", "--port", String(dev.port)], cwd));
    expect({ status, out }).toEqual({ status: 2, out: "" });
    expect(error).toContain(`error: the port ${dev.port} cannot be used: another program listens on it`);
    expect((await resultOf(spawnCli(["dev", "--port", "70000"], cwd))).status).toBe(2);
  });

  test("is passed over if none was named", async () => {
    const blocker = createServer();
    // It may be taken already, which serves the test as well.
    await new Promise((resolve) => blocker.once("error", resolve).listen(4910, "127.0.0.1", () => resolve(undefined)));
    const next = await startDevForTest(createDevProject(), []);
    expect(next.port).toBeGreaterThan(4910);
    next.child.kill("SIGINT");
    await next.result;
    blocker.close();
  });
});
