import { describe, expect, test } from "vitest";
import { createProject, runCli } from "./run-cli.js";

describe("a flow that reads from its caller (SPEC 16)", () => {
  const nodes = `entry: open
nodes:
  open:
    callable: ./t.ts#open
    context: { inputs: { ticket: $ctx.ticket.id, user: "$ctx.user ?? 'me'", file: $ctx.file } }
  close: { callable: ./t.ts#open, context: { inputs: { file: $ctx.file, kept: $ctx.kept }, outputs: $ctx.kept } }
edges: [open >> close]
`;
  const asking = createProject({
    "flows/t.flow.yaml": nodes,
    "flows/t.ts": "export const open = (payload: unknown) => payload;\n",
    "flows/call.flow.yaml": "entry: a\nnodes:\n  a: { callable: $ctx.tools.a }\n",
  });

  test("does not start without it, and says what is missing, where and what to add", async () => {
    const { status, out, error } = await runCli(["run", "flows/t.flow.yaml", "--quiet"], { cwd: asking });
    expect({ status, out }).toEqual({ status: 2, out: "" });
    const help = '  = help: add `--context \'{ "ticket": { "id": … }, "file": … }\'`, or a default: ';
    expect(error).toBe(
      [
        "error: the run needs `$ctx.ticket.id`: `open` reads it, and no node writes it",
        "  --> flows/t.flow.yaml:5:34",
        `${help}\`$ctx.ticket.id ?? …\``,
        "error: the run needs `$ctx.file`: `open` reads it, and no node writes it",
        "  --> flows/t.flow.yaml:5:83",
        `${help}\`$ctx.file ?? …\``,
        "",
      ].join("\n"),
    );
  });

  test("starts with it, even if it is null", async () => {
    const context = ["--context", '{ "ticket": { "id": 7 }, "file": null }', "--quiet"];
    const { status, out } = await runCli(["run", "flows/t.flow.yaml", ...context], { cwd: asking });
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ payloads: { open: { ticket: 7, user: "me", file: null } } });
    const half = ["--context", '{ "ticket": {}, "file": 1 }'];
    expect((await runCli(["run", "flows/t.flow.yaml", ...half], { cwd: asking })).error).toContain("`$ctx.ticket.id`");
  });

  test("leaves it to the schema of the context what may be missing", async () => {
    const cwd = createProject({
      "flows/s.flow.yaml":
        "entry: a\ncontext: ./s.ts#settings\nnodes:\n  a: { callable: ./s.ts#a, context: { inputs: $ctx.limit } }\n",
      "flows/s.ts": `export const a = (limit: unknown) => limit ?? "none";
const validate = (value: { must?: string }) =>
  value.must === undefined ? { issues: [{ message: "is required", path: ["must"] }] } : { value };
export const settings = { "~standard": { version: 1, vendor: "test", validate } };
`,
    });
    const without = await runCli(["run", "flows/s.flow.yaml", "--context", '{ "must": "x" }', "--quiet"], { cwd });
    expect(without.status).toBe(0);
    expect(JSON.parse(without.out)).toMatchObject({ payloads: { a: "none" } });
    const refused = await runCli(["run", "flows/s.flow.yaml", "--quiet"], { cwd });
    expect(refused.status).toBe(1);
    expect(refused.error).toContain("must");
  });

  test("says that JSON holds no callables", async () => {
    const { status, error } = await runCli(["run", "flows/call.flow.yaml"], { cwd: asking });
    expect(status).toBe(2);
    expect(error).toContain("the run needs `$ctx.tools.a`: `a` finds its callable there, and no node writes it");
    expect(error).toContain("JSON holds no functions");
  });

  test("is reported by check and by build --verbose, in one line", async () => {
    const line =
      "flows/t.flow.yaml needs from its caller: `$ctx.ticket.id` (read by `open`), `$ctx.file` (read by `open`)\n";
    const check = ["check", "--no-types", "flows/t.flow.yaml"];
    expect((await runCli(check, { cwd: asking })).error).toContain(line);
    expect((await runCli(["build", "--check", "--verbose", "flows/t.flow.yaml"], { cwd: asking })).error).toContain(
      line,
    );
    const json = await runCli([...check, "--format", "json"], { cwd: asking });
    expect(JSON.parse(json.out)).toMatchObject({
      needs: [
        { path: ["ticket", "id"], node: "open", file: "flows/t.flow.yaml", start: { line: 5, column: 34 } },
        { path: ["file"], node: "open" },
      ],
    });
    for (const format of ["github", "sarif"]) {
      expect((await runCli([...check, "--format", format], { cwd: asking })).status).toBe(0);
    }
  });
});
