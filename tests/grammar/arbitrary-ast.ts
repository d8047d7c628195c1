import fc from "fast-check";
import type {
  Coalesce,
  Condition,
  ConditionValue,
  EdgeChain,
  EdgeGroup,
  Expression,
  GuardedTarget,
  Literal,
  Operand,
  PlainText,
  Reference,
  Template,
  TemplateHole,
} from "../../grammar/index.js";

const range = { start: 0, end: 0 };
const anyString = fc.oneof(
  fc.string({ unit: "binary", maxLength: 8 }),
  fc.string({ unit: fc.constantFrom(..."ab_-1 .'\"\\\n\t{}$[]()|&?><\ud83d\u0301é"), maxLength: 6 }),
);
/** Words of the grammar, which can be ids. */
const words = ["when", "otherwise", "and", "or", "not", "in", "null", "true", "is"];
const reserved = new Set(["__proto__", "constructor", "prototype"]);

function group(depth: number): fc.Arbitrary<EdgeGroup> {
  const name = fc.oneof(fc.constantFrom("a", "b-c", "é_1", "a-", ...words), anyString);
  const leaf = name.map((value): EdgeGroup => ({ kind: "node-name", value, range }));
  if (depth === 0) return leaf;
  const members = fc.array(group(depth - 1), { minLength: 2, maxLength: 3 });
  const inner = fc.tuple(fc.constantFrom("all" as const, "any" as const), members);
  return fc.oneof(
    leaf,
    inner.map(([kind, list]): EdgeGroup => ({ kind, members: list, range })),
  );
}

const keys = fc.oneof(
  fc.constantFrom("a", "0", "odd key", ""),
  anyString.filter((key) => !reserved.has(key)),
  fc.maxSafeNat(),
);
const path = fc
  .array(keys, { maxLength: 4 })
  .map((values) => values.map((value) => ({ kind: "path-key" as const, value, range })));

const scoped = fc.tuple(fc.constantFrom("ctx" as const, "payload" as const, "joins" as const), path);
const environment = anyString.map((name): Reference => {
  return { kind: "reference", scope: "env", path: [{ kind: "path-key", value: name, range }], range };
});
/** References, including whole scopes. */
export const references: fc.Arbitrary<Reference> = fc.oneof(
  scoped.map(([scope, steps]): Reference => ({ kind: "reference", scope, path: steps, range })),
  environment.filter(({ path: [name] }) => !reserved.has(String(name?.value))),
);

export const targets = references.filter((reference) => reference.scope !== "env" && reference.path.length > 0);

const numbers = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }));
const literals: fc.Arbitrary<Literal> = fc
  .oneof(anyString, numbers, fc.boolean(), fc.constant(null))
  .map((value) => ({ kind: "literal", value, range }));

function chain(first: fc.Arbitrary<Reference | Literal>): fc.Arbitrary<Coalesce> {
  const more = fc.array(fc.oneof(references, literals), { minLength: 1, maxLength: 3 });
  return fc.tuple(first, more).map(([one, rest]) => ({ kind: "coalesce", operands: [one, ...rest], range }));
}

const results = path.map((steps): Operand => ({ kind: "result", path: steps, range }));

function operands(withResult: boolean): fc.Arbitrary<Operand> {
  const known = withResult ? fc.oneof(references, results) : references;
  const more = fc.array(fc.oneof(known, literals), { minLength: 1, maxLength: 2 });
  const chained = fc.tuple(known, more).map(([one, rest]) => {
    const all = [one, ...rest].filter((operand) => operand.kind !== "coalesce");
    return { kind: "coalesce" as const, operands: all, range };
  });
  return fc.oneof(known, literals, chained);
}

const lists = fc.array(literals, { maxLength: 3 }).map((items): Condition => ({ kind: "literal-list", items, range }));

