import confidenceRouter from "../../fixtures/examples/confidence-router/confidence-router.flow.js";
import eachLine from "../../fixtures/examples/each-line/each-line.flow.js";
import earlyStop from "../../fixtures/examples/early-stop/early-stop.flow.js";
import jsonFlow from "../../fixtures/examples/json-flow/json-flow.flow.js";
import linearEtl from "../../fixtures/examples/linear-etl/linear-etl.flow.js";
import mergeAfterBranch from "../../fixtures/examples/merge-after-branch/merge-after-branch.flow.js";
import nestedLoops from "../../fixtures/examples/nested-loops/nested-loops.flow.js";
import managedTimeout from "../../fixtures/examples/node-managed-timeout/node-managed-timeout.flow.js";
import orderFulfilment from "../../fixtures/examples/order-fulfilment/order-fulfilment.flow.js";
import parallelEnrichment from "../../fixtures/examples/parallel-enrichment/parallel-enrichment.flow.js";
import policies from "../../fixtures/examples/policies/policies.flow.js";
import pythonStyle from "../../fixtures/examples/python-style/python-style.flow.js";
import revisionCycle from "../../fixtures/examples/revision-cycle/revision-cycle.flow.js";

/** The results of a run in any environment: its context, its error and its events, as JSON. */
export interface Left {
  readonly flow: string;
  readonly context: unknown;
  readonly error: string | undefined;
  readonly events: readonly string[];
}

/** The flow of a generated module, without its types. */
interface AnyFlow {
  readonly name: string;
  run(context: never, input: never, options?: { onEvent(event: { readonly type: string }): void }): Promise<object>;
}

type Run = readonly [flow: AnyFlow, input: unknown, context?: object];

/** The nodes of this flow wait concurrently and may end in any order. */
const unordered = policies.name;

/**
 * Runs every example with good and bad input, and returns the results. It does not depend on the environment.
 *
 * @param origin of a server that answers `/rate` with a number
 */
export async function runExamples(origin: string): Promise<readonly Left[]> {
  const left: Left[] = [];
  for (const [flow, input, start = {}] of runs(origin)) {
    const context = structuredClone(start);
    const events: string[] = [];
    const onEvent = ({ type }: { readonly type: string }): void => void events.push(type);
    let error: string | undefined;
    try {
      await flow.run(context as never, input as never, { onEvent });
    } catch (thrown) {
      error = String(thrown);
    }
    const plain = JSON.parse(JSON.stringify(context)) as Record<string, unknown>;
    left.push(
      flow.name === unordered ? sorted(flow.name, plain, error) : { flow: flow.name, context: plain, error, events },
    );
  }
  return left;
}

/** Sorts what depends on which of several timers fires first. */
function sorted(flow: string, context: Record<string, unknown>, error: string | undefined): Left {
  const bySpelling = (list: unknown): unknown => (list as unknown[]).map((entry) => JSON.stringify(entry)).sort();
  const lists = { steps: bySpelling(context["steps"]), errors: bySpelling(context["errors"]) };
  return { flow, context: { ...context, ...lists }, error, events: [] };
}

function runs(origin: string): readonly Run[] {
  const claim = { id: "A1", text: "Stolen bike, police report attached", amount: 800, documents: 3, daysInsured: 400 };
  const lines = [
    { sku: "tea", quantity: 10 },
    { sku: "pot", quantity: 1 },
  ];
  const order = {
    id: "o1",
    customer: "c1",
    lines: [{ sku: "tea", quantity: 4 }],
    address: " 12  Long Road, Leeds ",
  };
  const shop = {
    name: "Tea & Co",
    warehouses: [{ id: "north", stock: { tea: 40 } }],
    "support e-mail": "a@example.org",
  };
  return [
    [confidenceRouter, claim],
    [confidenceRouter, { ...claim, text: "Lost my phone", documents: 2, daysInsured: 3 }],
    [eachLine, { number: 17, customer: "Ada", lines }],
    [eachLine, { number: 17, customer: "Ada", lines: [{ sku: "moon", quantity: 1 }] }],
    [earlyStop, { id: "m1", text: "  Meeting at five " }, { seen: "m0 m9" }],
    [earlyStop, { id: "m3", text: "You won the lottery" }],
    [jsonFlow, "/tmp/Café Menu (final, really final).PDF"],
    [linearEtl, "sku,quantity,unit_price\ntea,2,4.50\ncup,1,9.00\n"],
    [mergeAfterBranch, { amount: 49.999, pay: "card" }],
    [nestedLoops, "A: Tea cup\nB:\nC: pot"],
    [managedTimeout, { amount: 250, currency: "CHF" }, { service: { url: `${origin}/rate`, timeout_ms: 5000 } }],
    [orderFulfilment, order, { shop }],
    [parallelEnrichment, "o-7;8.8.4.4;2600"],
    [policies, "tea"],
    [pythonStyle, "c12"],
    [revisionCycle, "the fair"],
  ];
}
