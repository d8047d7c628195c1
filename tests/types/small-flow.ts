import type { Random } from "../analyze/random-flow.js";

/** What a callable returns: the text of a type, and values of it. */
export interface Returned {
  readonly type: string;
  readonly values: readonly unknown[];
}

export interface SmallNode {
  readonly id: string;
  readonly kind: "plain" | "router" | "loop";
  readonly document: Record<string, unknown>;
  readonly returned: Returned;
  readonly canFail: boolean;
}

/** A small flow with callables of random types. It may have errors. */
export interface SmallFlow {
  readonly nodes: readonly SmallNode[];
  readonly document: Record<string, unknown>;
  /** The keys of `$ctx` that nodes write, or write below. */
  readonly written: readonly string[];
  /** Whether nodes may return mappings of their successors. */
  readonly mayMap: boolean;
}

/**
 * Draws a flow of 3 to 8 nodes, in which many pass their input on. Where nodes return mappings, nothing is read: reads are typed
 * as if a plain node started all its successors (SPEC 10).
 */
export function drawSmallFlow(random: Random): SmallFlow {
  const size = 3 + random(6);
  const ids = Array.from({ length: size }, (_, at) => `n${at}`);
  const mayMap = random(3) === 0;
  const kinds = ids.map((_, at): SmallNode["kind"] => {
    const roll = random(10);
    if (at === 0) return "plain";
    return at < size - 1 && roll === 0 ? "loop" : roll < 4 ? "router" : "plain";
  });
  const readable = ids.filter((_, at) => kinds[at] === "plain");
  const draft: Draft = { random, ids, mayMap, edges: [], next: new Map(), written: new Set(), readable };
  addEdges(draft, kinds);
  const nodes = ids.map((id, at) => drawNode(draft, id, draft.next.has(id) ? (kinds[at] ?? "plain") : "plain"));
  const policy = random(12) === 0 ? { policy: { on_error: "continue" } } : {};
  return {
    nodes,
    written: [...new Set([...draft.written].map((place) => place.split(".")[0] ?? place))],
    mayMap,
    document: {
      name: "small",
      entry: "n0",
      ...policy,
      nodes: Object.fromEntries(nodes.map((node) => [node.id, node.document])),
      edges: draft.edges,
    },
  };
}

interface Draft {
  readonly random: Random;
  readonly ids: readonly string[];
  readonly mayMap: boolean;
  readonly edges: string[];
  readonly next: Map<string, string[]>;
  readonly written: Set<string>;
  /** Nodes that others may read. What a router chose, passed on by a plain node, could be a mapping of successors. */
  readonly readable: readonly string[];
}

function connect({ next }: Draft, from: string, to: string): void {
  next.set(from, [...(next.get(from) ?? []), to]);
}

function addEdges(draft: Draft, kinds: readonly SmallNode["kind"][]): void {
  const { random, ids, edges } = draft;
  for (const [at, id] of ids.entries()) {
    if (at === 0) continue;
    const close = (): string => ids[Math.max(0, at - 1 - random(2))] ?? "n0";
    const [one, other] = [close(), random(3) === 0 ? (ids[random(at)] ?? "n0") : undefined];
    connect(draft, one, id);
    if (other === undefined || other === one) edges.push(`${one} >> ${id}`);
    else {
      connect(draft, other, id);
      edges.push(`(${one} ${random(3) === 0 ? "&" : "|"} ${other}) >> ${id}`);
    }
  }
  // Edges back, mostly from routers.
  for (let count = random(3); count > 0; count--) {
    const from = 1 + random(ids.length - 1);
    const [source, target] = [ids[from] ?? "n1", ids[random(from + 1)] ?? "n0"];
    if (kinds[from] === "loop" || draft.next.get(source)?.includes(target)) continue;
    connect(draft, source, target);
    edges.push(kinds[from] === "router" ? `${source} >> ${target}` : `${source} >> ${target} when $result.again`);
  }
}

function drawNode(draft: Draft, id: string, kind: SmallNode["kind"]): SmallNode {
  const { random } = draft;
  const next = draft.next.get(id) ?? [];
  if (kind === "loop") return loopNode(draft, id, next);
  const returned = kind === "router" ? decision(draft, id, next) : result(draft, id, next);
  const canFail = random(5) === 0;
  const rule = canFail ? randomRule(draft, id) : undefined;
  const context = draft.mayMap
    ? outputsOf(draft, false)
    : { ...inputsOf(draft, id), ...(kind === "plain" && outputsOf(draft, true)) };
  return {
    id,
    kind,
    returned,
    canFail,
    document: {
      ...(kind === "router" && { type: "RoutingNode" }),
      callable: `./ops.ts#${id}`,
      ...(Object.keys(context).length > 0 && { context }),
      ...(rule !== undefined && { policy: { on_error: rule } }),
    },
  };
}

