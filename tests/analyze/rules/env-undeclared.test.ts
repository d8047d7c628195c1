import { expect, test } from "vitest";
import { findings } from "./findings.js";

const flow = `
  entry: a
  nodes:
    a: { callable: ops.f, context: { inputs: "{{ $env.SMTP_HOST }}:{{ $env.SMTP_PORT }}" } }
`;

test("a variable that is not in the configuration's list", () => {
  expect(findings(flow, { env: ["SMTP_HOST"] })).toEqual([
    "warning env/undeclared 3:74 the environment variable `SMTP_PORT` is not declared",
  ]);
});

test("variables in the list, or no list", () => {
  expect(findings(flow, { env: ["SMTP_HOST", "SMTP_PORT"] })).toEqual([]);
  expect(findings(flow)).toEqual([]);
});

test("`$env` as a whole names no variable", () => {
  const whole = `{ entry: a, nodes: { a: { callable: ops.f, context: { inputs: $env.A } } } }`;
  expect(findings(whole, { env: [] })).toHaveLength(1);
});

test("in the output of the flow", () => {
  const output = `{ entry: a, nodes: { a: { callable: ops.f } }, output: { host: $env.SMTP_HSOT } }`;
  expect(findings(output, { env: ["SMTP_HOST"] })).toEqual([expect.stringContaining("env/undeclared 1:69")]);
});
