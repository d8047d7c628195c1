import { expect, test } from "vitest";
import { runCli } from "./run-cli.js";

test("schema prints the JSON Schema of the flow file", async () => {
  const { status, out, error } = await runCli(["schema"], { cwd: process.cwd() });
  expect({ status, error }).toEqual({ status: 0, error: "" });
  expect(JSON.parse(out)).toMatchObject({ $schema: "http://json-schema.org/draft-07/schema#", title: "flowc flow" });
});
