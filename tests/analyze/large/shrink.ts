import { keptChoices } from "./conditions.js";
import type { Chain, ErrorRule, LargeEdge, LargeFlow, LargeNode } from "./flow.js";

/**
 * Returns the smallest flow that removing one part after the other gives, as long as `isStillWrong` says that the same
 * fault is there. A part is removed together with what names it: a `done_route` with its edge, a `goto` with its node.
 */
export function shrink(flow: LargeFlow, isStillWrong: (smaller: LargeFlow) => boolean): LargeFlow {
  let best = flow;
  for (let changed = true; changed;) {
    changed = false;
    for (const steps of allSteps) {
      for (let at = 0; ; at++) {
        const step = steps(best)[at];
        if (step === undefined) break;
        const smaller = tidy(step());
        if (smaller === undefined || sizeOf(smaller) >= sizeOf(best) || !isStillWrong(smaller)) continue;
        best = smaller;
        changed = true;
        at -= 1;
      }
    }
  }
  return best;
}

type Step = () => LargeFlow;

/** Each step must make the flow smaller, or shrinking would not end. */
function sizeOf(flow: LargeFlow): number {
  return JSON.stringify(flow).length;
}

/** Large parts first. */
const allSteps: readonly ((flow: LargeFlow) => Step[])[] = [
  (flow) =>
    flow.nodes.slice(1).map(
      ({ id }) =>
        () =>
          withoutNode(flow, id),
    ),
  (flow) =>
    flow.nodes.slice(1).map(
      ({ id }) =>
        () =>
          contractNode(flow, id),
    ),
  (flow) => flow.edges.map((_, at) => () => ({ ...flow, edges: flow.edges.filter((__, index) => index !== at) })),
  (flow) => flow.edges.flatMap((edge, at) => smallerEdges(edge).map((smaller) => () => withEdge(flow, at, smaller))),
  (flow) => [() => ({ ...flow, concurrency: 1 }), () => withoutRule(flow)],
  (flow) => flow.nodes.flatMap((node, at) => plainer(node).map((smaller) => () => withNode(flow, at, smaller))),
  (flow) =>
    flow.nodes.slice(1).map(
      ({ id }) =>
        () =>
          beginningAt(flow, id),
    ),
];

function withoutRule({ concurrency, nodes, edges }: LargeFlow): LargeFlow {
  return { concurrency, nodes, edges };
}

function withEdge(flow: LargeFlow, at: number, edge: LargeEdge): LargeFlow {
  return { ...flow, edges: flow.edges.map((known, index) => (index === at ? edge : known)) };
}

function withNode(flow: LargeFlow, at: number, node: LargeNode): LargeFlow {
  return { ...flow, nodes: flow.nodes.map((known, index) => (index === at ? node : known)) };
}

function withoutNode(flow: LargeFlow, id: string): LargeFlow {
  const nodes = flow.nodes.filter((node) => node.id !== id);
  const edges = flow.edges.filter(({ to }) => to !== id).map((edge) => replaceParent(edge, id, []));
  return { ...flow, nodes, edges };
}

/** Removes a node, and connects its parents to its targets. */
function contractNode(flow: LargeFlow, id: string): LargeFlow {
  const parents = [...new Set(flow.edges.flatMap(({ groups, to }) => (to === id ? groups.flat() : [])))];
  const without = flow.edges.filter(({ to }) => to !== id);
  const [heir] = flow.edges.filter(({ groups }) => groups.flat().includes(id));
  const nodes = flow.nodes.flatMap((node) => {
    if (node.id === id) return [];
    const { body, done, collect } = node;
    const moved = (name: string | undefined): string | undefined => (name === id ? heir?.to : name);
    return [changed(node, { body: moved(body), done: moved(done), collect: moved(collect) })];
  });
  return { ...flow, nodes, edges: without.map((edge) => replaceParent(edge, id, parents)) };
}

function replaceParent({ groups, to }: LargeEdge, id: string, by: readonly string[]): LargeEdge {
  const kept = groups.flat();
  const heirs = by.filter((parent) => parent !== to && !kept.includes(parent));
  return { groups: groups.map((group) => group.flatMap((parent) => (parent === id ? heirs : [parent]))), to };
}

function smallerEdges({ groups, to }: LargeEdge): LargeEdge[] {
  const fewer = groups.map((_, at) => groups.filter((__, index) => index !== at));
  const thinner = groups.flatMap((group, at) =>
    group.map((member) => groups.map((known, index) => (index === at ? group.filter((one) => one !== member) : known))),
  );
  return [...fewer, ...thinner].map((smaller) => ({ groups: smaller, to }));
}

