import type { Scope } from "../../../grammar/index.js";
import type { FlowAst, NodeAst } from "../../parse/flow-ast.js";
import { pathKey } from "../../path-key.js";
import type { ReferencePlan } from "../../plan.js";
import { referencesIn, referenceUses } from "../../reference-uses.js";

/** The scopes that nodes write to. */
export type PlaceScope = Exclude<Scope, "env">;

/** A write of a node. Its result in `$payload`, and what arrives in `$joins`, count as writes too. */
export interface PlaceWrite {
  readonly node: number;
  readonly scope: PlaceScope;
  readonly path: readonly (string | number)[];
  /** The key of a mapped output. */
  readonly part: string | number | undefined;
  /** `before` if it has happened when the node's inputs are read (a join's entry in `$joins`). */
  readonly when: "before" | "after";
  /** Whether it is the node's result in `$payload`. */
  readonly isResult: boolean;
}

/** A place of the context that a node reads. */
export interface PlaceRead {
  readonly scope: PlaceScope;
  readonly path: readonly (string | number)[];
}

/** Returns each distinct reference of a node to `$ctx`, `$payload` and `$joins`, in text order. */
export function readsOf(node: NodeAst): PlaceRead[] {
  return distinctReads(referenceUses(node).filter(({ isAfter }) => !isAfter));
}

/** Returns the same for its conditions, which are evaluated once the node has written its outputs. */
export function conditionReadsOf(node: NodeAst): PlaceRead[] {
  return node.choices.length === 0 ? [] : distinctReads(referenceUses(node).filter(({ isAfter }) => isAfter));
}

/** Returns the same for the output of the flow, which is evaluated at the end of a run. */
export function outputReadsOf({ output }: FlowAst): PlaceRead[] {
  return output === undefined ? [] : distinctReads(referencesIn(output).map((reference) => ({ reference })));
}

function distinctReads(uses: readonly { readonly reference: ReferencePlan }[]): PlaceRead[] {
  const found = new Map<string, PlaceRead>();
  for (const { reference } of uses) {
    if (reference.scope === "env") continue;
    const read = { scope: reference.scope, path: reference.path.map(({ value }) => value) };
    found.set(`${read.scope} ${pathKey(read.path)}`, read);
  }
  return [...found.values()];
}

/** Returns all writes of a flow that some read can meet: at, above or below its path. */
export function writesOf(ast: FlowAst, isJoin: (node: number) => boolean): PlaceWrite[] {
  const reads = [...ast.nodes.flatMap((node) => [...readsOf(node), ...conditionReadsOf(node)]), ...outputReadsOf(ast)];
  if (reads.length === 0) return [];
  const read = readTrie(reads);
  return ast.nodes
    .flatMap((node, index) => nodeWrites(node, index, isJoin(index)))
    .filter((write) => meets(read, write));
}

function nodeWrites({ id, outputs }: NodeAst, node: number, isJoin: boolean): PlaceWrite[] {
  const part = undefined;
  const result: PlaceWrite = { node, scope: "payload", path: [id.value], part, when: "after", isResult: true };
  const arrived: PlaceWrite = { node, scope: "joins", path: [id.value], part, when: "before", isResult: false };
  const written = outputs.map(({ part: key, target }): PlaceWrite => {
    const path = target.path.map(({ value }) => value);
    return { node, scope: target.scope, path, part: key?.value, when: "after", isResult: false };
  });
  return isJoin ? [arrived, result, ...written] : [result, ...written];
}

/** Whether two paths are equal, or one leads to the other. */
export function overlaps(one: readonly (string | number)[], other: readonly (string | number)[]): boolean {
  const length = Math.min(one.length, other.length);
  for (let index = 0; index < length; index++) if (String(one[index]) !== String(other[index])) return false;
  return true;
}

/** All paths read and all their prefixes, with their scopes. */
interface ReadTrie {
  readonly exact: ReadonlySet<string>;
  readonly prefixes: ReadonlySet<string>;
}

function readTrie(reads: readonly PlaceRead[]): ReadTrie {
  const exact = new Set<string>();
  const prefixes = new Set<string>();
  for (const { scope, path } of reads) {
    exact.add(`${scope} ${pathKey(path)}`);
    for (let length = 0; length <= path.length; length++) prefixes.add(`${scope} ${pathKey(path.slice(0, length))}`);
  }
  return { exact, prefixes };
}

function meets({ exact, prefixes }: ReadTrie, { scope, path }: PlaceWrite): boolean {
  if (prefixes.has(`${scope} ${pathKey(path)}`)) return true;
  return path.some((_, length) => exact.has(`${scope} ${pathKey(path.slice(0, length))}`));
}
