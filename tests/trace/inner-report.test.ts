import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it, test } from "vitest";
import { reportPage } from "../../trace/report/report-page.js";
import { called, child, failing } from "../runtime/children.js";
import { flow, node, same } from "../runtime/flows.js";
import { recordFlow, threeDeep } from "./record-children.js";
import { runsIn } from "./record-run.js";

const hashOf = (text: string): string => createHash("sha256").update(text).digest("base64");

function pageOf(...texts: readonly string[]): string {
  return reportPage(
    runsIn(...texts).map((run, at) => ({ run, placed: undefined, name: `run-${at}.jsonl` })),
    { hashOf },
  );
}

/** The text of a page between tags. */
const textOf = (html: string): string => html.replace(/<(?:script|style)>[^]*?<\/(?:script|style)>|<[^>]*>/gu, " ");

/** The nodes of the list as `in-flow2 open a`. */
const groupsOf = (html: string): string[] =>
  [...html.matchAll(/<details class="group( in-flow\d)?" id="\w+"( open)?><summary><b[^>]*>([^<]*)/gu)].map(
    ([, depth = "", isOpen = "", name = ""]) =>
      [depth.trim(), isOpen.trim(), name].filter((part) => part !== "").join(" "),
  );

const thirdFails = (item: number): number => {
  if (item === 3) throw new TypeError("no three");
  return item;
};

describe("the report of a run whose nodes ran flows", () => {
  let page: string;
  beforeAll(async () => {
    page = pageOf(await recordFlow(threeDeep(thirdFails)));
  });

  it("says first what failed, and where that came from", () => {
    const top = /✕ {2}n #3\s+failed[^]*?no three/u.exec(textOf(page))?.[0];
    expect(top).toMatch(/came from\s+a in n#3@1\/n#1@2\s+flows\/deep\.flow\.yaml:7:3\s+TypeError: no three/u);
    expect(textOf(page)).toMatch(/7 activations · 3 nodes ran · 10 activations in 7 runs of other flows · 1 failed/u);
  });

  it("lists their activations below their node; a flow that failed is open", () => {
    expect(groupsOf(page)).toEqual(["a", "each", "open n", "in-flow1 a", "in-flow1 open n", "in-flow2 open a"]);
    const rows = [...page.matchAll(/<b>#(\d+)<\/b> in ([\w#@/]+)/gu)].map(
      ([, visit = "", within = ""]) => `${within}/a#${visit}`,
    );
    expect(rows.slice(-4)).toEqual(
      ["n#1@1/n#1@1", "n#2@1/n#1@1", "n#3@1/n#1@1", "n#3@1/n#1@2"].map((within) => `${within}/a#1`),
    );
    expect(page).toMatch(
      /<dt>came from<dd><a href="#r0n\d">a in n#3@1\/n#1@2<\/a> <small>flows\/deep\.flow\.yaml:7:3<\/small>/u,
    );
  });

  it("has a row of the timeline for each node, indented below the node that ran its flow", () => {
    const rows = [...page.matchAll(/<tr><th scope="row" class="in(\d)"><a href="#(\w+)">(\w+)</gu)];
    expect(rows.map(([, depth = "", , name = ""]) => `${depth} ${name}`)).toEqual([
      "0 a",
      "0 each",
      "0 n",
      "1 a",
      "1 n",
      "2 a",
    ]);
    for (const [, , id = ""] of rows) expect(page.split(` id="${id}"`)).toHaveLength(2);
    expect(page).toContain("<title>visit 1 in n#3@1/n#1@2, ");
  });

  it("compares them", async () => {
    const compared = pageOf(await recordFlow(threeDeep(same)), await recordFlow(threeDeep(thirdFails)));
    expect(textOf(compared)).toMatch(/a\s+in n › n\s+visits, outcome, result[^]*what visit 1 in n#3@1\/n#1@1 gave/u);
    const ids = [...compared.matchAll(/ id="([^"]*)"/gu)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

test("failures that a flow handles itself are said at the top, with the steps around", async () => {
  const goesOn = called([node("a", failing("lost"), ["b"], { policy: { onError: "continue" } }), node("b", same)]);
  const html = pageOf(await recordFlow(flow([child("n", goesOn)])));
  expect(textOf(html)).toMatch(/Failures that were handled\s+a in n#1@1\s+RangeError: lost/u);
});

test("names of nodes and flows are texts", async () => {
  const hostile = `</script><img src=x onerror=alert(1)> " ' & \u202e`;
  const inner = called([node(hostile, failing(hostile), [], { at: hostile })], { name: hostile, source: hostile });
  const text = await recordFlow(flow([child(hostile, called([child(hostile, inner)]))]));
  const html = pageOf(text, text);
  expect(html).not.toContain("<img");
  expect(html.match(/<script/gu)).toHaveLength(1);
  expect(html).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/u);
  const markup = html.replace(/<script>[^]*<\/script>|<style>[^]*?<\/style>/gu, "").replace(/"[^"]*"/gu, '""');
  expect(markup).not.toMatch(/<[^>]*\s(?:style|on[a-z]+|src)=/u);
});

describe("large runs", () => {
  const megabytes = (html: string): number => Buffer.byteLength(html) / 1e6;
  const items = Array.from({ length: 10_000 }, (_, at) => at);
  const text = "some text ".repeat(20);

  test("of 10,000 runs of flows, what went wrong is listed first", async () => {
    const late = (item: number): string => {
      if (item > 9_995) throw new Error("late");
      return text;
    };
    const inner = called([node("a", late, [], { policy: { onError: "continue" } })]);
    const many = flow([{ id: "each", kind: "loop", body: "n", items: () => items, collect: "n" }, child("n", inner)]);
    const html = pageOf(await recordFlow(many, { values: "short" }));
    expect(megabytes(html)).toBeLessThanOrEqual(4);
    expect(textOf(html)).toContain("12,000 of 30,000 activations are listed.");
    expect(html.match(/<b>#1<\/b> in n#(?:9997|9998|9999|10000)@1/gu)).toHaveLength(4);
  });

  test("of 10,000 nodes of flows, some are shown: those with failures", async () => {
    const wide = called(
      Array.from({ length: 100 }, (_, at) =>
        node(`node_${at}`, at === 99 ? failing("no") : same, at < 99 ? [`node_${at + 1}`] : [], {
          policy: { onError: "continue" },
        }),
      ),
    );
    const children = Array.from({ length: 100 }, (_, at) => child(`n${at}`, wide, at < 99 ? [`n${at + 1}`] : []));
    const html = pageOf(await recordFlow(flow(children)));
    expect(megabytes(html)).toBeLessThanOrEqual(4);
    expect(groupsOf(html)).toHaveLength(1600);
    expect(groupsOf(html).filter((group) => group.endsWith("node_99"))).toHaveLength(100);
    expect(textOf(html)).toMatch(
      /1,600 of 10,100 activations are listed\. 8,500 nodes of flows that nodes ran left out\./u,
    );
  });
});