function conditions(depth: number, withResult: boolean): fc.Arbitrary<Condition> {
  const leaf = operands(withResult);
  if (depth === 0) return leaf;
  const inner = conditions(depth - 1, withResult);
  const operator = fc.constantFrom(
    "==" as const,
    "!=" as const,
    "<" as const,
    "<=" as const,
    ">" as const,
    ">=" as const,
  );
  const searched = leaf.filter(({ kind }) => kind !== "literal");
  const joined = fc.tuple(
    fc.constantFrom("and" as const, "or" as const),
    fc.array(inner, { minLength: 2, maxLength: 3 }),
  );
  return fc.oneof(
    leaf,
    inner.map((member): Condition => ({ kind: "not", member, range })),
    joined.map(([kind, members]): Condition => ({ kind, members, range })),
    fc.tuple(inner, operator, inner).map(([left, sign, right]): Condition => {
      return { kind: "comparison", operator: sign, left, right, range };
    }),
    fc.tuple(inner, fc.oneof(lists, searched)).map(([left, right]): Condition => {
      return { kind: "comparison", operator: "in", left, right, range };
    }),
  );
}

const names: fc.Arbitrary<EdgeGroup> = fc
  .oneof(fc.constantFrom("a", ...words), anyString)
  .map((value) => ({ kind: "node-name", value, range }));
const alternatives: fc.Arbitrary<EdgeGroup> = fc.oneof(
  names,
  fc.array(names, { minLength: 2, maxLength: 3 }).map((members): EdgeGroup => ({ kind: "all", members, range })),
);

function guarded(guard: fc.Arbitrary<GuardedTarget["guard"]>): fc.Arbitrary<EdgeGroup> {
  return fc.tuple(alternatives, guard).map(([target, one]) => ({ kind: "guarded-target", target, guard: one, range }));
}

const whens = conditions(3, true).map((condition) => ({ kind: "when" as const, condition, range }));
const choices = fc
  .tuple(
    fc.array(guarded(whens), { minLength: 1, maxLength: 3 }),
    guarded(fc.oneof(whens, fc.constant({ kind: "otherwise" as const, range }))),
  )
  .map(([some, last]): EdgeGroup => ({ kind: "any", members: [...some, last], range }));
const groupsOfConditions = fc
  .array(fc.oneof(names, guarded(whens)), { minLength: 2, maxLength: 3 })
  .map((members): EdgeGroup => ({ kind: "all", members, range }));

const plainChains = fc.array(group(3), { minLength: 2, maxLength: 4 });
const chainsOfConditions = fc
  .tuple(names, fc.oneof(guarded(whens), choices, groupsOfConditions), fc.array(group(2), { maxLength: 2 }))
  .map(([source, target, more]) => [source, target, ...more]);

/** Chains of all shapes, with ids of all characters. Ranges are empty. */
export const edgeChains: fc.Arbitrary<EdgeChain> = fc
  .oneof(plainChains, chainsOfConditions)
  .map((groups) => ({ kind: "edge-chain", groups, range }));

const conditionValues = conditions(3, false).map((condition): ConditionValue => ({
  kind: "condition",
  condition,
  range,
}));
const conditionsInHoles = conditionValues.filter(({ condition: { kind } }) => {
  return kind === "and" || kind === "or" || kind === "not" || kind === "comparison";
});

const inHole: fc.Arbitrary<Expression | ConditionValue> = fc.oneof(
  references,
  literals,
  chain(fc.oneof(references, literals)),
  conditionsInHoles,
);
const holes: fc.Arbitrary<TemplateHole> = inHole.map((expression) => ({ kind: "template-hole", expression, range }));

/** Text that contains no `{{` and does not begin like an expression. */
const texts: fc.Arbitrary<PlainText> = fc
  .oneof(fc.constantFrom("Dear ", "$", " $x", "it's }} ", "\n"), anyString)
  .filter((value) => value !== "" && !/\{\{|\{$|^\s*(?:ctx|payload|joins|env)/.test(value))
  .map((value) => ({ kind: "plain-text", value, range }));

const templates: fc.Arbitrary<Template> = fc
  .array(fc.tuple(fc.option(texts), holes), { minLength: 1, maxLength: 3 })
  .chain((pairs) =>
    fc.option(texts).map((last): Template => {
      const parts = [...pairs.flat(), last].filter((part) => part !== null);
      return { kind: "template", parts, range };
    }),
  );

/** Everything that `parseValue` can return. */
export const values = fc.oneof(references, chain(references), conditionValues, templates, texts);
