import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { projectDir } from "./example.js";
import { checkStrictly, declareRuntime } from "./strict-typescript.js";

/** A change to the types of a callable, and the nodes of the example that TypeScript then rejects. */
interface Change {
  readonly file: string;
  readonly replace: readonly (readonly [string, string])[];
  readonly nodes: readonly string[];
}

const changes: readonly Change[] = [
  {
    file: "linear-etl/ops.ts",
    replace: [["readonly totals: readonly Total[]", "readonly totals: readonly (Total & { readonly tax: number })[]"]],
    nodes: ["load"],
  },
  {
    file: "confidence-router/ops.ts",
    replace: [
      ['Route<"reject", Own>', 'Route<"refuse", Own>'],
      ['route("reject"', 'route("refuse"'],
    ],
    nodes: ["decide"],
  },
  {
    file: "parallel-enrichment/ops.ts",
    replace: [["readonly risk: number", "readonly risk: 0 | 1"]],
    nodes: ["merge"],
  },
  {
    file: "node-managed-timeout/ops.ts",
    replace: [["readonly rate: number | null }): number", "readonly rate: number }): number"]],
    nodes: ["convert"],
  },
  {
    file: "early-stop/ops.ts",
    replace: [["hold({ id, text }: Message)", "hold({ id, text }: Message & { readonly by: string })"]],
    nodes: ["hold"],
  },
  {
    file: "each-line/ops.ts",
    replace: [
      ["total(lines: readonly PricedLine[])", "total(lines: readonly (PricedLine & { readonly tax: number })[])"],
    ],
    nodes: ["total"],
  },
  {
    file: "nested-loops/ops.ts",
    replace: [["price({ sku }: OrderItem)", "price({ sku }: OrderItem & { readonly list: string })"]],
    nodes: ["price"],
  },
  {
    file: "link-check/ops.ts",
    replace: [["judge({ link, status }: Page)", "judge({ link, status }: Page & { readonly text: string })"]],
    nodes: ["judge"],
  },
  {
    file: "trip-booking/ops.ts",
    replace: [["bookHotel(flight: Flight,", "bookHotel(flight: Flight & { readonly seat: string },"]],
    nodes: ["book_hotel"],
  },
  {
    file: "merge-after-branch/ops.ts",
    replace: [
      [
        "receipt(payment: CardPayment | TransferPayment)",
        "receipt(payment: (CardPayment | TransferPayment) & { readonly fee: number })",
      ],
    ],
    nodes: ["receipt"],
  },
  {
    // Changes what comes back around the cycle, not what comes first.
    file: "revision-cycle/ops.ts",
    replace: [
      ['Route<"draft", Task>', 'Route<"draft", Draft>'],
      ["payload: { topic, sentences, remarks: [next] }", "payload: { topic, sentences }"],
    ],
    nodes: ["draft"],
  },
  {
    file: "policies/ops.ts",
    replace: [["}: StockFailure): string", "}: StockFailure & { readonly attempts: number }): string"]],
    nodes: ["stock_unknown"],
  },
  {
    file: "json-flow/ops.ts",
    replace: [["readonly max_length: number", "readonly max_length: 8 | 16"]],
    nodes: ["slug"],
  },
  {
    file: "python-style/examples/ops.ts",
    replace: [
      ["load({ customer, values }: Normalized)", "load({ customer, values }: Normalized & { readonly day: string })"],
    ],
    nodes: ["load"],
  },
  {
    file: "order-fulfilment/types.ts",
    replace: [['readonly "support e-mail": string', 'readonly "support mail": string']],
    nodes: ["notify_invalid", "notify_blocked"],
  },
];

let folder = "";
let errors: readonly Found[] = [];

interface Found {
  readonly file: string;
  readonly node: string | undefined;
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "flowc-wiring-"));
  expect(await declareRuntime(folder)).toBe("");
  const modules = path.join(folder, "examples");
  writeFileSync(path.join(folder, "package.json"), JSON.stringify({ type: "module" }));
  cpSync(`${projectDir}fixtures/examples`, modules, { recursive: true });
  for (const { file, replace } of changes) {
    const target = path.join(modules, file);
    writeFileSync(target, replace.reduce(replaceOnce, readFileSync(target, "utf8")));
  }
  errors = errorsOf(await checkStrictly({ compiler: "typescript", folder, modules }), modules);
});
afterAll(() => rmSync(folder, { recursive: true }));

it.each(changes)("a change in $file is rejected at $nodes", ({ file, nodes }) => {
  const example = file.slice(0, file.indexOf("/"));
  const found = errors.filter((error) => error.file.startsWith(`${example}/`));
  expect(found).toEqual(nodes.map((node) => ({ file: `${example}/${example}.flow.ts`, node })));
});

function replaceOnce(text: string, [before, after]: readonly [string, string]): string {
  if (text.split(before).length !== 2) throw new Error(`\`${before}\` is not there once`);
  return text.replace(before, after);
}

/** The node whose table entry contains each error. */
function errorsOf(output: string, modules: string): Found[] {
  return [...output.matchAll(/^examples\/(\S+)\((\d+),\d+\): error/gmu)].map(([, file = "", line = ""]) => {
    const lines = readFileSync(path.join(modules, file), "utf8").split("\n").slice(0, Number(line));
    const entry = lines.reverse().find((text) => /^ {4}id: "/u.test(text));
    return { file, node: entry?.split('"')[1] };
  });
}
