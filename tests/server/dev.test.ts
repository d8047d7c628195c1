import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createProject, resultOf, spawnCli } from "../cli/run-cli.js";
import { createDevProject } from "./dev-project.js";
import { type Dev, sendTo, startDev, startDevForTest } from "./start-dev.js";

const cwd = createDevProject();
let dev: Dev;
beforeAll(async () => {
  dev = await startDev(cwd);
});
afterAll(async () => {
  dev.child.kill("SIGINT");
  expect(await dev.result).toMatchObject({ status: 0 });
});

/** The address of a flow's page, from the list. */
async function pageOf(name: string): Promise<string> {
  const { text } = await dev.ask("/");
  const found = new RegExp(`<a href="(/flow/[0-9a-f]{16})">${name}</a>`, "u").exec(text);
  return found?.[1] ?? `no link to ${name}`;
}

const flowOf = async (name: string): Promise<string> => (await pageOf(name)).slice("/flow/".length);

describe("access", () => {
  test("the printed address gives a cookie, with which the list of flows is served", async () => {
    const { pathname, search } = new URL(dev.address);
    const entered = await sendTo(dev.port, pathname + search, {});
    expect(entered.status).toBe(200);
    expect(entered.text).not.toContain("two");
    const [cookie = ""] = entered.headers["set-cookie"] ?? [];
    expect(cookie).toMatch(/^flowc-dev-\d+=[\w-]{32}; Path=\/; HttpOnly; SameSite=Strict$/u);
    const list = await sendTo(dev.port, "/", { headers: { cookie: cookie.split(";")[0]! } });
    expect(list.status).toBe(200);
    expect(list.text).toContain(">two</a>");
  });

  const json = { "content-type": "application/json" };
  test.each<[string, string, Parameters<Dev["ask"]>[1], number]>([
    ["no token", "/", { headers: { cookie: "" } }, 403],
    ["a wrong cookie", "/", { headers: { cookie: "flowc-dev-1=a" } }, 403],
    ["a wrong token", "/?token=abc", {}, 403],
    ["the name of another site", "/", { headers: { host: "evil.example" } }, 403],
    ["another port in the name", "/", { headers: { host: "127.0.0.1:1" } }, 403],
    ["another site that reads", "/events", { headers: { origin: "http://evil.example" } }, 403],
    ["a page without an origin of its own", "/events", { headers: { origin: "null" } }, 403],
    ["another site that sends", "/start", { method: "POST", headers: { ...json, origin: "http://127.0.0.1:1" } }, 403],
    ["a POST without an origin", "/start", { method: "POST", headers: json }, 403],
    ["a path out of the server", "/../../etc/passwd", {}, 404],
    ["a path out of the folder of runs", "/run/..%2f..%2fpackage.json", {}, 404],
    ["a file of the project", "/flows/ops.ts", {}, 404],
    ["another method", "/", { method: "PUT", headers: { origin: "own" } }, 405],
  ])("%s is refused", async (_, address, asking, status) => {
    const own = { origin: `http://127.0.0.1:${dev.port}` };
    const headers = { ...asking?.headers, ...(asking?.headers?.["origin"] === "own" ? own : {}) };
    const answer = await dev.ask(address, { ...asking, headers });
    expect(answer.status).toBe(status);
    expect(answer.text).not.toMatch(/root:|callable|flow\//u);
  });

  test("a request for headers alone is answered as one for the page, without it", async () => {
    for (const address of ["/", await pageOf("two"), "/events", "/nothing"]) {
      const head = await dev.ask(address, { method: "HEAD" });
      const expected = address === "/events" ? 200 : (await dev.ask(address)).status;
      expect([address, head.status, head.text]).toEqual([address, expected, ""]);
    }
    const refused = await dev.ask("/", { method: "HEAD", headers: { cookie: "" } });
    expect([refused.status, refused.text]).toEqual([403, ""]);
  });

  test.each([
    ["nosuch.flow.yaml", "`nosuch.flow.yaml` does not exist"],
    ["nosuch", "`nosuch` does not exist"],
    ["flows/ops.ts", "`flows/ops.ts` is no flow file"],
  ])("flowc dev %s does not start", async (name, message) => {
    const { status, out, error } = await resultOf(spawnCli(["dev", name, "--port", "0"], cwd));
    expect([status, out, error.split("\n")[0]]).toEqual([2, "", `error: ${message}`]);
  });

  test.each(["application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x"])(
    "a form of another site cannot start a run: %s",
    async (type) => {
      const headers = { origin: `http://127.0.0.1:${dev.port}`, "content-type": type };
      expect(await dev.ask("/start", { method: "POST", headers, body: "{}" })).toMatchObject({ status: 415 });
    },
  );

  test("a request that is too large is refused", async () => {
    const answer = await dev.post("/start", { input: "x".repeat(5_000_000) }).catch(() => ({ status: 413 }));
    expect(answer.status).toBe(413);
  });

  test("the policy allows the page's own script and style, and nothing else", async () => {
    const { headers, text } = await dev.ask("/");
    const hashOf = (tag: string): string => {
      const content = new RegExp(`<${tag}>([^]*?)</${tag}>`, "u").exec(text)?.[1] ?? "";
      return `'sha256-${createHash("sha256").update(content).digest("base64")}'`;
    };
    expect(headers["content-security-policy"]).toBe(
      `default-src 'none'; style-src ${hashOf("style")}; script-src ${hashOf("script")}; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    expect(text).not.toMatch(/<[a-z][^>]* (?:style|on[a-z]+)=/u);
  });
});

describe("pages", () => {
  test("a flow has its picture, links to its places, and a form", async () => {
    const { text } = await dev.ask(await pageOf("two"));
    expect(text).toContain('data-node="second"');
    expect(text).toContain(`href="vscode://file${cwd}/flows/two.flow.yaml:4:3"`);
    expect(text).toContain('<textarea id="field-input"');
    expect(text).toContain("<p>Nothing found.</p>");
  });

  test("the form has fields by the type of the input", async () => {
    const { text } = await dev.ask(await pageOf("typed"));
    const fields = [...text.matchAll(/data-path="([^"]*)" data-kind="(\w+)"( data-optional)?/gu)];
    expect(
      fields.map(([, path = "", kind, optional]) => [path.replaceAll("&quot;", '"'), kind, optional !== undefined]),
    ).toEqual([
      ['["id"]', "text", false],
      ['["size"]', "number", true],
      ['["express"]', "boolean", false],
      ['["kind"]', "choice", false],
      ['["address","city"]', "text", false],
      ['["lines"]', "json", false],
    ]);
    expect(text).toContain('<option value="&quot;gift&quot;">gift</option>');
    expect(text).toContain("<fieldset><legend>address</legend>");
  });

  test("the form begins with the context that the flow needs", async () => {
    const { text } = await dev.ask(await pageOf("needs"));
    const [, context = ""] = /name="context"[^>]*>\n([^<]*)</u.exec(text) ?? [];
    expect(JSON.parse(context)).toEqual({ limits: { most: null } });
  });

  test("a broken flow is drawn as far as it resolves, with its findings, and has no form", async () => {
    const { text } = await dev.ask(await pageOf("broken"));
    expect(text).toContain('data-node="second"');
    expect(text).toContain("As far as the flow can be resolved");
    expect(text).toContain("<code>edge/unknown-node</code>");
    expect(text).toContain(`href="vscode://file${cwd}/flows/broken.flow.yaml:5:18"`);
    expect(text).toContain(`5 | edges: [first &gt;&gt; secnod]\n  |                  ^^^^^^`);
    expect(text).not.toContain("<form");
    const started = await dev.post("/start", { flow: await flowOf("broken"), input: "1", context: "" });
    expect(started).toMatchObject({ status: 409 });
  });

  test("a file that is no flow is listed with its findings", async () => {
    const { text } = await dev.ask(await pageOf("flows/nothing\\.flow\\.yaml"));
    expect(text).toContain("Nothing of this file can be drawn.");
    expect(text).toContain("<code>yaml/");
  });

  test("hostile names and texts of a flow are shown as text", async () => {
    const list = (await dev.ask("/")).text;
    const addresses = [...list.matchAll(/<a href="(\/flow\/[^"]+)">/gu)].map(([, address = ""]) => address);
    expect(addresses).toHaveLength(7);
    const pages = await Promise.all(addresses.map(async (address) => (await dev.ask(address)).text));
    for (const text of [list, ...pages]) {
      expect(text).not.toContain("<img");
      expect(text.match(/<script/gu)).toHaveLength(1);
      expect(text).not.toMatch(/(?:href|data-node)="[^"]*[<>]/u);
    }
    expect(pages.some((text) => text.includes('data-node="&lt;img src=x onerror=alert(1)&gt;&quot;&amp;quot;"'))).toBe(
      true,
    );
  });
});

describe("runs", () => {
  interface State {
    readonly id: string;
    readonly flow: string;
    readonly status: string;
  }
  const isEnded =
    (flow: string) =>
    (state: State): boolean =>
      state.flow === flow && state.status !== "running";

  test("a run goes to its end, marks its nodes, and has a report", async () => {
    const flow = await flowOf("two");
    const started = await dev.post("/start", { flow, input: "20", context: "" });
    expect(started.status).toBe(200);
    const { id } = JSON.parse(started.text) as State;
    const state = await dev.until("run", isEnded(flow));
    const time: unknown = expect.stringMatching(/^[\d.]+ m?s$/u);
    const node = {
      running: 0,
      ok: 1,
      failed: 0,
      handled: 0,
      retries: 0,
      time,
    };
    expect(state).toMatchObject({
      id,
      status: "done",
      output: "",
      edges: ["first>second"],
      nodes: [
        ["first", node],
        ["second", node],
      ],
    });
    expect(state["log"]).toHaveLength(4);
    for (const address of ["/", await pageOf("two")]) expect((await dev.ask(address)).text).toContain(`/run/${id}"`);
    const report = await dev.ask(`/run/${id}`);
    expect(report.text).toContain('<h1>two <span class="pill ok">✓ done</span></h1>');
    expect(report.text).toContain('http-equiv="Content-Security-Policy"');
    expect(readdirSync(path.join(cwd, "node_modules/.cache/flowc/runs"))).toContain(`${id}.jsonl`);
  });

  test.each([
    ["input", "{ bad", { field: "input", offset: 2 }],
    ["context", '{ "a": 1, }', { field: "context", offset: 10 }],
    ["context", "[1]", { field: "context" }],
  ])("a fault in the JSON of %s is said at its field: %s", async (field, text, fault) => {
    const answer = await dev.post("/start", { flow: await flowOf("two"), [field]: text });
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text)).toMatchObject(fault);
  });

  test("a run that does not start says why, and leaves no record", async () => {
    const flow = await flowOf("needs");
    const { id } = JSON.parse((await dev.post("/start", { flow, input: "", context: "{}" })).text) as State;
    const state = await dev.until("run", isEnded(flow));
    expect(state).toMatchObject({ id, status: "not started" });
    expect(state["output"]).toContain("the run needs `$ctx.limits.most`");
    expect((await dev.ask(`/run/${id}`)).status).toBe(404);
  });

  test("a run whose callable blocks is stopped, and its process is gone", async () => {
    const flow = await flowOf("spin");
    await dev.post("/start", { flow, input: "", context: "" });
    await vi.waitFor(() => expect(existsSync(path.join(cwd, "spin.pid"))).toBe(true), 20_000);
    expect((await dev.post("/start", { flow, input: "", context: "" })).status).toBe(409);
    expect((await dev.ask("/")).status).toBe(200);
    expect(JSON.parse((await dev.post("/stop", { flow })).text)).toEqual({ stopped: true });
    const state = await dev.until("run", isEnded(flow));
    expect(state).toMatchObject({ status: "stopped", nodes: [["only", { running: 1 }]] });
    const pid = Number(readFileSync(path.join(cwd, "spin.pid"), "utf8"));
    expect(() => process.kill(pid, 0)).toThrow("ESRCH");
  });
});