function loopNode({ random, mayMap }: Draft, id: string, next: readonly string[]): SmallNode {
  const [body = "n0", done] = next;
  return {
    id,
    kind: "loop",
    returned: { type: "never", values: [] },
    canFail: false,
    document: {
      type: "LoopNode",
      body_route: body,
      ...(done !== undefined && { done_route: done }),
      ...((mayMap || random(2) === 0) && { context: { inputs: { items: [1, "item"] } } }),
      ...(random(4) === 0 && { enumerate_items: true }),
    },
  };
}

function randomRule({ random, ids }: Draft, id: string): unknown {
  if (random(2) === 0) return "continue";
  const target = ids[random(ids.length)] ?? "n0";
  return target === id ? "continue" : { goto: target };
}

function inputsOf(draft: Draft, id: string): Record<string, unknown> {
  const { random } = draft;
  if (random(3) > 0 || id === "n0") return {};
  const [one, other] = [readOf(draft), readOf(draft)];
  const forms: readonly unknown[] = [
    one,
    one,
    `${one} ?? ${other}`,
    `${one} ?? "none"`,
    { a: one, b: other },
    { a: `${one} ?? 1`, list: [other] },
    `text {{ ${one} }}`,
    `$(${one} == null)`,
  ];
  return { inputs: forms[random(forms.length)] };
}

function readOf({ random, readable, written }: Draft): string {
  const places = [...written];
  const place = places[random(Math.max(1, places.length))];
  return place !== undefined && random(2) === 0
    ? `$ctx.${place}`
    : `$payload.${readable[random(readable.length)] ?? "n0"}`;
}

function outputsOf({ random, written }: Draft, isRead: boolean): Record<string, unknown> {
  if (random(3) > 0) return {};
  // A key below what another node writes as a whole would change the object that this node returned.
  const place = isRead && random(5) === 0 ? "deep.x" : `k${random(2)}`;
  written.add(place);
  const target = `$ctx.${place}`;
  return { outputs: random(5) === 0 ? { t: target } : target };
}

function union(members: readonly Returned[]): Returned {
  return {
    type: [...new Set(members.map(({ type }) => type))].join(" | "),
    values: members.flatMap(({ values }) => values),
  };
}

/** The result of a plain node. Many of them are nothing, so that the node's input goes on. */
function result({ random, mayMap }: Draft, id: string, next: readonly string[]): Returned {
  const made: Returned = { type: `{ t: "${id}" }`, values: [{ t: id }] };
  const kinds: readonly Returned[] = [
    made,
    made,
    { type: "undefined", values: [undefined] },
    { type: "undefined", values: [undefined] },
    { type: `"${id}"`, values: [id] },
    { type: "null", values: [null] },
    { type: `"${id}"[]`, values: [[id], []] },
    {
      type: `{ t: "${id}"; again: boolean }`,
      values: [
        { t: id, again: true },
        { t: id, again: false },
      ],
    },
  ];
  const one = (): Returned =>
    mayMap && next.length > 0 && random(3) === 0 ? mapping(random, next) : (kinds[random(kinds.length)] ?? made);
  return union(Array.from({ length: 1 + random(3) }, one));
}

function mapping(random: Random, next: readonly string[]): Returned {
  const named = next.filter(() => random(4) > 0);
  const optional = new Set(named.filter(() => random(3) === 0));
  const members = named.map((id) => `${id}${optional.has(id) ? "?" : ""}: "for ${id}"`);
  const all = Object.fromEntries(named.map((id) => [id, `for ${id}`]));
  const least = Object.fromEntries(named.filter((id) => !optional.has(id)).map((id) => [id, `for ${id}`]));
  return { type: `{ ${members.join("; ")} }`, values: [all, least] };
}

/** The decision of a router: with its own payload, with another one, or to go nowhere. */
function decision({ random }: Draft, id: string, next: readonly string[]): Returned {
  const choices = next.map((target): Returned => {
    if (random(3) > 0) return { type: `"${target}"`, values: [target] };
    return { type: `{ ${target}: "by ${id}" }`, values: [{ [target]: `by ${id}` }] };
  });
  const nothing: Returned = { type: "undefined", values: [undefined] };
  return union(choices.length === 0 || random(4) === 0 ? [...choices, nothing] : choices);
}
