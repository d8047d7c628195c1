import { addBit, type BitSet, bitsOf, countBits, createBitSet, subtract } from "../../bit-set.js";
import { indexType, literalType, reference, type TypeMember, type TypeNode, unionType } from "./type-node.js";

/** Maximum number of names, or of groups, in a group. As bits, a group is one byte. */
const groupSize = 8;

/**
 * A large set of names: nodes that write one place, or keys of one place. Many types each need a subset of it. If every
 * type listed its names, the total size would grow with the square. So the names are put into groups of eight, these
 * into groups of eight, and so on, and a type lists the largest groups that it contains completely.
 */
export interface NameSet {
  readonly names: readonly string[];
  readonly positions: ReadonlyMap<string, number>;
  /** The numbers of the groups on each level. The last level is a single group of all names. */
  readonly levels: readonly (readonly number[])[];
  /** The interface that contains the groups. */
  readonly owner: string;
}

/** @param groups the groups of the interface `owner`; the new ones are added to it */
export function groupNames(names: readonly string[], owner: string, groups: TypeMember[]): NameSet {
  const levels: number[][] = [];
  let members: TypeNode[] = names.map((name) => literalType(name));
  do {
    const numbers: number[] = [];
    for (let start = 0; start < members.length; start += groupSize) {
      const type = unionType(members.slice(start, start + groupSize));
      numbers.push(groups.push({ key: groups.length, isOptional: false, type }) - 1);
    }
    levels.push(numbers);
    members = numbers.map((number) => indexType(reference(owner), number));
  } while (members.length > 1);
  return { names, positions: new Map(names.map((name, index) => [name, index])), levels, owner };
}

/** A subset of the names: those that it has or, if they are fewer, those that it lacks. */
export interface Subset {
  readonly kind: "all" | "has" | "lacks";
  readonly names: TypeNode;
}

/** @param held positions of names */
export function subsetOf(held: BitSet, set: NameSet): Subset {
  const count = countBits(held);
  const lacking = set.names.length - count;
  if (lacking === 0) return { kind: "all", names: allOf(set) };
  if (lacking >= count) return { kind: "has", names: unionType(coveredBy(held, set)) };
  const others = allBits(set.names.length);
  subtract(others, held);
  return { kind: "lacks", names: unionType(coveredBy(others, set)) };
}

export function allOf({ levels, owner }: NameSet): TypeNode {
  return indexType(reference(owner), levels.at(-1)?.[0] ?? 0);
}

function allBits(size: number): BitSet {
  const bits = createBitSet(size).fill(0xffffffff);
  if (size % 32 > 0) bits[bits.length - 1] = 2 ** (size % 32) - 1;
  return bits;
}

/** Covers the positions with the largest groups that they contain completely, and single names for the rest. */
function coveredBy(positions: BitSet, { names, levels, owner }: NameSet): TypeNode[] {
  const types: TypeNode[] = [];
  let held = positions;
  let typeOf = (position: number): TypeNode => literalType(names[position] ?? "");
  let count = names.length;
  for (const numbers of levels) {
    const { whole, others } = splitGroups(held, count);
    types.push(...others.map(typeOf));
    held = whole;
    typeOf = (position) => indexType(reference(owner), numbers[position] ?? 0);
    count = numbers.length;
  }
  return [...types, ...bitsOf(held).map(typeOf)];
}

/** Splits positions into the groups that they contain completely and the other positions. */
function splitGroups(held: BitSet, count: number): { readonly whole: BitSet; readonly others: readonly number[] } {
  const groups = Math.ceil(count / groupSize);
  const whole = createBitSet(groups);
  const rest = held.slice();
  for (let group = 0; group < groups; group++) {
    const start = group * groupSize;
    const all = (2 ** Math.min(groupSize, count - start) - 1) << (start % 32);
    const word = Math.floor(start / 32);
    if (((rest[word] ?? 0) & all) !== all) continue;
    rest[word] = (rest[word] ?? 0) & ~all;
    addBit(whole, group);
  }
  return { whole, others: bitsOf(rest) };
}
