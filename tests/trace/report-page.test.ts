import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it, test } from "vitest";
import { reportPage } from "../../trace/report/report-page.js";
import { reportThemes } from "../../trace/report/report-theme.js";
import { readTrace } from "../../trace/read/read-trace.js";
import type { RecordedRun } from "../../trace/run/recorded-run.js";
import { runsOf } from "../../trace/run/runs-of.js";
import { loadLayout } from "../../src/graph/layout.js";
import { contrast } from "../picture/contrast.js";
import { largeRecord, lateFailure } from "./large-record.js";
import { eventful, eventfulFunctions, planOf, recordRun, runsIn } from "./record-run.js";

const hashOf = (text: string): string => createHash("sha256").update(text).digest("base64");
const layout = await loadLayout();

async function pageOf(...texts: readonly string[]): Promise<string> {
  return pageOfRuns(...runsIn(...texts));
}

async function pageOfRuns(...runs: readonly RecordedRun[]): Promise<string> {
  const inputs = [];
  for (const [at, run] of runs.entries()) {
    const placed = run.picture === undefined ? undefined : await layout(run.picture);
    inputs.push({ run, placed, name: `run-${at}.jsonl` });
  }
  return reportPage(inputs, { hashOf });
}

function pageWithoutPicture(runs: readonly RecordedRun[]): string {
  return reportPage(
    runs.map((run) => ({ run, placed: undefined, name: "run.jsonl" })),
    { hashOf },
  );
}

/** The text of a page between tags. */
const textOf = (html: string): string => html.replace(/<(?:script|style)>[^]*?<\/(?:script|style)>|<[^>]*>/gu, " ");

const fails = (n: number): number => {
  if (n === 2) throw new TypeError("no label", { cause: new Error("ECONNRESET") });
  return n * 10;
};

describe("the report of a run", () => {
  let done: string, failed: string;
  beforeAll(async () => {
    done = await pageOf(await recordRun(eventful, eventfulFunctions(), { input: 1 }));
    failed = await pageOf(await recordRun(eventful, { ...eventfulFunctions(), item: fails }, { input: 1 }));
  });

  it("says first what happened", () => {
    expect(textOf(done)).toMatch(
      /tested\s+✓ done\s+[\d.]+ m?s\s+· 14 activations · 10 of 11 nodes ran · 2 handled failures · 2 retries/u,
    );
    expect(failed.indexOf("TypeError: no label")).toBeLessThan(failed.indexOf("<svg"));
    expect(textOf(failed)).toMatch(
      /✕ failed[^]*✕\s+item #2\s+failed\s+flows\/tested\.flow\.yaml:13:3\s+TypeError: no label\n[^]*caused by: Error: ECONNRESET/u,
    );
  });

  it("has the picture with marks, and what was not taken is faint", () => {
    const classOf = (id: string): string =>
      new RegExp(`<g class="([^"]*)" data-node="${id}"`, "u").exec(failed)?.[1] ?? "none";
    expect(["shaky", "lost", "other", "item", "each", "last"].map(classOf)).toEqual([
      "node function ok",
      "node function handled",
      "node function unused",
      "node function failed",
      "node loop container ok",
      "node function unused",
    ]);
    const picture = /<svg[^]*?<\/svg>/u.exec(failed)?.[0] ?? "";
    for (const mark of ["✕ failed", "✕ handled", "↻ 2", "×2 "]) expect(picture).toContain(`>${mark}`);
    const edges = [...picture.matchAll(/<g class="edge (\w+) (\w+)"/gu)].map(([, kind, state]) => `${kind} ${state}`);
    expect(edges).toEqual(expect.arrayContaining(["error went", "choice went", "choice unused", "done unused"]));
    // `lost` handed over to `rescue`, so its own edge was not taken.
    expect(edges.filter((edge) => edge === "flow unused")).toHaveLength(1);
  });

  it("has a row of the timeline and a list for each node that ran", () => {
    const rows = [...done.matchAll(/<tr><th scope="row" class="in(\d)"><a href="#(\w+)">(\w+)</gu)];
    expect(rows.map(([, depth, , name]) => `${name} ${depth}`)).toContain("item 1");
    expect(rows).toHaveLength(10);
    for (const [, , id] of rows) expect(done).toContain(`<details class="group" id="${id}"`);
    const links = [...done.matchAll(/href="#(\w+)"/gu)].map(([, id]) => id);
    for (const id of new Set(links)) expect(done.split(` id="${id}"`)).toHaveLength(2);
  });

  it("has inputs, results, attempts, and the context at the end", () => {
    expect(done).toContain("<dt>result<dd><pre>{ rate: 2 }</pre>");
    expect(done).toContain("<dt>attempts<dd><pre>1: RangeError: busy 1; the next one after 1 ms\n2: ");
    expect(textOf(done)).toMatch(/context at the end/u);
  });

  it("needs neither a picture nor values", async () => {
    const bare = await pageOf(await recordRun(eventful, eventfulFunctions(), { values: "none", picture: {} }));
    expect(bare).not.toContain('class="fc"');
    expect(textOf(bare)).toContain("The record has no picture of the flow.");
    expect(textOf(bare)).toContain("The input was not recorded.");
  });

  it("says that the record has no end, and what ran then", async () => {
    const whole = await recordRun(eventful, eventfulFunctions(), { input: 1 });
    const cut = whole.slice(0, whole.indexOf('"type":"start","node":"lost"') + 200);
    expect(textOf(await pageOf(cut))).toMatch(/The record has no end[^]*Running then:\s+lost/u);
  });

  it("is made of what is left of a record, wherever it was cut", async () => {
    const short = planOf(
      "entry: a\nnodes:\n  a: { callable: ./ops.ts#a }\n  b: { callable: ./ops.ts#b }\nedges: [a >> b]\n",
    );
    const whole = Buffer.from(await recordRun(short, { a: () => "ä", b: () => 1 }, { picture: {} }));
    const headerEnd = whole.indexOf("\n");
    for (let end = 0; end <= whole.length; end++) {
      const read = readTrace(whole.subarray(0, end).toString("utf8"));
      if (end < headerEnd) expect([end, read.ok]).toEqual([end, false]);
      else
        expect([end, read.ok ? pageWithoutPicture(runsOf(read.value)).includes("<h1>tested <") : read.fault]).toEqual([
          end,
          true,
        ]);
    }
  });

  it("has the processes of a run", async () => {
    const whole = await recordRun(eventful, eventfulFunctions(), { input: 1 });
    const first = whole.slice(0, whole.indexOf('"type":"start","node":"lost"') + 30);
    const second = whole.replace(/"startedAt":"[^"]*"/u, '"startedAt":"2099-01-01T00:00:00Z","resumed":true');
    const page = await pageOf(first + second);
    expect(textOf(page)).toMatch(/2 processes/u);
    expect(page).toContain('<line class="process"');
  });
});

