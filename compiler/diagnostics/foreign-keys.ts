const conditions =
  "write the condition behind the node in the edge that leads to it: `first >> second when $ctx.total > 100`";
const order = "the order is given by the flow's `edges`: `- first >> second`";

const ofFlow = "it is a key of the flow: move it next to `nodes`, to the same column";

/** Keys of other tools and of later releases of illumo-flow, with what to write instead. */
const instead: Readonly<Record<string, string>> = {
  if: conditions,
  when: conditions,
  condition: conditions,
  depends_on: order,
  dependsOn: order,
  needs: order,
  after: order,
  next: order,
  edge: "write `edges`, a list: `edges: [first >> second]`",
  connections: "write `edges`, a list: `edges: [first >> second]`",
  steps: "write `nodes`: a mapping of ids to nodes, `nodes: { first: { callable: ./ops.ts#first } }`",
  tasks: "write `nodes`: a mapping of ids to nodes, `nodes: { first: { callable: ./ops.ts#first } }`",
  start: "write `entry: <id>`: the node that receives the run's input",
  fail_fast: "remove it: a run ends at the first failure by itself; to go on, write `policy: { on_error: continue }`",
  failFast: "remove it: a run ends at the first failure by itself; to go on, write `policy: { on_error: continue }`",
  setting:
    "move what the function is called with to `context: { inputs: … }`, or what a class of yours is constructed with to `config: { … }`",
  settings:
    "move what the function is called with to `context: { inputs: … }`, or what a class of yours is constructed with to `config: { … }`",
  function: "write `callable: ./ops.ts#name`",
  run: "write `callable: ./ops.ts#name`",
  handler: "write `callable: ./ops.ts#name`",
  inputs: "each node says what it is called with: `context: { inputs: … }` in the node",
  outputs:
    "each node says where its result goes: `context: { outputs: … }` in the node; what the flow gives its caller is `output`",
  description: "write `describe: { summary: … }` for a node",
  entry: ofFlow,
  nodes: ofFlow,
  edges: ofFlow,
  concurrency: ofFlow,
  max_steps: ofFlow,
  retries: "write `policy: { retry: { max_attempts: 3 } }`",
};

/** Returns what to write instead of a key that flowc does not have; undefined if the key is not known. */
export function insteadOf(key: string, known: readonly string[]): string | undefined {
  const help = Object.hasOwn(instead, key) ? instead[key] : undefined;
  // Advice about keys of a node does not help elsewhere.
  const isOfNode =
    help === conditions || key === "function" || key === "run" || key === "handler" || key === "description";
  return isOfNode && !known.includes("callable") ? undefined : help;
}
