import { expect, test } from "vitest";
import { checkCases } from "./check-cases.js";

/** TypeScript gives up with TS2590 where it makes a union of more than a thousand different objects. */
const size = 1100;

test("the table of a flow of more than a thousand nodes is not too complex for TypeScript", async () => {
  const ids = Array.from({ length: size }, (_, index) => `n${index}`);
  const nodes = ids.map((id) => `  ${id}: { callable: "./ops.ts#${id}" }`);
  const flow = ["entry: n0", "nodes:", ...nodes, "edges:", `  - ${ids.join(" >> ")}`, ""].join("\n");
  const ops = ids.map(
    (id, index) => `export declare const ${id}: (value: { step: ${index} }) => { step: ${index + 1} };\n`,
  );
  await checkCases([{ name: "chain", flow, files: { "ops.ts": ops.join("") } }], (found) => {
    expect(found.get("chain")?.check).toStrictEqual([]);
  });
}, 120_000);
