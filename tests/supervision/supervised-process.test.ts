import type { ChildProcess } from "node:child_process";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { startSupervised } from "../../src/cli/run/supervised-process.js";

const kill = vi.fn<ChildProcess["kill"]>();
const send = vi.fn<(message: unknown) => boolean>();
const on = vi.fn<(event: "message", hear: (message: object) => void) => void>();
vi.mock("node:child_process", () => ({ spawn: () => ({ kill, send, on }) }));

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.clearAllMocks();
});

const start = () => startSupervised(["run", "a.flow.yaml"], { stdio: ["inherit", "inherit", "inherit"], execArgv: [] });

test("an interrupted process that goes on is killed within a second (SPEC 11)", () => {
  const supervised = start();
  expect(supervised.isInterrupted()).toBe(false);
  supervised.interrupt("SIGTERM");
  expect(supervised.isInterrupted()).toBe(true);
  expect(send.mock.calls[0]?.[0]).toEqual({ interrupt: "SIGTERM" });
  // It has time to write its context.
  vi.advanceTimersByTime(500);
  expect(kill).not.toHaveBeenCalled();
  vi.advanceTimersByTime(500);
  expect(kill.mock.calls).toEqual([["SIGKILL"]]);
});

test("a second interrupt kills it at once", () => {
  const supervised = start();
  supervised.interrupt("SIGINT");
  expect(kill).not.toHaveBeenCalled();
  supervised.interrupt("SIGINT");
  expect(kill.mock.calls).toEqual([["SIGKILL"]]);
  expect(send).toHaveBeenCalledTimes(1);
});

test("a process that undoes what it has done takes as long as that takes, unless it is interrupted again", () => {
  const supervised = start();
  on.mock.calls[0]?.[1]({ undoes: true });
  supervised.interrupt("SIGINT");
  vi.advanceTimersByTime(60_000);
  expect(kill).not.toHaveBeenCalled();
  supervised.interrupt("SIGINT");
  expect(kill.mock.calls).toEqual([["SIGKILL"]]);
});
