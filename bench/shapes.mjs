/**
 * Shapes of flows for which time or modules once grew with the square of the flow, or worse. Each can have any size:
 * `count` is in units of the shape itself (nodes, layers, operands); `flowSize` measures the file.
 */
const call = (context = "") => `{ callable: "pkg#f"${context} }`;
const router = '{ type: RoutingNode, routing_rule: "pkg#r" }';
const range = (count, of) => Array.from({ length: count }, (_, index) => of(index));

function flowText({ nodes, edges, head = "", entry = "n0" }) {
  const lines = nodes.map(([id, node]) => `  ${id}: ${node}`);
  return `${head}entry: ${entry}\nnodes:\n${lines.join("\n")}\nedges:\n${edges.map((edge) => `  - ${edge}\n`).join("")}`;
}

const reading = (inputs, outputs) =>
  call(
    `, context: { ${[inputs && `inputs: ${inputs}`, outputs && `outputs: ${outputs}`].filter(Boolean).join(", ")} }`,
  );

function chain(count, node = () => call()) {
  return flowText({
    nodes: range(count, (index) => [`n${index}`, node(index)]),
    edges: range(count - 1, (index) => `n${index} >> n${index + 1}`),
  });
}

function fan(count, { seed = call(), node = () => call(), sign = "&", head = "" } = {}) {
  const ids = range(count, (index) => `n${index}`);
  return flowText({
    head,
    entry: "seed",
    nodes: [["seed", seed], ...ids.map((id, index) => [id, node(index)]), ["end", call()]],
    edges: [`seed >> (${ids.join(" | ")})`, `(${ids.join(` ${sign} `)}) >> end`],
  });
}

/**
 * Writes a chain of links, each with several nodes.
 *
 * @param link returns the nodes and edges of a link, given its index and the id that follows it
 */
function links(count, link, head = "") {
  const parts = range(count, (index) => link(index, index + 1 < count ? `s${index + 1}` : "end"));
  return flowText({
    head,
    entry: "s0",
    nodes: [...parts.flatMap(({ nodes }) => nodes), ["end", call()]],
    edges: parts.flatMap(({ edges }) => edges),
  });
}

/** Writes layers of nodes, where each node leads to all nodes of the next layer. */
function layers(count, width, { sign, node }) {
  const ids = range(count, (layer) => range(width, (index) => `l${layer}_${index}`));
  return flowText({
    entry: "s",
    nodes: [["s", node], ...ids.flat().map((id) => [id, node]), ["end", call()]],
    edges: [
      `s >> (${ids[0].join(" | ")})`,
      ...ids.slice(1).flatMap((layer, at) => layer.map((id) => `(${ids[at].join(` ${sign} `)}) >> ${id}`)),
      `(${ids.at(-1).join(` ${sign} `)}) >> end`,
    ],
  });
}