/** Versions of the node with one thing less. */
function plainer(node: LargeNode): LargeNode[] {
  const { inputs, writes } = node;
  const chains = inputs?.chains ?? [];
  const withChains = (less: readonly Chain[]): Change => ({ inputs: inputs && { ...inputs, chains: less } });
  const less: Change[] = [
    { inputs: undefined },
    ...chains.map((_, at) => withChains(chains.filter((__, index) => index !== at))),
    ...chains.flatMap((chain, at) =>
      chain.operands.map((_, operand) => {
        const operands = chain.operands.filter((__, index) => index !== operand);
        return withChains(chains.map((known, index) => (index === at ? { ...chain, operands } : known)));
      }),
    ),
    { inputs: inputs && { ...inputs, form: "value" } },
    ...writes.map((_, at) => ({ writes: writes.filter((__, index) => index !== at) })),
    { secret: undefined },
    { onError: undefined },
    { canFail: undefined },
    { retries: undefined },
    { decisions: undefined },
    { done: undefined },
    { collect: undefined },
    { choices: undefined },
    ...(node.choices ?? []).map((_, at) => ({ choices: node.choices?.filter((__, index) => index !== at) })),
    ...(node.kind === "router" ? [{ kind: "plain" as const, decisions: undefined }] : []),
  ];
  return less
    .filter((change) => Object.entries(change).some(([key, value]) => isLess(node, key, value)))
    .map((change) => changed(node, change));
}

function isLess(node: LargeNode, key: string, value: unknown): boolean {
  return JSON.stringify(Object.entries(node).find(([known]) => known === key)?.[1]) !== JSON.stringify(value);
}

/** New values of some keys. A key without a value is removed. */
type Change = { readonly [Key in Exclude<keyof LargeNode, "id">]?: LargeNode[Key] | undefined };

function changed(node: LargeNode, change: Change): LargeNode {
  const {
    kind,
    writes,
    inputs,
    onError,
    retries,
    canFail,
    secret,
    body,
    done,
    collect,
    decisions,
    choices,
    ...others
  } = {
    ...node,
    ...change,
  };
  return {
    ...others,
    kind: kind ?? node.kind,
    writes: writes ?? node.writes,
    ...(inputs !== undefined && { inputs }),
    ...(onError !== undefined && { onError }),
    ...(retries !== undefined && { retries }),
    ...(canFail !== undefined && { canFail }),
    ...(secret !== undefined && { secret }),
    ...(body !== undefined && { body }),
    ...(done !== undefined && { done }),
    ...(collect !== undefined && { collect }),
    ...(decisions !== undefined && { decisions }),
    ...(choices !== undefined && { choices }),
  };
}

/** Lets a run start later, without its first node. */
function beginningAt(flow: LargeFlow, id: string): LargeFlow {
  const [entry, ...others] = flow.nodes;
  const nodes = [...others.filter((node) => node.id === id), ...others.filter((node) => node.id !== id)];
  return withoutNode({ ...flow, nodes: entry === undefined ? nodes : [...nodes, entry] }, entry?.id ?? "");
}

/** Removes what names parts that are gone; undefined if a loop has no body or a mapping no key. */
function tidy(flow: LargeFlow): LargeFlow | undefined {
  const ids = new Set(flow.nodes.map(({ id }) => id));
  const known = new Set<string>();
  const isNew = (id: string, to: string): boolean => known.size < known.add(`${id} >> ${to}`).size;
  const edges = flow.edges.flatMap(({ groups, to }): LargeEdge[] => {
    const kept = groups
      .map((group) => group.filter((id) => ids.has(id) && isNew(id, to)))
      .filter((group) => group.length > 0);
    return ids.has(to) && kept.length > 0 ? [{ groups: kept, to }] : [];
  });
  const leads = (from: string, to: string | undefined): boolean =>
    to !== undefined && edges.some((edge) => edge.to === to && edge.groups.flat().includes(from));
  const nodes: LargeNode[] = [];
  for (const node of flow.nodes) {
    if (node.kind === "loop" && !leads(node.id, node.body)) return undefined;
    const done = leads(node.id, node.done) ? node.done : undefined;
    const inputs = node.inputs && {
      ...node.inputs,
      chains: node.inputs.chains.filter(({ operands }) => operands.length > 0),
    };
    nodes.push(
      changed(node, {
        done,
        collect: node.collect !== undefined && ids.has(node.collect) ? node.collect : undefined,
        inputs: inputs?.chains.length === 0 ? undefined : inputs,
        onError: keptRule(node.onError, ids),
        choices: keptChoices(node, edges),
      }),
    );
  }
  const onError = keptRule(flow.onError, ids);
  return { ...withoutRule(flow), ...(onError !== undefined && { onError }), nodes, edges };
}

function keptRule(rule: ErrorRule | undefined, ids: ReadonlySet<string>): ErrorRule | undefined {
  return typeof rule === "object" && !ids.has(rule.goto) ? undefined : rule;
}
