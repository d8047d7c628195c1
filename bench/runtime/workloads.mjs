/**
 * The workloads. Each has callables, a flow file, and the code that a careful programmer would write by hand, which
 * keeps the same records as a run of flowc: both steps of every node, payloads, joins, routing and data.
 */

/** How a callable of a workload returns. */
export const kinds = {
  /** Immediately. */
  sync: (body) => ({ head: "function", body: `return ${body};` }),
  /** With a promise that is already settled. */
  async: (body) => ({ head: "async function", body: `return ${body};` }),
  /** With a promise that another turn of the event loop settles. */
  wait: (body) => ({
    head: "function",
    body: `return new Promise((resolve) => setImmediate(() => resolve(${body})));`,
  }),
};

const callable = (kind, name, parameter, body) => {
  const { head, body: text } = kinds[kind](body);
  return `export ${head} ${name}(${parameter}) {\n  ${text}\n}\n`;
};

const started = (id) => `  steps.push({ node_id: "${id}", status: "start" });`;
const succeeded = (id) => `  steps.push({ node_id: "${id}", status: "success" });`;
const fresh = `  const context = { steps: [], payloads: {}, joins: {}, routing: {}, errors: [] };
  const { steps, payloads } = context;`;

/** Writes the functions `sync`, with plain calls, and `awaiting`, with an `await` at each node, from the same lines. */
function byHand(lines) {
  const write = (name, head, wait) =>
    `export ${head} ${name}(input) {\n${fresh}\n${lines(wait).join("\n")}\n  return context;\n}\n`;
  return `${write("sync", "function", "")}\n${write("awaiting", "async function", "await ")}`;
}

const imports = (names) => `import { ${names.join(", ")} } from "./ops.js";\n\n`;
const range = (size) => Array.from({ length: size }, (_, at) => at);

function chain(size) {
  const ids = range(size).map((at) => `n${at}`);
  const node = (id, at) => (wait) => [
    started(id),
    `  const r${at} = ${wait}${id}(${at === 0 ? "input" : `r${at - 1}`});`,
    `  payloads.${id} = r${at};`,
    succeeded(id),
  ];
  return {
    name: `chain of ${size}`,
    visits: size,
    ops: (kind) => ids.map((id) => callable(kind, id, "value", "value + 1")).join("\n"),
    yaml: [
      "entry: n0",
      "nodes:",
      ...ids.map((id) => `  ${id}: { callable: ./ops.js#${id} }`),
      "edges:",
      ...ids.slice(1).map((id, at) => `  - n${at} >> ${id}`),
    ],
    table: tableOf(ids.map((id, at) => ({ id, next: ids.slice(at + 1, at + 2) }))),
    hand: imports(ids) + byHand((wait) => ids.flatMap((id, at) => node(id, at)(wait))) + table(ids),
    input: (at) => at,
    isRight: ({ steps, payloads }, at) =>
      steps.length === 2 * size && steps[2 * size - 1].status === "success" && payloads[`n${size - 1}`] === at + size,
  };
}

/**
 * Writes the same chain as a loop over a table: straight-line code suddenly becomes slow in V8 somewhere below 1000
 * nodes.
 */
function table(ids) {
  const write = (name, head, wait) => `
export ${head} ${name}(input) {
${fresh}
  let value = input;
  for (const { id, call } of rows) {
    steps.push({ node_id: id, status: "start" });
    value = ${wait}call(value);
    payloads[id] = value;
    steps.push({ node_id: id, status: "success" });
  }
  return context;
}
`;
  const rows = ids.map((id) => `  { id: "${id}", call: ${id} },`).join("\n");
  return `\nconst rows = [\n${rows}\n];\n${write("tableSync", "function", "")}${write("table", "async function", "await ")}`;
}

/** Writes a module that defines its flow in code, for sizes that nobody writes in a file. */
function tableOf(nodes) {
  return `import { defineFlow, concurrencySupport, joinSupport } from "@flowc/runtime";
import * as ops from "./ops.js";

const nodes = ${JSON.stringify(nodes)}.map((node) => ({ ...node, call: ops[node.id] }));
const uses = [concurrencySupport, joinSupport];
export default defineFlow({ name: "work", entry: nodes[0].id, nodes, uses });
`;
}

