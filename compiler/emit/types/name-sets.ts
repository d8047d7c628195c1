import { indexType, literalType, reference, type TypeMember, type TypeNode, unionType } from "./type-node.js";

/** Maximum number of names, or of groups, in a group. */
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

export function subsetOf(some: readonly string[], set: NameSet): Subset {
  const held = new Set(some.map((name) => set.positions.get(name) ?? 0));
  const lacking = set.names.length - held.size;
  if (lacking === 0) return { kind: "all", names: allOf(set) };
  if (lacking >= held.size) return { kind: "has", names: unionType(coveredBy(held, set)) };
  const others = new Set([...set.names.keys()].filter((position) => !held.has(position)));
  return { kind: "lacks", names: unionType(coveredBy(others, set)) };
}

export function allOf({ levels, owner }: NameSet): TypeNode {
  return indexType(reference(owner), levels.at(-1)?.[0] ?? 0);
}

/** Covers the positions with the largest groups that they contain completely, and single names for the rest. */
function coveredBy(positions: ReadonlySet<number>, { names, levels, owner }: NameSet): TypeNode[] {
  const types: TypeNode[] = [];
  let held = [...positions].sort((one, other) => one - other);
  let typeOf = (position: number): TypeNode => literalType(names[position] ?? "");
  let count = names.length;
  for (const numbers of levels) {
    const whole: number[] = [];
    for (const [group, members] of groupBy(held)) {
      if (members.length === Math.min(groupSize, count - group * groupSize)) whole.push(group);
      else types.push(...members.map(typeOf));
    }
    held = whole;
    typeOf = (position) => indexType(reference(owner), numbers[position] ?? 0);
    count = numbers.length;
  }
  return [...types, ...held.map(typeOf)];
}

function groupBy(positions: readonly number[]): Map<number, number[]> {
  const groups = new Map<number, number[]>();
  for (const position of positions) {
    const group = Math.floor(position / groupSize);
    const members = groups.get(group);
    if (members === undefined) groups.set(group, [position]);
    else members.push(position);
  }
  return groups;
}
