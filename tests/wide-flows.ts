/** Flow files of any width or length. Their callables are the exports `f` and `r` of a package. */
export const wideFlows: Readonly<Record<string, (size: number) => string>> = {
  "a fan and a join": (size) => flow([`seed >> ${any(size)}`, `${all(size)} >> end`], nodes(size)),
  "a fan and a merge": (size) => flow([`seed >> ${any(size)}`, `${any(size)} >> end`], nodes(size)),
  "a router and a merge": (size) =>
    flow([`seed >> ${any(size)}`, `${any(size)} >> end`], nodes(size, '{ type: RoutingNode, routing_rule: "pkg#r" }')),
  "a chain": (size) => flow([`seed >> ${ids(size).join(" >> ")} >> end`], nodes(size)),
  "a fan and a join of what it wrote": (size) => {
    const inputs = ids(size).map((id) => `${id}: $ctx.data.${id}`);
    return flow(
      [`seed >> ${any(size)}`, `${all(size)} >> end`],
      [
        'seed: { callable: "pkg#f" }',
        ...ids(size).map((id) => `${id}: { callable: "pkg#f", context: { outputs: $ctx.data.${id} } }`),
        `end: { callable: "pkg#f", context: { inputs: { ${inputs.join(", ")} } } }`,
      ],
    );
  },
  "a fan whose failures go elsewhere, and a join": (size) =>
    flow(
      [`seed >> ${any(size)}`, `${all(size)} >> end`],
      [...nodes(size), 'mend: { callable: "pkg#f" }'],
      "policy: { on_error: { goto: mend } }\n",
    ),
  "branches that write one place": (size) => {
    const writers = ids(size).map((id) => `${id}: { callable: "pkg#f", context: { outputs: $ctx.data } }`);
    const router = 'seed: { type: RoutingNode, routing_rule: "pkg#r" }';
    return flow([`seed >> ${any(size)}`, `${any(size)} >> end`], [router, ...writers, 'end: { callable: "pkg#f" }']);
  },
  "routers that end early": (size) => {
    const way = ["seed", ...ids(size)];
    const routers = way.map((id) => `${id}: { type: RoutingNode, routing_rule: "pkg#r" }`);
    return flow([way.join(" >> "), `${any(size)} >> end`], [...routers, 'end: { callable: "pkg#f" }']);
  },
};

function ids(size: number): string[] {
  return Array.from({ length: size }, (_, index) => `n${index}`);
}

function any(size: number): string {
  return `(${ids(size).join(" | ")})`;
}

function all(size: number): string {
  return `(${ids(size).join(" & ")})`;
}

function nodes(size: number, seed = '{ callable: "pkg#f" }'): string[] {
  return [`seed: ${seed}`, ...[...ids(size), "end"].map((id) => `${id}: { callable: "pkg#f" }`)];
}

function flow(edges: readonly string[], entries: readonly string[], more = ""): string {
  const lines = (list: readonly string[], start: string): string => list.map((text) => `  ${start}${text}\n`).join("");
  return `entry: seed\n${more}nodes:\n${lines(entries, "")}edges:\n${lines(edges, "- ")}`;
}