export const shapes = {
  chain: (count) => chain(count),
  "chain that reads the node before": (count) =>
    chain(count, (index) => reading(index === 0 ? "" : `$ctx.k${index - 1}`, `$ctx.k${index}`)),
  "chain on one path": (count) => chain(count, () => reading("$ctx.x", "$ctx.x")),
  "chain on one path, with `??`": (count) => chain(count, () => reading("$ctx.x ?? 0", "$ctx.x")),
  "chain that reads the whole context": (count) => chain(count, (index) => reading("$ctx", `$ctx.k${index}`)),
  "chain that reads all payloads": (count) => chain(count, () => reading("$payload", "")),
  "chain that reads what is below a whole": (count) =>
    chain(count, (index) => reading(index === 0 ? "" : "$ctx.x", index === 0 ? "$ctx.x" : `$ctx.x.k${index}`)),
  "chain of context access": (count) =>
    chain(count, () => call(", allow_context_access: true, context: { inputs: $ctx.x, outputs: $ctx.x }")),
  "chain of policies": (count) => chain(count, () => call(", policy: { on_error: continue }")),
  "chain with one handler": (count) =>
    flowText({
      nodes: [
        ...range(count, (index) => [`n${index}`, call(", policy: { on_error: { goto: oops } }")]),
        ["oops", call()],
      ],
      edges: range(count - 1, (index) => `n${index} >> n${index + 1}`),
    }),
  "fan, `&`": (count) => fan(count),
  "fan, `|`": (count) => fan(count, { sign: "|" }),
  "router, `|`": (count) => fan(count, { seed: router, sign: "|" }),
  "router, `&`": (count) => fan(count, { seed: router, sign: "&" }),
  "fan on one path": (count) => fan(count, { node: () => reading("$ctx.x", "$ctx.x") }),
  "fan on one path, with `??`": (count) => fan(count, { node: () => reading("$ctx.x ?? 0", "$ctx.x") }),
  "fan on one path, at once": (count) =>
    fan(count, { head: "concurrency: 8\n", node: () => reading("$ctx.x ?? 0", "$ctx.x") }),
  "router on one path": (count) =>
    fan(count, { seed: router, sign: "|", node: () => reading("$ctx.x ?? 0", "$ctx.x") }),
  "fan on paths below one": (count) => fan(count, { node: (index) => reading("$ctx.x", `$ctx.x.k${index}`) }),
  "many reads of parts that many write": (count) =>
    fan(count, { sign: "|", node: (index) => reading("$ctx.x.total", `{ part${index % 2}: $ctx.x }`) }),
  "router, then readers of one path": (count) => {
    const ids = range(count, (index) => `n${index}`);
    const readers = range(count, (index) => `r${index}`);
    return flowText({
      entry: "seed",
      nodes: [
        ["seed", router],
        ...ids.map((id) => [id, reading("", "$ctx.x")]),
        ...readers.map((id) => [id, reading("$ctx.x")]),
      ],
      edges: [`seed >> (${ids.join(" | ")})`, `(${ids.join(" | ")}) >> ${readers.join(" >> ")}`],
    });
  },
  "routers with shared merges": (count) =>
    flowText({
      nodes: range(count + 1, (index) => [`n${index}`, router]),
      edges: range(count, (index) => `(${range(index + 1, (from) => `n${from}`).join(" | ")}) >> n${index + 1}`),
    }),
  "layers of ten routers": (count) => layers(count, 10, { sign: "|", node: router }),
  "layers of ten, `|`": (count) => layers(count, 10, { sign: "|", node: call() }),
  "layers of ten, `&`": (count) => layers(count, 10, { sign: "&", node: call() }),
  "ten layers of routers": (count) => layers(10, count, { sign: "|", node: router }),
  "ladder of routers": (count) =>
    links(count, (index, next) => ({
      nodes: [
        [`s${index}`, router],
        [`a${index}`, call()],
        [`b${index}`, call()],
      ],
      edges: [`s${index} >> (a${index} | b${index})`, `(a${index} | b${index}) >> ${next}`],
    })),
  "ladder of two rails": (count) =>
    flowText({
      entry: "s",
      nodes: [
        ["s", router],
        ...range(count, (index) => [
          [`a${index}`, router],
          [`b${index}`, router],
        ]).flat(),
        ["end", call()],
      ],
      edges: [
        "s >> (a0 | b0)",
        ...range(count - 1, (index) => [
          `(a${index} | b${index}) >> a${index + 1}`,
          `(a${index} | b${index}) >> b${index + 1}`,
        ]).flat(),
        `(a${count - 1} | b${count - 1}) >> end`,
      ],
    }),
  "ladder that stops": (count) =>
    links(count, (index, next) => ({
      nodes: [
        [`s${index}`, router],
        [`a${index}`, call()],
      ],
      edges: [`s${index} >> (a${index} | ${next})`],
    })),
  "choices that skip": (count) =>
    links(count, (index, next) => ({
      nodes: [
        [`s${index}`, router],
        [`a${index}`, call()],
      ],
      edges: [`s${index} >> a${index}`, `(s${index} | a${index}) >> ${next}`],
    })),
  "choices that end in one": (count) =>
    flowText({
      nodes: [...range(count, (index) => [`n${index}`, router]), ["end", call()]],
      edges: [
        ...range(count - 1, (index) => `n${index} >> n${index + 1}`),
        `(${range(count, (index) => `n${index}`).join(" | ")}) >> end`,
      ],
    }),
  "diamonds, `&`": (count) =>
    links(count, (index, next) => ({
      nodes: [
        [`s${index}`, call()],
        [`a${index}`, call()],
        [`b${index}`, call()],
      ],
      edges: [`s${index} >> (a${index} | b${index})`, `(a${index} & b${index}) >> ${next}`],
    })),
  "diamonds of choices, `&`": (count) =>
    links(count, (index, next) => ({
      nodes: [
        [`s${index}`, router],
        [`a${index}`, call()],
        [`b${index}`, call()],
      ],
      edges: [`s${index} >> (a${index} | b${index})`, `(a${index} & b${index}) >> ${next}`],
    })),
  "diamonds, `|`": (count) =>
    links(count, (index, next) => ({
      nodes: [
        [`s${index}`, call()],
        [`a${index}`, call()],
        [`b${index}`, call()],
      ],
      edges: [`s${index} >> (a${index} | b${index})`, `(a${index} | b${index}) >> ${next}`],
    })),
  "diamonds on one path": (count) =>
    links(count, (index, next) => ({
      nodes: [
        [`s${index}`, reading("$ctx.x ?? 0", "$ctx.x")],
        [`a${index}`, reading("$ctx.x ?? 0", "$ctx.x")],
        [`b${index}`, reading("$ctx.x ?? 0", "$ctx.x")],
      ],
      edges: [`s${index} >> (a${index} | b${index})`, `(a${index} & b${index}) >> ${next}`],
    })),
  "choices on one path": (count) =>
    links(count, (index, next) => ({
      nodes: [
        [`s${index}`, router],
        [`a${index}`, reading("$ctx.x ?? 0", "$ctx.x")],
        [`b${index}`, reading("$ctx.x ?? 0", "")],
      ],
      edges: [`s${index} >> (a${index} | b${index})`, `(a${index} | b${index}) >> ${next}`],
    })),
  "grid, `&`": (count) => {
    const side = Math.ceil(Math.sqrt(count));
    const at = (row, column) => `g${row}_${column}`;
    const edges = [];
    for (let row = 0; row < side; row++) {
      for (let column = 0; column < side; column++) {
        const from = [row > 0 && at(row - 1, column), column > 0 && at(row, column - 1)].filter(Boolean);
        if (from.length > 0) edges.push(`(${from.join(" & ")}) >> ${at(row, column)}`);
      }
    }
    const nodes = range(side, (row) => range(side, (column) => [at(row, column), call()])).flat();
    return flowText({ entry: "g0_0", nodes, edges });
  },
  "grid of routers, `|`": (count) => {
    const side = Math.ceil(Math.sqrt(count));
    const at = (row, column) => `g${row}_${column}`;
    const edges = [];
    for (let row = 0; row < side; row++) {
      for (let column = 0; column < side; column++) {
        const from = [row > 0 && at(row - 1, column), column > 0 && at(row, column - 1)].filter(Boolean);
        if (from.length > 0) edges.push(`(${from.join(" | ")}) >> ${at(row, column)}`);
      }
    }
    const nodes = range(side, (row) => range(side, (column) => [at(row, column), router])).flat();
    return flowText({ entry: "g0_0", nodes, edges });
  },
  "join of choices": (count) => {
    const pairs = range(count, (index) => [`a${index}`, `b${index}`]);
    return flowText({
      entry: "s",
      nodes: [
        ["s", call()],
        ...range(count, (index) => [`r${index}`, router]),
        ...pairs.flat().map((id) => [id, call()]),
        ["end", call()],
      ],
      edges: [
        `s >> (${range(count, (index) => `r${index}`).join(" | ")})`,
        ...pairs.map(([one, other], index) => `r${index} >> (${one} | ${other})`),
        `(${pairs.map((pair) => `(${pair.join(" | ")})`).join(" & ")}) >> end`,
      ],
    });
  },
  "nested cycles": (count) =>
    flowText({
      nodes: [
        ...range(count, (index) => [`n${index}`, call()]),
        ...range(count, (index) => [`r${index}`, router]),
        ["end", call()],
      ],
      edges: [
        ...range(count - 1, (index) => `n${index} >> n${index + 1}`),
        `n${count - 1} >> r${count - 1}`,
        ...range(count, (index) => `r${index} >> (n${index} | ${index === 0 ? "end" : `r${index - 1}`})`),
      ],
    }),
  "nested cycles on one path": (count) =>
    flowText({
      nodes: [
        ...range(count, (index) => [`n${index}`, reading("$ctx.x ?? 0", "$ctx.x")]),
        ...range(count, (index) => [`r${index}`, router]),
        ["end", call()],
      ],
      edges: [
        ...range(count - 1, (index) => `n${index} >> n${index + 1}`),
        `n${count - 1} >> r${count - 1}`,
        ...range(count, (index) => `r${index} >> (n${index} | ${index === 0 ? "end" : `r${index - 1}`})`),
      ],
    }),
  "routers next to a cycle, then joins": (count) =>
    flowText({
      nodes: [
        ...range(count, (index) => [`n${index}`, call()]),
        ...range(count, (index) => [`r${index}`, router]),
        ...range(count, (index) => [`a${index}`, call()]),
        ...range(count, (index) => [`b${index}`, call()]),
        ...range(count, (index) => [`j${index}`, call()]),
        ["last", router],
        ["end", call()],
      ],
      edges: [
        ...range(count, (index) => `n${index} >> (${index + 1 < count ? `n${index + 1}` : "last"} | r${index})`),
        ...range(count, (index) => `r${index} >> (a${index} | b${index})`),
        ...range(count, (index) => `(a${index} & b${index}) >> j${index}`),
        "last >> (n0 | end)",
      ],
    }),
  "routers in a cycle, then joins": (count) =>
    flowText({
      nodes: [
        ...range(count, (index) => [`n${index}`, router]),
        ...range(count, (index) => [`a${index}`, call()]),
        ["b", call()],
        ["j", call()],
        ["last", router],
        ["end", call()],
      ],
      edges: [
        ...range(count, (index) => `n${index} >> (${index + 1 < count ? `n${index + 1}` : "last"} | a${index})`),
        ...range(count, (index) => `a${index} >> n0`),
        "last >> (n0 | b | end)",
        "(b & end) >> j",
      ],
    }),
  "cycles in a row": (count) =>
    links(count, (index, next) => ({
      nodes: [
        [`s${index}`, reading("$ctx.x ?? 0", "$ctx.x")],
        [`r${index}`, router],
      ],
      edges: [`s${index} >> r${index}`, `r${index} >> (s${index} | ${next})`],
    })),
  "one cycle of many ways back": (count) => {
    const ids = range(count, (index) => `n${index}`);
    return flowText({
      entry: "s",
      nodes: [["s", call()], ["r", router], ...ids.map((id) => [id, reading("$ctx.x ?? 0", "$ctx.x")])],
      edges: ["s >> r", `r >> (${ids.join(" | ")})`, ...ids.map((id) => `${id} >> s`)],
    });
  },
  "one long cycle": (count) =>
    flowText({
      nodes: [
        ...range(count, (index) => [`n${index}`, reading("$ctx.x ?? 0", "$ctx.x")]),
        ["r", router],
        ["end", call()],
      ],
      edges: [...range(count - 1, (index) => `n${index} >> n${index + 1}`), `n${count - 1} >> r`, "r >> (n0 | end)"],
    }),
  "one long cycle of routers": (count) =>
    flowText({
      nodes: [...range(count, (index) => [`n${index}`, router]), ["end", call()]],
      edges: [
        ...range(count - 1, (index) => `n${index} >> n${index + 1}`),
        ...range(count - 1, (index) => `n${index + 1} >> n0`),
        `n${count - 1} >> end`,
      ],
    }),
  "loops in a row": (count) =>
    links(count, (index, next) => ({
      nodes: [
        [`s${index}`, `{ type: LoopNode, body_route: b${index}, done_route: ${next} }`],
        [`b${index}`, reading("", "$ctx.x")],
      ],
      edges: [`s${index} >> b${index}`],
    })),
  "one wide body": (count) => {
    const ids = range(count, (index) => `n${index}`);
    return flowText({
      entry: "s",
      head: "concurrency: 8\n",
      nodes: [
        ["s", "{ type: LoopNode, body_route: b }"],
        ["b", call()],
        ...ids.map((id) => [id, reading("$ctx.x ?? 0", "$ctx.x")]),
      ],
      edges: ["s >> b", `b >> (${ids.join(" | ")})`],
    });
  },
  "one long body": (count) =>
    flowText({
      entry: "s",
      nodes: [
        ["s", `{ type: LoopNode, body_route: n0, done_route: end }`],
        ...range(count, (index) => [`n${index}`, reading("$ctx.x ?? 0", "$ctx.x")]),
        ["end", call()],
      ],
      edges: ["s >> n0", ...range(count - 1, (index) => `n${index} >> n${index + 1}`)],
    }),
  "a long `??`": (count) =>
    flowText({
      nodes: [
        [
          "n0",
          `{ callable: "pkg#f", context: { outputs: { ${range(count, (index) => `k${index}: $ctx.k${index}`).join(", ")} } } }`,
        ],
        ["n1", reading(range(count, (index) => `$ctx.k${index}`).join(" ?? "))],
      ],
      edges: ["n0 >> n1"],
    }),
  "a long `??` of what nobody writes": (count) =>
    flowText({
      nodes: [["n0", reading(range(count, (index) => `$ctx.k${index}`).join(" ?? "))]],
      edges: ["n0 >> n1"].slice(1),
    }),
  "a long `??` over branches": (count) => {
    const ids = range(count, (index) => `n${index}`);
    return flowText({
      entry: "seed",
      nodes: [
        ["seed", router],
        ...ids.map((id) => [id, call()]),
        ["end", reading(ids.map((id) => `$payload.${id}`).join(" ?? "))],
      ],
      edges: [`seed >> (${ids.join(" | ")})`, `(${ids.join(" | ")}) >> end`],
    });
  },
  "a long template": (count) =>
    flowText({
      nodes: [["n0", reading(JSON.stringify(range(count, (index) => `{{ $ctx.k${index} }}`).join(" ")))]],
      edges: [],
    }),
  "many inputs": (count) =>
    chain(2, (index) =>
      index === 0
        ? `{ callable: "pkg#f", context: { outputs: { ${range(count, (key) => `k${key}: $ctx.k${key}`).join(", ")} } } }`
        : reading(`{ ${range(count, (key) => `k${key}: $ctx.k${key}`).join(", ")} }`),
    ),
  "many reads of many writes of one path": (count) =>
    links(count, (index, next) => ({
      nodes: [
        [`s${index}`, router],
        [`a${index}`, reading("", `$ctx.x.k${index % 10}`)],
        [`b${index}`, reading("$ctx.x")],
      ],
      edges: [`s${index} >> (a${index} | b${index})`, `(a${index} | b${index}) >> ${next}`],
    })),
};

/** The size that exponents refer to: nodes, ends of edges, and parts of expressions. */
export function flowSize(text) {
  const [, body = ""] = text.split("\nnodes:\n");
  const [nodes = "", edges = ""] = body.split("\nedges:\n");
  const ends = edges.split("\n").reduce((sum, line) => sum + (line === "" ? 0 : line.split(/[&|]|>>/u).length), 0);
  return nodes.split("\n").length + ends + (nodes.match(/\$|\?\?/gu)?.length ?? 0);
}

/** The size of a plain chain of 4,000 nodes, up to which time and memory are bounded. */
export const largest = flowSize(chain(4000));

/** Writes a flow of a shape with about this size, found by bisection. */
export function shapeOfSize(shape, size) {
  let [low, high] = [2, 4];
  while (flowSize(shapes[shape](high)) < size) [low, high] = [high, high * 2];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (flowSize(shapes[shape](middle)) < size) low = middle;
    else high = middle;
  }
  return shapes[shape](low);
}