describe("several runs", () => {
  it("are compared: what differs first, then each run", async () => {
    const one = await recordRun(eventful, eventfulFunctions(), { input: 1, run: { id: "a" } });
    const other = await recordRun(eventful, { ...eventfulFunctions(), item: fails }, { input: 1, run: { id: "b" } });
    const page = await pageOf(one, other);
    const text = textOf(page);
    expect(text).toMatch(/2 runs, side by side[^]*run-0\.jsonl[^]*✓ done[^]*run-1\.jsonl[^]*✕ failed[^]*What differs/u);
    expect(text).toMatch(/last\s+visits\s+[\d.]+ ms\s+did not run/u);
    expect(text).toMatch(/item\s+visits, outcome, result/u);
    expect(page.match(/<svg [^>]*class="fc"/gu)).toHaveLength(2);
    expect(page.match(/<form/gu)).toHaveLength(1);
    const ids = [...page.matchAll(/ id="([^"]*)"/gu)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("that do not differ say so", async () => {
    const [run] = runsIn(await recordRun(eventful, eventfulFunctions(), { input: 1 }));
    if (run === undefined) throw new Error("no run");
    expect(textOf(await pageOfRuns(run, run))).toContain("The same nodes ran, with the same results");
  });
});

describe("hostile texts", () => {
  const hostile = `</script><script>alert(1)</script></pre><img src=x onerror=alert(1)> " ' & <!-- -- \u202e`;
  const quoted = JSON.stringify(hostile);
  const plan = planOf(`name: ${quoted}
entry: ${quoted}
nodes:
  ${quoted}: { callable: ./ops.ts#same, name: ${quoted}, describe: { summary: ${quoted} } }
  b: { callable: ./ops.ts#fails }
edges:
  - ${JSON.stringify(`${JSON.stringify(hostile)} >> b`)}
`);

  it("are texts, wherever they are", async () => {
    const functions = {
      same: (value: unknown) => value,
      fails: () => {
        throw Object.assign(new Error(hostile), { name: hostile, stack: `${hostile}\n    at ${hostile}` });
      },
    };
    const input = { [hostile]: hostile, list: [new Map([[hostile, hostile]])] };
    const text = await recordRun(plan, functions, { input, context: { [hostile]: hostile }, run: { id: hostile } });
    const html = await pageOf(text, text.replaceAll('"flow":', '"more":1,"flow":'));
    expect(html.match(/<script/gu)).toHaveLength(1);
    expect(html).not.toContain("<img");
    expect(html.match(/<!--/gu)).toHaveLength(1);
    expect(html).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/u);
    const markup = html.replace(/<script>[^]*<\/script>|<style>[^]*?<\/style>/gu, "").replace(/"[^"]*"/gu, '""');
    expect(markup).not.toMatch(/<[^>]*\s(?:style|on[a-z]+|src)=/u);
    expect(html).toContain("&lt;/script&gt;&lt;script&gt;alert(1)");
  });
});

