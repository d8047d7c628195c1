import { expect, test } from "vitest";
import { createReport } from "../../../compiler/diagnostics/report.js";
import type { FlowAst } from "../../../compiler/parse/flow-ast.js";
import { documentOf } from "../../../compiler/load/document-of.js";
import { parseFlow } from "../../../compiler/parse/parse-flow.js";
import { createRandom } from "../random-flow.js";
import { toDocument } from "./flow.js";
import { flowAstOf } from "./flow-ast-of.js";
import { generateFlow } from "./generate-flow.js";

/** Without functions, and with the node that each span belongs to in its place. */
function plain(ast: FlowAst | undefined): unknown {
  const starts = ast?.nodes.map(({ id }) => id.span.start.offset) ?? [];
  const nodeOf = (value: unknown): number | undefined => {
    if (typeof value !== "object" || value === null || !("start" in value)) return undefined;
    const { start } = value;
    if (typeof start !== "object" || start === null || !("offset" in start)) return undefined;
    return starts.findLastIndex((offset) => offset <= Number(start.offset));
  };
  // The span of a whole flow or policy begins before the nodes in one of them, and behind them in the other.
  return JSON.parse(
    JSON.stringify({ ...ast, span: undefined }, (key, value: unknown) => (/span$/iu.test(key) ? nodeOf(value) : value)),
  );
}

test("the syntax of a generated flow is what its document gives", () => {
  const call = (): undefined => undefined;
  for (let seed = 1; seed <= 60; seed++) {
    const flow = generateFlow(createRandom(seed));
    const report = createReport();
    const { document } = documentOf(
      toDocument(flow, () => call),
      "large.flow.yaml",
      report,
    );
    const ast = document && parseFlow(document, "large.flow.yaml", report);
    expect(report.diagnostics).toEqual([]);
    expect(plain(flowAstOf(flow, () => call)), `seed ${seed}`).toEqual(plain(ast));
  }
});
