import { addToList } from "../../add-to-list.js";
import type { WriteTarget } from "../../plan.js";
import { pathKey } from "../../path-key.js";
import { referenceText } from "../facts/reference-text.js";
import { reportTooComplex } from "../report-too-complex.js";
import type { Rule, RuleContext } from "../rule.js";

/**
 * Reports two nodes that write the same place if one run can start both and neither is before the other (SPEC 10). Two
 * passes of a cycle that overlap count as one run.
 */
export const contextConcurrentWrite: Rule = (context) => {
  for (const writes of writesByPlace(context)) {
    if (areKnownApart(writes, context)) continue;
    for (const [index, write] of writes.entries()) {
      const other = firstBefore(writes, index, ({ node }) => {
        return node !== write.node && context.racing.mayRunBesideInItem(node, write.node);
      });
      reportTooComplex(write.node, context);
      if (other !== undefined) reportPair(write, other, context);
    }
  }
};

function writesByPlace({ ast }: RuleContext): Iterable<Write[]> {
  const places = new Map<string, Write[]>();
  for (const [node, { outputs }] of ast.nodes.entries()) {
    for (const { target } of outputs) {
      const key = `${target.scope} ${pathKey(target.path.map(({ value }) => value))}`;
      addToList(places, key, { node, target });
    }
  }
  return places.values();
}

function firstBefore(writes: readonly Write[], end: number, matches: (write: Write) => boolean): Write | undefined {
  for (let index = 0; index < end; index++) {
    const write = writes[index];
    if (write !== undefined && matches(write)) return write;
  }
  return undefined;
}

/**
 * A quick check that no two writes are concurrent: nodes with the same number of starts always run one after the other,
 * and each choice starts only one of the remaining nodes. If it fails, every pair has to be checked.
 */
function areKnownApart(writes: readonly Write[], { activations, taken, ordering, racing }: RuleContext): boolean {
  if (writes.length < 2) return true;
  if (writes.some(({ node }) => racing.isLeftBehind(node))) return false;
  const byCount = new Map<number, number[]>();
  for (const { node } of writes) {
    const count = activations.startsOf(node);
    if (count === undefined || taken.reachable[node] !== true) continue;
    if (byCount.get(count)?.at(-1) !== node) addToList(byCount, count, node);
  }
  const areInOrder = [...byCount.values()].every((nodes) => {
    return nodes.every((node, index) => index === 0 || ordering.isAlwaysBefore(nodes[index - 1] ?? node, node));
  });
  return areInOrder && activations.areKnownApart([...byCount.keys()]);
}

interface Write {
  readonly node: number;
  readonly target: WriteTarget;
}

function reportPair({ node, target }: Write, other: Write, context: RuleContext): void {
  const { activations, ast, racing, report, nameOf } = context;
  const text = referenceText(
    target.scope,
    target.path.map(({ value }) => value),
  );
  const [one, two] = [activations.startsOf(other.node), activations.startsOf(node)];
  const isDoubtful = one !== undefined && two !== undefined && activations.isDoubtful(one, two);
  const cycle = racing.cycleOf(other.node, node);
  const header = cycle === undefined || racing.mayRunBesideInPass(other.node, node) ? undefined : nameOf(cycle);
  const isParallel = (ast.concurrency?.value ?? 1) > 1;
  report.add({
    code: "context/concurrent-write",
    ...(isParallel && { severity: "error" }),
    params: {
      text,
      one: nameOf(other.node),
      other: nameOf(node),
      isDoubtful: isDoubtful && header === undefined,
      header,
    },
    span: target.span,
    related: [{ message: `\`${nameOf(other.node)}\` writes it here`, span: other.target.span }],
  });
}