test("the policy allows the script and the style of the page, and nothing else; no address is in it", async () => {
  const html = await pageOf(await recordRun(eventful, eventfulFunctions(), { input: 1 }));
  const policy = /content="(default-src[^"]*)"/u.exec(html)?.[1] ?? "";
  const scripts = [...html.matchAll(/<script[^>]*>([^]*?)<\/script>/gu)].map(([, text = ""]) => text);
  const styles = [...html.matchAll(/<style[^>]*>([^]*?)<\/style>/gu)].map(([, text = ""]) => text);
  expect([scripts.length, styles.length]).toEqual([1, 1]);
  expect(policy.split("; ")).toEqual([
    "default-src 'none'",
    `style-src 'sha256-${hashOf(styles[0] ?? "")}'`,
    `script-src 'sha256-${hashOf(scripts[0] ?? "")}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ]);
  expect(html).not.toMatch(/\sstyle=|@import|url\(/u);
  const addresses = new Set([...html.matchAll(/https?:\/\/[a-z.0-9]+/gu)].map(([address]) => address));
  expect([...addresses]).toEqual(["http://www.w3.org"]);
});

describe("large runs", () => {
  const megabytes = (html: string): number => Buffer.byteLength(html) / 1e6;

  test("10,000 activations are listed, with values as far as there is room", async () => {
    const html = await pageOf(largeRecord(10_000));
    expect(megabytes(html)).toBeLessThanOrEqual(4);
    expect(html.match(/<b>#\d+<\/b>/gu)).toHaveLength(10_000);
    expect(textOf(html)).toMatch(/[\d,]+ values of listed activations left out\./u);
    expect(html.match(/<rect class="ok"/gu)?.length).toBeLessThanOrEqual(4000);
  });

  test("of 100,000 activations the first are listed, and those that failed", async () => {
    const html = await pageOf(largeRecord(100_000, lateFailure));
    expect(megabytes(html)).toBeLessThanOrEqual(4);
    expect(textOf(html)).toContain("12,000 of 100,000 activations are listed.");
    expect(html.match(/<p class="note">[\d,]+ more visits left out\./gu)).toHaveLength(40);
    expect(html.match(/<pre>Late: at the end|<dd>as for visit/gu)?.length).toBeGreaterThanOrEqual(10);
  });

  test("10,000 failures with long stacks are no larger", async () => {
    const stack = "    at somewhere (/a/long/path/of/a/file.ts:10:20)\\n".repeat(60);
    const failing = (visit: number): string =>
      `"type":"failed","handled":"continue","error":{"$":"error","name":"E","message":"no ${visit} ${"some text ".repeat(20)}","stack":"${visit} ${stack}"}`;
    expect(megabytes(await pageOf(largeRecord(10_000, failing)))).toBeLessThanOrEqual(4);
  });
});

describe.each(["light", "dark"] as const)("%s", (name) => {
  const theme = reportThemes[name];
  test.each([
    ["ok", "okBackground"],
    ["ok", "background"],
    ["error", "errorBackground"],
    ["error", "pill"],
    ["handled", "handledBackground"],
    ["handled", "background"],
    ["waits", "background"],
    ["cut", "background"],
    ["ink", "errorBackground"],
    ["ink", "handledBackground"],
    ["ink", "pill"],
    ["soft", "errorBackground"],
    ["containerInk", "handledBackground"],
    ["containerInk", "pill"],
  ] as const)("%s on %s can be read", (color, ground) => {
    expect(contrast(theme[color], theme[ground])).toBeGreaterThanOrEqual(4.5);
  });
});

test("runs of several versions of a flow are said to be so", async () => {
  const record = await recordRun(eventful, eventfulFunctions(), { input: 1 });
  const run = (runId: string, planHash?: string): RecordedRun[] =>
    runsIn(record).map((one) => ({ ...one, runId, ...(planHash !== undefined && { planHash }) }));
  const note = "The flow was changed between these runs.";
  expect(pageWithoutPicture([...run("a", "01"), ...run("b", "02"), ...run("c")])).toContain(note);
  expect(pageWithoutPicture([...run("a", "01"), ...run("b", "01"), ...run("c")])).not.toContain(note);
});
