import type { FlowPlan } from "../../compiler/plan.js";
import { flow, fn, imported, loop, router } from "../emit/plan-builder.js";

/** Texts that leave their place where they are not escaped, or that are no text of one line. */
export const hostileTexts: readonly string[] = [
  `quotes " ' \` and </text><script>alert(1)</script>`,
  `</script></title></style></pre><img/src=x/onerror=alert(1)><iframe/src="javascript:alert(1)">`,
  "a & b < c > d -- e --> f",
  "emoji 👩‍👩‍👧‍👦 🇨🇭 👍🏽",
  "漢字かな交じり文 한국어",
  "עברית العربية",
  "\u202egnirts desrever\u2066",
  "line\nbreak\ttab\u0000\u0007\u001b[31m",
  "lone \ud800 surrogate \ufffe",
  "x".repeat(300),
  "combining e\u0301\u0302\u0303",
  "a>b!c\\d",
  "n0",
  "start",
  "",
];

/** Each text as an id, as a name and as a callable, in all kinds of nodes. */
export function hostileFlow(text: string): FlowPlan {
  const other = `${text} 2`;
  return flow(text, [
    fn("entry", { to: ["route"], name: text, callable: imported(text, `${text}.ts`) }),
    router("route", { to: [text, other, "^entry"], describe: { summary: text } }),
    fn(text, { to: ["each"], policy: { retry: undefined, timeout: undefined, onError: { goto: other } } }),
    loop("each", "item", { itemsKey: text, done: "last", collect: "item", arrival: [[text]] }),
    fn("item", { loop: "each", name: text }),
    fn("last", { name: text, arrival: [["each"], [text, other]] }),
    fn(other, { to: ["last"] }),
  ]);
}
