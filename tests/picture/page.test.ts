import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { pageOf } from "../../picture/html/page.js";
import { pictureOf } from "../../picture/picture-of.js";
import { loadLayout } from "../../src/graph/layout.js";
import { flow, fn } from "../emit/plan-builder.js";

const hashOf = (text: string): string => createHash("sha256").update(text).digest("base64");
const hostile = `</script><script>alert(1)</script><img src=x onerror=alert(1)> " ' & --`;
const layout = await loadLayout();

describe.each(["auto", "light", "dark"] as const)("a page, %s", (theme) => {
  const page = async (): Promise<string> => {
    const picture = pictureOf(flow(hostile, [fn(hostile, { to: ["b"], name: hostile }), fn("b")]));
    return pageOf(await layout(picture), { theme, hashOf, linkOf: ({ id }) => `https://example.org/${id}` });
  };

  test("allows the script and the styles that it has, by their hashes, and nothing else", async () => {
    const html = await page();
    const policy = /content="(default-src[^"]*)"/u.exec(html)?.[1] ?? "";
    const scripts = [...html.matchAll(/<script[^>]*>([^]*?)<\/script>/gu)].map(([, text = ""]) => text);
    const styles = [...html.matchAll(/<style[^>]*>([^]*?)<\/style>/gu)].map(([, text = ""]) => text);
    expect([scripts.length, styles.length]).toEqual([1, 2]);
    expect(policy.split("; ")).toEqual([
      "default-src 'none'",
      `style-src ${styles.map((text) => `'sha256-${hashOf(text)}'`).join(" ")}`,
      `script-src 'sha256-${hashOf(scripts[0] ?? "")}'`,
      "base-uri 'none'",
      "form-action 'none'",
    ]);
  });

  test("has nothing that the policy forbids, and no text of the flow as markup", async () => {
    const html = await page();
    const markup = html.replace(/<script>[^]*<\/script>|<!--[^]*?-->/gu, "").replace(/"[^"]*"/gu, '""');
    expect(markup).not.toMatch(/<[^>]*\s(?:style|on[a-z]+|src)=/u);
    expect(html.match(/<script/gu)).toHaveLength(1);
    expect(html).not.toContain("<img");
    const addresses = new Set([...html.matchAll(/https?:\/\/[a-z.0-9]+/gu)].map(([address]) => address));
    expect([...addresses].sort()).toEqual(["http://www.w3.org", "https://example.org"]);
  });
});
