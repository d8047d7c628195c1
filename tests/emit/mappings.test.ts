import { expect, test } from "vitest";
import { emitModule } from "../../compiler/emit/emit-module.js";
import { samplePlans } from "./sample-plans.js";

/** Shows every mapping as `what node: text`. */
function mapped(name: string): string[] {
  const plan = samplePlans[name]?.();
  if (plan === undefined) throw new Error(`no sample ${name}`);
  const { text, mappings } = emitModule(plan, { path: "a.flow.ts", importExtension: "js" });
  return mappings.map(
    ({ what, node, start, end }) => `${what} ${node ?? "-"}: ${text.slice(start, end).replace(/\s+/gu, " ")}`,
  );
}

test("reads, writes, payloads and callables of a flow with a declared context", () => {
  expect(mapped("declared")).toEqual([
    "import -: type Ctx",
    "import sum: sum",
    "import tell: tell",
    'payload sum: At<Ctx, ["order", "id"]>',
    'payload tell: Plain<{ total: Results["sum"]; tag: At<Ctx, ["order", "tags", "eu"]>; name: string; }>',
    'read sum: read(context, "order", "id")',
    'read-key sum: "order"',
    'read-key sum: "id"',
    "call sum: sum",
    'payload sum: satisfies Takes<Payloads["sum"]>',
    "write sum: context.total = result;",
    "write-key sum: .total",
    'read tell: read(context, "total")',
    'read-key tell: "total"',
    'read tell: read(context, "order", "tags", "eu")',
    'read-key tell: "order"',
    'read-key tell: "tags"',
    'read-key tell: "eu"',
    'read tell: read(context, "order", "id")',
    'read-key tell: "order"',
    'read-key tell: "id"',
    "call tell: tell",
    'payload tell: satisfies Takes<Payloads["tell"]>',
    'write tell: place(context, "report").text = part(result, "text");',
    'write-key tell: "report"',
    "write-key tell: .text",
    'write-key tell: "text"',
    'write tell: context.size = part(result, "size");',
    "write-key tell: .size",
    'write-key tell: "size"',
  ]);
});

test("what a back edge sends, routes and lists", () => {
  const parts = [...mapped("cycle"), ...mapped("loops")].filter((part) => /^(back-payload|routes|items)/u.test(part));
  expect(parts).toEqual([
    'back-payload draft: satisfies TakesContext< Routed<typeof review, "draft", Payloads, "review">, CycleContext >',
    'routes review: satisfies Targets< typeof review, "draft" | "publish" >',
    'items each-row: ( payload: Payloads["each-row"], ): Listed<At<Payloads["each-row"], ["rows"]>> => read(payload, "rows")',
    'items each-part: (payload: Payloads["each-part"]): Listed<Payloads["each-part"]> => payload',
  ]);
});
