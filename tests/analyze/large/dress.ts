import { createRandom, type Random } from "../random-flow.js";
import { randomChoices, singleSource } from "./conditions.js";
import type { Chain, ErrorRule, Inputs, LargeFlow, LargeNode, Read } from "./flow.js";
import { type Draft, randomDecisions, type Site, type Taste } from "./generate-flow.js";

/** Gives the nodes of a graph reads, writes and policies, and their routers types. */
export function dress({ nodes, edges, sites }: Draft, taste: Taste, random: Random): LargeFlow {
  const places = ["a", "b", "c", "d", "e", "f", "g", "h"];
  const hasHandler = !nodes.some(({ kind }) => kind === "loop") && random(3) === 0;
  const joins = edges.filter(({ groups }) => groups.length > 1);
  const joined = new Set(joins.map(({ to }) => to));
  const targetsOf = new Map<string, Set<string>>();
  for (const { groups, to } of edges)
    for (const from of groups.flat()) targetsOf.set(from, (targetsOf.get(from) ?? new Set()).add(to));
  const writers = new Map<string, Site[]>();
  const hasAccess = random(8) === 0;
  const onError = hasHandler ? undefined : ([undefined, undefined, undefined, "continue", "stop"] as const)[random(5)];
  const failing = taste.isCalm ? 30 : 8;

  // Conditions have numbers of their own, so that flows are otherwise the same as without conditions.
  const asking = createRandom(
    edges.reduce((sum, { to }, at) => (sum * 31 + Number(to.slice(1)) + at) % 2 ** 31, nodes.length),
  );

  const dressed = nodes.map((node, at) => dressNode(node, at));
  if (!hasHandler) return { concurrency: taste.concurrency, ...(onError && { onError }), nodes: dressed, edges };
  const handler: LargeNode = { id: "apologize", kind: "plain", writes: [], inputs: readsAnything(dressed.length) };
  const mail: LargeNode = { id: "mail", kind: "plain", writes: [], canFail: true };
  const last = { groups: [["apologize"]], to: "mail" };
  return {
    concurrency: taste.concurrency,
    onError: { goto: "apologize" },
    nodes: [...dressed, handler, mail],
    edges: [...edges, last],
  };

  function dressNode(node: LargeNode, at: number): LargeNode {
    const site = sites.get(node.id) ?? { loops: [], cycles: [] };
    if (node.kind === "loop") return node;
    const targets = [...(targetsOf.get(node.id) ?? [])];
    if (node.kind === "router" && targets.length === 0) return { ...node, kind: "plain" };
    const singles = edges.flatMap((edge) => (singleSource(edge) === node.id ? [edge.to] : []));
    const isAsked = node.choices === undefined && singles.length > 0 && asking(node.kind === "router" ? 4 : 40) === 0;
    const choices = isAsked ? randomChoices(singles, asking) : [];
    const rule = node.onError ?? randomRule(node, at, site);
    const canFail = rule !== undefined || random(failing) === 0;
    const writes = random(3) === 0 ? [placeFor(node.id, site)] : [];
    const isTyped = node.kind === "router" && taste.isTyped && random(5) > 0;
    const decisions = isTyped ? randomDecisions(targets, random) : undefined;
    return {
      ...node,
      ...(isAsked && { kind: "plain" as const }),
      ...(choices.length > 0 && { choices }),
      writes,
      ...(random(2) === 0 && { inputs: randomInputs(at, site) }),
      ...(rule !== undefined && { onError: rule }),
      ...(canFail && { canFail }),
      ...(random(12) === 0 && { retries: 2 }),
      ...(hasAccess && random(10) === 0 && { secret: places[random(places.length)] ?? "a" }),
      ...(decisions !== undefined && !isAsked && { decisions }),
    };
  }

  /** At a concurrency above 1 most places have one writer: two would be an error if they can meet. */
  function placeFor(id: string, site: Site): string {
    const isShared = taste.concurrency === 1 || random(10) === 0;
    const place = isShared ? (places[random(places.length)] ?? "a") : `w${id}`;
    writers.set(place, [...(writers.get(place) ?? []), site]);
    return place;
  }

  function randomRule({ id }: LargeNode, at: number, site: Site): ErrorRule | undefined {
    if (random(failing) > 0) return undefined;
    const roll = random(4);
    if (roll === 0) return "stop";
    if (roll === 1) return "continue";
    // A later node in the same surroundings, or the header of the cycle around it.
    const header = site.cycles.at(-1);
    if (roll === 2 && header !== undefined && header !== id) return { goto: header };
    const later = nodes.filter((other, position) => {
      const around = sites.get(other.id);
      const isSame = around?.loops.at(-1) === site.loops.at(-1) && around?.cycles.at(-1) === site.cycles.at(-1);
      return position > at && isSame && !joined.has(other.id);
    });
    const target = later[random(Math.max(1, later.length))];
    return target === undefined ? "continue" : { goto: target.id };
  }

  function randomInputs(at: number, site: Site): Inputs {
    const form = (["value", "value", "template", "mapping"] as const)[random(4)] ?? "value";
    const chains = Array.from({ length: form === "value" ? 1 : 1 + random(3) }, () => randomChain(at, site));
    return { form, chains };
  }

  function readsAnything(at: number): Inputs {
    return randomInputs(at, { loops: [], cycles: [] });
  }

  function randomChain(at: number, site: Site): Chain {
    const operands = Array.from({ length: [1, 1, 2, 3][random(4)] ?? 1 }, () => randomRead(at, site));
    const unique = operands.filter((read, index) => {
      return (
        operands.findIndex((other) => other.scope === read.scope && other.path.join() === read.path.join()) === index
      );
    });
    return { operands: unique, ...(random(2) === 0 && { literal: true }) };
  }

  function randomRead(at: number, site: Site): Read {
    const roll = random(10);
    const join = joins[random(Math.max(1, joins.length))];
    if (roll === 0 && join !== undefined && isFree(join.to, site)) {
      const parents = join.groups.flat();
      const parent = parents[random(parents.length)] ?? "";
      return { scope: "joins", path: random(30) === 0 ? [parent] : [join.to, parent] };
    }
    if (roll < 4) {
      // Mostly an earlier node that is close.
      const other = random(8) === 0 ? random(nodes.length) : Math.max(0, at - 1 - random(8));
      const id = nodes[other]?.id ?? "n0";
      if (isFree(id, site)) return { scope: "payload", path: [id] };
    }
    const known = [...writers.keys()];
    const place = random(3) === 0 ? undefined : known[random(Math.max(1, known.length))];
    if (place !== undefined && writers.get(place)?.every((around) => isApart(around, site)) === true)
      return { scope: "ctx", path: [place] };
    return { scope: "ctx", path: [taste.concurrency === 1 ? (places[random(places.length)] ?? "a") : "given"] };
  }

  function isFree(id: string, site: Site): boolean {
    const around = sites.get(id) ?? { loops: [], cycles: [] };
    return isApart({ ...around, loops: [id, ...around.loops] }, site);
  }

  /**
   * Whether a node may read what another one writes. At a concurrency above 1, items and passes may not read what other
   * items and passes write; a few such reads are allowed anyway.
   */
  function isApart(writer: Site, reader: Site): boolean {
    if (taste.concurrency === 1 || random(40) === 0) return true;
    if (writer.cycles.length > 0 && random(8) > 0) return false;
    return !writer.loops.some((loop) => reader.loops.includes(loop));
  }
}
