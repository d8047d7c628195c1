import type { AnyGroup, EdgeGroup, GuardedTarget } from "./ast.js";
import type { GrammarError, GrammarErrorCode, GrammarFaults } from "./grammar-error.js";

/** Reports conditions where the groups of an edge take none, and choices that are not well formed (SPEC 12). */
export function guardFaults(groups: readonly EdgeGroup[]): GrammarError[] {
  return groups.flatMap((group, position) => {
    const guards = guardsIn(group);
    if (guards.length === 0) return [];
    const source = groups[position - 1];
    if (source === undefined) return guards.map((guard) => misplaced(guard, "source"));
    if (nameOf(source) === undefined) return guards.map((guard) => misplaced(guard, "several-sources"));
    return targetFaults(group);
  });
}

function misplaced({ guard }: GuardedTarget, where: "source" | "several-sources"): GrammarError {
  return faultAt("condition/misplaced", { where }, wordOf(guard));
}

/** The range of `when` or `otherwise`. */
function wordOf({ kind, range }: GuardedTarget["guard"]): GrammarError["range"] {
  return { start: range.start, end: range.start + kind.length };
}

function nameOf(group: EdgeGroup): string | undefined {
  if (group.kind === "guarded-target") return nameOf(group.target);
  return group.kind === "node-name" ? group.value : undefined;
}

function guardsIn(group: EdgeGroup): GuardedTarget[] {
  if (group.kind === "guarded-target") return [group, ...guardsIn(group.target)];
  return group.kind === "node-name" ? [] : group.members.flatMap(guardsIn);
}

/** The faults of the right side of an edge: a choice, a `&` group, or a single target. */
function targetFaults(group: EdgeGroup): GrammarError[] {
  if (group.kind === "any") return choiceFaults(group);
  if (group.kind === "all") return group.members.flatMap(memberFaults);
  return memberFaults(group);
}

/** The faults of a target whose condition stands for itself. */
function memberFaults(member: EdgeGroup): GrammarError[] {
  if (member.kind === "guarded-target" && member.guard.kind === "otherwise") {
    return [faultAt("condition/misplaced-otherwise", { isAlone: true }, wordOf(member.guard))];
  }
  return alternativeFaults(member);
}

function choiceFaults({ members }: AnyGroup): GrammarError[] {
  const last = members.length - 1;
  return members.flatMap((member, position) => {
    const faults = alternativeFaults(member);
    if (faults.length > 0) return faults;
    if (member.kind !== "guarded-target") {
      return [faultAt("condition/missing-alternative", { isLast: position === last }, member.range)];
    }
    if (member.guard.kind === "when" || position === last) return [];
    return [faultAt("condition/misplaced-otherwise", { isAlone: false }, wordOf(member.guard))];
  });
}

/** An alternative is an id or a `&` group of ids. It holds no other condition. */
function alternativeFaults(member: EdgeGroup): GrammarError[] {
  const target = member.kind === "guarded-target" ? member.target : member;
  const [inner] = guardsIn(target);
  if (inner !== undefined) return [faultAt("condition/nested", {}, wordOf(inner.guard))];
  const isFlat = target.kind === "node-name" || (target.kind === "all" && target.members.every(isName));
  if (member.kind !== "guarded-target" || isFlat) return [];
  return [faultAt("condition/nested", {}, wordOf(member.guard))];
}

function isName({ kind }: EdgeGroup): boolean {
  return kind === "node-name";
}

function faultAt<Code extends GrammarErrorCode>(
  code: Code,
  params: GrammarFaults[Code],
  range: GrammarError["range"],
): Extract<GrammarError, { readonly code: Code }> {
  // A fault of a code has the parameters of that code: TypeScript does not follow this through the union.
  return { code, params, range } as Extract<GrammarError, { readonly code: Code }>;
}