test("pages hear of changes in flows and in modules", async () => {
  const other = createDevProject();
  const live = await startDevForTest(other);
  const versionOf = (text: string): string => /data-version="(\d+)"/u.exec(text)?.[1] ?? "";
  const change = async (file: string, from: string, to: string): Promise<string> => {
    const before = versionOf((await live.ask("/")).text);
    const changed = live.until("changed", ({ version }: { version: string }) => version !== before);
    const name = path.join(other, file);
    writeFileSync(name, readFileSync(name, "utf8").replace(from, to));
    await changed;
    return (await live.ask("/")).text;
  };
  const stateOf = (text: string): string | undefined => />two<\/a><\/td><td><span class="pill (\w+)"/u.exec(text)?.[1];
  expect(stateOf((await live.ask("/")).text)).toBe("ok");
  expect(stateOf(await change("flows/two.flow.yaml", "first >> second", "first >> secnod"))).toBe("failed");
  expect(stateOf(await change("flows/two.flow.yaml", "first >> secnod", "first >> second"))).toBe("ok");
  expect(stateOf(await change("flows/ops.ts", "function second", "function secnod"))).toBe("failed");
});

test("pages hear of changes in a module outside of the project, and a run whose record cannot be written says so", async () => {
  const files = {
    "app/package.json": '{ "type": "module" }',
    "app/node_modules/.cache": "a file",
    "app/far.flow.yaml": "entry: first\nnodes:\n  first: { callable: ../shared/ops.ts#first }\n",
    "shared/ops.ts": "export const first = (input: number) => input;\n",
  };
  const folder = createProject(files);
  const live = await startDevForTest(path.join(folder, "app"));
  const before = await live.ask("/");
  expect(before.text).toContain('<span class="pill ok">no findings</span>');
  const [, flow = ""] = /<a href="\/flow\/([0-9a-f]{16})">far</u.exec(before.text) ?? [];
  const started = await live.post("/start", { flow, input: "1", context: "" });
  expect(started.status).toBe(500);
  expect(started.text).toContain("cannot be written: a part of its path is a file, not a folder");

  const version = /data-version="(\d+)"/u.exec(before.text)?.[1];
  const changed = live.until("changed", (data: { version: string }) => data.version !== version);
  writeFileSync(path.join(folder, "shared/ops.ts"), files["shared/ops.ts"].replace("first", "other"));
  await changed;
  expect((await live.ask("/")).text).toContain('<span class="pill failed">1 error</span>');
});