function fan(size) {
  const ids = range(size).map((at) => `p${String(at).padStart(4, "0")}`);
  const all = `{ ${ids.map((id) => `${id}: r${id}`).join(", ")} }`;
  const head = (wait) => [
    started("start"),
    `  const r = ${wait}start(input);`,
    "  payloads.start = r;",
    succeeded("start"),
  ];
  const tail = (wait) => [
    `  const arrived = ${all};`,
    "  context.joins.join = arrived;",
    started("join"),
    `  payloads.join = ${wait}join(arrived);`,
    succeeded("join"),
  ];
  const one = (id) => (wait) => [
    started(id),
    `  const r${id} = ${wait}${id}(r);`,
    `  payloads.${id} = r${id};`,
    succeeded(id),
  ];
  // Runs the branches concurrently, as flowc does with `concurrency: Infinity`.
  const branch = (id) => `  const of_${id} = async () => {
  ${started(id)}
    const result = await ${id}(r);
    payloads.${id} = result;
  ${succeeded(id)}
    return result;
  };`;
  const parallel = [
    ...head("await "),
    ...ids.map(branch),
    `  const [${ids.map((id) => `r${id}`).join(", ")}] = await Promise.all([${ids.map((id) => `of_${id}()`).join(", ")}]);`,
    ...tail("await "),
  ];
  return {
    name: `fan of ${size}`,
    visits: size + 2,
    ops: (kind) =>
      [
        callable(kind, "start", "value", "value"),
        ...ids.map((id, at) => callable(kind, id, "value", `value + ${at}`)),
        callable(kind, "join", "all", `all.${ids[0]} + all.${ids.at(-1)}`),
      ].join("\n"),
    yaml: [
      "entry: start",
      "nodes:",
      ...["start", ...ids, "join"].map((id) => `  ${id}: { callable: ./ops.js#${id} }`),
      "edges:",
      `  - start >> (${ids.join(" & ")})`,
      `  - (${ids.join(" & ")}) >> join`,
    ],
    table: tableOf([
      { id: "start", next: ids },
      ...ids.map((id) => ({ id, next: ["join"] })),
      { id: "join", next: [], joins: ids.map((id) => [id]) },
    ]),
    hand:
      imports(["start", ...ids, "join"]) +
      byHand((wait) => [...head(wait), ...ids.flatMap((id) => one(id)(wait)), ...tail(wait)]) +
      `\nexport async function parallel(input) {\n${fresh}\n${parallel.join("\n")}\n  return context;\n}\n`,
    input: (at) => at,
    isRight: ({ steps, payloads, joins }, at) =>
      steps.length === 2 * (size + 2) &&
      payloads.join === 2 * at + size - 1 &&
      joins.join[ids[1]] === at + 1 &&
      payloads[ids[size - 1]] === at + size - 1,
  };
}

function loop(size) {
  return {
    name: `loop of ${size}`,
    visits: size,
    ops: (kind) => callable(kind, "work", "item", "item + 1"),
    yaml: [
      "entry: each",
      "nodes:",
      "  each: { type: LoopNode }",
      "  work: { callable: ./ops.js#work }",
      "edges:",
      "  - each >> work",
    ],
    hand:
      imports(["work"]) +
      byHand((wait) => [
        "  const { length } = input;",
        "  for (let index = 0; index < length; index += 1) {",
        `  ${started("each")}`,
        "    const item = input[index];",
        "    const isLast = index === length - 1;",
        `    context.routing.each = isLast ? [{ target: "work" }] : [{ target: "work" }, { target: "each" }];`,
        "    payloads.each = isLast ? { work: item } : { work: item, each: { items: input, index: index + 1 } };",
        `  ${succeeded("each")}`,
        `  ${started("work")}`,
        `    payloads.work = ${wait}work(item);`,
        `  ${succeeded("work")}`,
        "  }",
      ]),
    input: (() => {
      const items = range(size);
      return () => items;
    })(),
    isRight: ({ steps, payloads, routing }) =>
      steps.length === 4 * size && payloads.work === size && routing.each.length === 1,
  };
}

