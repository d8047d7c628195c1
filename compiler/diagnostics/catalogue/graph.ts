import { didYouMean, eitherOf, listOf } from "../listed-names.js";
import { entry, type Suggested } from "./entry.js";

/** Faults of the graph: edges, joins, cycles, loops (SPEC 2, 5, 6). */
export const graphEntries = {
  "edge/unknown-node": entry<{ id: string } & Suggested>(
    "error",
    ({ id }) => `\`${id}\` is not a node of this flow`,
    ({ closest, id }) => didYouMean(closest) ?? `add \`${id}\` to \`nodes\`, or take it out of the edge`,
  ),
  "edge/all-inside-any": entry(
    "error",
    "a `|` cannot contain a `&`",
    "join them in a separate node: `(a & b) >> both`, then `(both | c) >> …`",
  ),
  "edge/duplicate": entry<{ from: string; to: string; isConditional: boolean }>(
    "warning",
    ({ from, to }) => `the edge \`${from} >> ${to}\` is declared twice`,
    ({ isConditional }) =>
      isConditional ? "write it once, and join its conditions with `or`" : "the second one changes nothing: remove it",
  ),
  "join/ambiguous": entry<{ from: string; to: string }>(
    "error",
    ({ from, to }) => `\`${to}\` waits for \`${from}\` twice: one arrival of \`${from}\` cannot count for both`,
    ({ from, to }) => `name \`${from}\` once in all that leads to \`${to}\``,
  ),
  "edge/self-on-plain-node": entry<{ id: string }>(
    "error",
    ({ id }) => `\`${id}\` starts itself again and again: only a router or a LoopNode can leave an edge to itself`,
    "remove the edge, or give it a condition that stops: `a >> (a when … | b otherwise)`",
  ),
  "cycle/two-entries": entry<{ members: readonly string[]; entries: readonly string[] }>(
    "error",
    ({ members, entries }) =>
      `the cycle of ${listOf(members)} is entered in ${entries.length > 2 ? "several places" : "two places"}: ${listOf(entries)}`,
    "a cycle is entered at one node, which every path into it passes: move the other edges there",
  ),
  "loop/body-unknown": entry<{ id: string; successors: readonly string[] }>(
    "error",
    ({ id, successors }) =>
      successors.length === 0
        ? `the LoopNode \`${id}\` has no body`
        : `the LoopNode \`${id}\` leads to ${listOf(successors)}: which one is its body?`,
    ({ id, successors }) =>
      successors.length === 0 ? `add an edge \`${id} >> <body>\`` : `add \`body_route: <node>\` to \`${id}\``,
  ),
  "loop/body-not-successor": entry<{ id: string; key: string; target: string } & Suggested>(
    "error",
    ({ id, key, target }) => {
      const head = `\`${key}\` of \`${id}\` names \`${target}\`, which is`;
      if (target === id) return `${head} the loop itself`;
      return `${head} ${key === "done_route" ? "not a node of this flow" : "not one of its successors"}`;
    },
    ({ closest, id, key, target }) => {
      if (target === id) return "a loop goes on by itself: name another node, or leave the key out";
      const names = didYouMean(closest);
      if (names !== undefined) return names;
      return key === "done_route" ? `add \`${target}\` to \`nodes\`` : `add an edge \`${id} >> ${target}\``;
    },
  ),
  "loop/done-in-body": entry<{ id: string; target: string }>(
    "error",
    ({ id, target }) => `\`done_route\` of \`${id}\` names \`${target}\`, which is in the loop's body`,
    "it runs once, after all items: remove the edge that leads to it from the body",
  ),
  "loop/leads-back": entry<{ id: string; from: string; target: string }>(
    "error",
    ({ id, from, target }) =>
      target === id
        ? `\`${from}\` is in the body of the loop \`${id}\` and leads back to it`
        : `\`${from}\` is in the body of the loop \`${id}\` and leads back to \`${target}\`, which comes before the loop`,
    ({ id, target }) =>
      target === id
        ? "a loop goes on with the next item by itself: remove this edge"
        : "an item cannot restart its own list: continue from the loop's `done_route` instead",
  ),
  "loop/other-loop-route": entry<{ id: string; target: string }>(
    "error",
    ({ id, target }) => `\`loop_route\` of \`${id}\` names \`${target}\`: it can only name \`${id}\` itself`,
    "leave `loop_route` out",
  ),
  "loop/extra-successor": entry<{ id: string; target: string }>(
    "error",
    ({ id, target }) =>
      `the LoopNode \`${id}\` never starts \`${target}\`: it is neither its body nor its \`done_route\``,
    ({ target }) => `start \`${target}\` from a node of the body, or name it as \`done_route\``,
  ),
  "loop/collect-unknown": entry<{ id: string; target: string; members: readonly string[] } & Suggested>(
    "error",
    ({ id, target }) => `\`collect\` of \`${id}\` names \`${target}\`, which is not in the loop's body`,
    ({ closest, members }) => didYouMean(closest) ?? `the body is ${listOf(members)}`,
  ),
  "loop/collect-needed": entry<{ id: string; ends: readonly string[] }>(
    "error",
    ({ id, ends }) =>
      ends.length === 0
        ? `the body of \`${id}\` has no last node whose results could be collected`
        : `the body of \`${id}\` ends in ${listOf(ends)}: which one gives an item's result?`,
    ({ id }) => `add \`collect: <node of the body>\` to \`${id}\``,
  ),
  "join/never-fires": entry<{ id: string; parents: readonly string[]; why: "never-starts" | "exclusive" }>(
    "error",
    ({ id }) => `no run can complete the join \`${id}\``,
    ({ id, parents, why }) =>
      why === "never-starts"
        ? `\`${id}\` waits for ${listOf(parents)}, which nothing starts: add an edge to it, or do not wait for it`
        : `${listOf(parents)} never run in the same run: let \`${id}\` wait for one of them`,
  ),
  "join/may-not-fire": entry<{
    id: string;
    /** The node waits for one of these. */
    parents: readonly string[];
    choice: { router: string; target: string } | undefined;
    /** The router whose choices all of them depend on. */
    router: string | undefined;
    /** The node whose failure leads elsewhere. */
    failing: string | undefined;
  }>(
    "warning",
    ({ id, parents, choice, router, failing }) => {
      const waited = eitherOf(parents);
      if (router !== undefined) return `\`${id}\` does not run when \`${router}\` does not start ${waited}`;
      const waits = `it waits for ${waited}`;
      if (choice !== undefined)
        return `\`${id}\` never runs if \`${choice.router}\` does not send to \`${choice.target}\`: ${waits}`;
      if (failing !== undefined) return `\`${id}\` never runs if \`${failing}\` fails: ${waits}`;
      return `\`${id}\` may wait for ${waited} forever: its parents do not run equally often`;
    },
    "if it should run anyway, wait only for nodes that always run",
  ),
  "join/mixed-iterations": entry<{
    id: string;
    outer: string;
    inner: string;
    loop: string;
    /** The loop of `outer`, if that is in another loop. */
    other: string | undefined;
  }>(
    "error",
    ({ id, outer, inner, loop, other }) =>
      `\`${id}\` waits for \`${inner}\`, which runs for each item of \`${loop}\`, and for \`${outer}\`, which ` +
      (other === undefined ? "does not" : `runs for each item of \`${other}\``),
    ({ id, outer, inner, loop, other }) =>
      other === undefined
        ? `join what \`done_route\` of \`${loop}\` gets, or let \`${id}\` wait for \`${inner}\` alone and read \`$payload.${outer}\``
        : "items of two loops never meet: join what the `done_route` of each gets",
  ),
  "join/fires-twice": entry<{
    id: string;
    one: string;
    other: string;
    /** The loop whose body contains one of the two but not the other. */
    loop: string | undefined;
    /** Whether the node also waits for something that lets it run only once. */
    isLimited: boolean;
    /** Whether the second start is the goto of `other`. */
    isFailure: boolean;
    /** Whether the flow is too complex to decide this. */
    isDoubtful: boolean;
  }>(
    "warning",
    ({ id, one, other, loop, isFailure, isLimited, isDoubtful }) =>
      isLimited
        ? `\`${id}\` takes one of \`${one}\` and \`${other}\`, and one run starts both: what comes second is left waiting`
        : isFailure
          ? `\`${id}\` may run twice: one run can start it after \`${one}\` and again if \`${other}\` fails`
          : isDoubtful
            ? `\`${id}\` may run twice, after \`${one}\` and again after \`${other}\``
            : loop === undefined
              ? `\`${id}\` runs twice: one run starts it after \`${one}\` and again after \`${other}\``
              : `\`${id}\` runs for each item of \`${loop}\` and once more: it comes after \`${one}\` and after \`${other}\``,
    ({ id, loop, isFailure, isLimited }) =>
      isLimited
        ? "let it wait for one of the two alone, or for both with `&`"
        : loop === undefined || isFailure
          ? `if it should run once, start \`${id}\` from a node that comes after both`
          : `start \`${id}\` from one of them only, or let it come after the loop, as its \`done_route\``,
  ),
  "analysis/too-complex": entry<{ id: string }>(
    "warning",
    ({ id }) =>
      `too many combinations of branches lead to \`${id}\`: findings about it and later nodes may be false alarms`,
    "merge branches earlier, or split the flow",
  ),
  "router/no-successor": entry<{ id: string }>(
    "error",
    ({ id }) => `the router \`${id}\` has no successors to choose from`,
    ({ id }) => `add an edge \`${id} >> (…)\`, or make it a FunctionNode`,
  ),
  "policy/goto-endless": entry<{ id: string; from: string }>(
    "warning",
    ({ id, from }) =>
      id === from
        ? `\`goto\` of \`${id}\` names \`${id}\` itself: while \`${id}\` fails, the run goes on forever`
        : `\`goto\` of \`${from}\` names \`${id}\`, which leads back to \`${from}\`: while \`${from}\` fails, the run goes on forever`,
    ({ from }) => `set \`max_steps\` in the flow, or let \`${from}\` \`retry\` and send its failure elsewhere`,
  ),
  "policy/goto-into-join": entry<{ id: string; parents: readonly string[] }>(
    "error",
    ({ id, parents }) => `\`goto\` names \`${id}\`, a join: started alone it would miss ${listOf(parents)}`,
    "send the failure to a separate node",
  ),
  "policy/goto-into-loop": entry<{ id: string; from: string; loop: string }>(
    "error",
    ({ from, loop }) =>
      `\`goto\` of \`${from}\` leads into the body of the loop \`${loop}\`, which \`${from}\` is not in`,
    ({ id }) => `\`${id}\` runs for an item: send the failure to a node outside the body`,
  ),
  "node/unreachable": entry<{ id: string; entry: string }>(
    "warning",
    ({ id, entry }) => `\`${id}\` never runs: no path leads to it from \`${entry}\``,
    ({ id }) => `add an edge to \`${id}\`, or remove it`,
  ),
  "cycle/no-exit": entry<{ header: string; members: readonly string[] }>(
    "error",
    ({ members }) => `the cycle of ${listOf(members)} never ends: no router can leave it`,
    "let a condition, `>> (a when … | b otherwise)`, or a CustomRoutingNode in the cycle decide whether it goes on",
  ),
  "loop/too-deep": entry<{ id: string; limit: number }>(
    "error",
    ({ id, limit }) => `\`${id}\` is inside ${limit} other loops, and at most ${limit} can be nested`,
    "let a callable make one list of the inner lists, and loop over that",
  ),
  "loop/collect-without-done": entry<{ id: string }>(
    "warning",
    ({ id }) => `\`collect\` of \`${id}\` has no effect without \`done_route\``,
    "name the node that receives the results as `done_route`, or remove `collect`",
  ),
  "loop/limit-no-effect": entry<{ id: string; limit: number; concurrency: number }>(
    "warning",
    ({ id, limit, concurrency }) =>
      `\`concurrency: ${limit}\` of \`${id}\` has no effect: the flow runs ${concurrency === 1 ? "one node" : `at most ${concurrency} nodes`} at a time`,
    ({ limit }) => `write \`concurrency: ${limit}\` for the flow too, next to \`nodes\`, or remove it here`,
  ),
  "durable/batch-body": entry<{
    id: string;
    loop: string;
    fault: "writes" | "reads" | "goto" | "access" | "undo";
    text: string;
  }>(
    "error",
    ({ id, loop, fault, text }) => {
      const where = `\`${id}\` is in the body of \`${loop}\`, which has a \`batch\``;
      if (fault === "writes") return `${where}: it cannot write \`${text}\``;
      if (fault === "reads") return `${where}: it cannot read \`${text}\`, which the body itself writes`;
      if (fault === "goto") return `${where}: its failure cannot lead to \`${text}\`, which is outside`;
      return `${where}: it cannot have \`${fault === "undo" ? "undo" : "allow_context_access"}\``;
    },
    ({ loop, fault }) => {
      const rest = `or remove \`batch\` from \`${loop}\``;
      if (fault === "writes") return `return the value: the list of results goes to the loop's \`done_route\`, ${rest}`;
      if (fault === "reads") return `take the value from the payload, ${rest}`;
      if (fault === "goto") return `handle the failure inside of the body, ${rest}`;
      if (fault === "undo") return `remove it, ${rest}`;
      return `pass what it needs as \`inputs\`, ${rest}`;
    },
  ),
  "undo/never-runs": entry<{ id: string }>(
    "warning",
    ({ id }) => `\`undo\` of \`${id}\` never runs: no failure can end a run, since each is handled`,
    "remove it, let a node fail without an `on_error`, or undo before a handler: `on_error: { goto: …, undo: true }`",
  ),
};
