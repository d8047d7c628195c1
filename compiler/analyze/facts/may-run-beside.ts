import type { NodeAst } from "../../parse/flow-ast.js";
import type { Activations } from "./activations.js";
import type { Assumption } from "./assumption.js";
import { findFinishedBefore } from "./finished-before.js";
import type { GraphFacts } from "./graph-facts.js";
import type { LoopScopes } from "./loop-scopes.js";
import type { Ordering } from "./ordering.js";
import { findPasses, type Passes } from "./passes.js";
import type { RuledOut } from "./without-ways.js";
import { createInTurn } from "./shared-handlers.js";

/**
 * Whether activations of two nodes can be under way in no certain order: see `docs/internals/definite-assignment.md`.
 * All rules about concurrent writes use this. Computed on demand.
 */
export interface Beside {
  /** Whether some activation of one node is neither always before nor always after some activation of the other. */
  mayRunBeside(one: number, other: number): boolean;
  /** Same, within one item of a loop. */
  mayRunBesideInItem(one: number, other: number): boolean;
  /** Same, also within one pass of each cycle. */
  mayRunBesideInPass(one: number, other: number): boolean;
  /** The loops whose items can start a node, innermost first. */
  loopsOf(node: number): readonly number[];
  /** Returns the innermost loop around both nodes whose items can be under way at the same time. */
  itemsOverlapIn(one: number, other: number): number | undefined;
  /** Whether some cycle can go on while a node still runs. */
  isLeftBehind(node: number): boolean;
  /** The header of a cycle whose passes make two of its nodes run concurrently. */
  cycleOf(one: number, other: number): number | undefined;
}

export interface BesideInput {
  readonly facts: GraphFacts;
  readonly scopes: LoopScopes;
  readonly ordering: Ordering;
  readonly activations: Activations;
  readonly assumption: Assumption;
  readonly ruledOut: RuledOut;
}

export function createBeside(input: BesideInput): Beside {
  const { facts, scopes, activations, assumption } = input;
  let computed: Known | undefined;
  const loopsOf = createLoopsOf(scopes, facts.graph.nodes.length);
  const known = (): Known => (computed ??= findKnown(input, loopsOf));
  const isReached = (node: number): boolean => facts.reachable[node] === true;
  const inPass = (one: number, other: number): boolean => {
    const { finished, isInTurn } = known();
    if (one === other) return finished.isRepeated(one);
    if (finished.isFinished(one, other) || finished.isFinished(other, one)) return false;
    if (isInTurn(one, other) || isInTurn(other, one)) return false;
    return !assumption.areApart(activations.startsOf(one), activations.startsOf(other));
  };
  const inItem = (one: number, other: number): boolean => known().passes.mayOverlap(one, other) || inPass(one, other);
  return {
    loopsOf,
    itemsOverlapIn: (one, other) => {
      const around = loopsOf(other);
      return loopsOf(one).find((loop) => around.includes(loop) && !isInTurn(facts.graph.nodes[loop]));
    },
    mayRunBesideInPass: (one, other) => isReached(one) && isReached(other) && inPass(one, other),
    mayRunBesideInItem: (one, other) => isReached(one) && isReached(other) && inItem(one, other),
    mayRunBeside: (one, other) => {
      if (!isReached(one) || !isReached(other)) return false;
      // The items of a loop are under way at the same time (SPEC 6).
      return loopsOf(one).some((loop) => loopsOf(other).includes(loop)) || inItem(one, other);
    },
    isLeftBehind: (node) => known().passes.isLeftBehind(node),
    cycleOf: (one, other) => known().passes.cycleOf(one, other),
  };
}

/** Whether the items of a loop follow each other (SPEC 15). */
function isInTurn(loop: NodeAst | undefined): boolean {
  return loop?.loop.concurrency?.value === 1;
}

interface Known {
  readonly finished: ReturnType<typeof findFinishedBefore>;
  readonly passes: Passes;
  readonly isInTurn: ReturnType<typeof createInTurn>;
}

function findKnown(input: BesideInput, loopsOf: Beside["loopsOf"]): Known {
  const finished = findFinishedBefore(input);
  const passes = findPasses({ ...input, finished, loopsOf });
  return { finished, passes, isInTurn: createInTurn(input, finished) };
}

function createLoopsOf({ loops }: LoopScopes, size: number): (node: number) => readonly number[] {
  const found: number[][] = Array.from({ length: loops.length === 0 ? 0 : size }, () => []);
  const innerFirst = [...loops].sort((one, other) => one.members.length - other.members.length);
  for (const { node, caused } of innerFirst) for (const one of caused) found[one]?.push(node);
  const none: readonly number[] = [];
  return (node) => found[node] ?? none;
}