function router() {
  const targets = ["low", "medium", "high"];
  const branch = (wait) => (id) => [
    `    case "${id}":`,
    `    ${started(id)}`,
    `      merged = ${wait}${id}(input);`,
    `      payloads.${id} = merged;`,
    `    ${succeeded(id)}`,
    "      break;",
  ];
  return {
    name: "router",
    visits: 3,
    ops: (kind) =>
      `import { route } from "@flowc/runtime";\n\n${[
        callable(
          kind,
          "classify",
          "value",
          `route(value % 3 === 0 ? "low" : value % 3 === 1 ? "medium" : "high", { confidence: 0.9, reason: "size" })`,
        ),
        ...targets.map((id, at) => callable(kind, id, "value", `value + ${at}`)),
        callable(kind, "done", "value", "value * 2"),
      ].join("\n")}`,
    yaml: [
      "entry: classify",
      "nodes:",
      "  classify: { type: RoutingNode, routing_rule: ./ops.js#classify }",
      ...[...targets, "done"].map((id) => `  ${id}: { callable: ./ops.js#${id} }`),
      "edges:",
      "  - classify >> (low | medium | high)",
      "  - (low | medium | high) >> done",
    ],
    hand:
      imports(["classify", ...targets, "done"]) +
      byHand((wait) => [
        started("classify"),
        `  const { target, confidence, reason } = ${wait}classify(input);`,
        "  context.routing.classify = [{ target, confidence, reason }];",
        "  payloads.classify = { [target]: input };",
        succeeded("classify"),
        "  let merged;",
        "  switch (target) {",
        ...targets.flatMap(branch(wait)),
        "    default:",
        "      throw new Error(target);",
        "  }",
        started("done"),
        `  payloads.done = ${wait}done(merged);`,
        succeeded("done"),
      ]),
    input: (at) => at,
    isRight: ({ steps, payloads, routing }, at) =>
      steps.length === 6 && payloads.done === 2 * (at + (at % 3)) && routing.classify[0].confidence === 0.9,
  };
}

function etl() {
  const nodes = { extract: ["input", "raw"], transform: ["data.raw", "processed"], load: ["data.processed", "stored"] };
  return {
    name: "ETL",
    visits: 3,
    ops: (kind) =>
      [
        callable(kind, "extract", "source", `({ customer: source.customer, amount: source.amount, origin: "shop" })`),
        callable(kind, "transform", "raw", "({ ...raw, amount: raw.amount * 100, normalized: true })"),
        callable(kind, "load", "data", `({ ...data, status: "stored" })`),
      ].join("\n"),
    yaml: [
      "entry: extract",
      "nodes:",
      "  extract: { callable: ./ops.js#extract, context: { outputs: $ctx.data.raw } }",
      "  transform: { callable: ./ops.js#transform, context: { inputs: $ctx.data.raw, outputs: $ctx.data.processed } }",
      "  load: { callable: ./ops.js#load, context: { inputs: $ctx.data.processed, outputs: $ctx.data.stored } }",
      "edges:",
      "  - extract >> transform >> load",
    ],
    hand:
      imports(Object.keys(nodes)) +
      byHand((wait) => [
        "  const data = (context.data = {});",
        ...Object.entries(nodes).flatMap(([id, [from, to]]) => [
          started(id),
          `  const ${to} = ${wait}${id}(${from});`,
          `  payloads.${id} = ${to};`,
          `  data.${to} = ${to};`,
          succeeded(id),
        ]),
      ]),
    input: (at) => ({ customer: `c${at % 7}`, amount: at }),
    isRight: ({ steps, payloads, data }, at) =>
      steps.length === 6 &&
      payloads.load === data.stored &&
      data.stored.status === "stored" &&
      data.processed.amount === at * 100,
  };
}

const shapes = { chain, fan, loop, router, etl };

/** The workload for a name, as given to `--only`: a shape and, if it has several sizes, a size. */
export function workloadOf(name) {
  const [shape, size] = name.split("-");
  return shapes[shape](Number(size));
}
