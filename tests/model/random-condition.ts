import type { Condition, Literal, Operand, Operator } from "./condition.js";
import type { Random } from "./random-callables.js";

/** A condition, as it may be written and as it is recorded. */
export interface Written {
  readonly condition: Condition;
  readonly text: string;
  /** The text with its blanks folded. */
  readonly reason: string;
  /** Whether it may compare what cannot be compared. */
  readonly isRisky: boolean;
}

interface Reads {
  readonly random: Random;
  /** The other nodes whose results it may read. Empty if only the node's own result is the same in any order of activations. */
  readonly others: readonly string[];
  /** Whether it may compare what cannot be compared. */
  readonly isRisky: boolean;
}

/** A random condition over what `randomFacts` gives. */
export function randomCondition(reads: Reads): Written {
  const condition = reads.isRisky && reads.random(3) > 0 ? risky(reads) : anyCondition(reads, 2);
  const words = wordsOf(condition, 0);
  const blanks = words.map(() => ["  ", "\n ", "\t", " ", " ", " "][reads.random(12)] ?? " ");
  const text = words.map((word, at) => (at === 0 ? word : `${blanks[at] ?? " "}${word}`)).join("");
  return { condition, text, reason: `when ${words.join(" ")}`, isRisky: reads.isRisky };
}

/** Results that conditions ask about. Few of them are no objects. */
export function randomFacts(choose: Random): unknown {
  if (choose(12) === 0) return [undefined, null, "a | b", 4, [1], true][choose(6)];
  return {
    n: choose(5),
    ok: choose(2) === 0,
    kind: texts[choose(texts.length)],
    ...(choose(2) === 0 && { maybe: choose(3) }),
    tags: texts.slice(choose(texts.length)),
    at: new Date(choose(3)),
    list: [choose(3), null, "a"],
    deep: { none: null, on: choose(2) },
  };
}

/** Texts that contain what ends conditions, or what YAML cuts. */
const texts = ["a", "b #1", "a | b", "x: y", "when >> otherwise", "x  y", "it's", 'say "no"'];

/** Something that fails in most runs: SPEC 12 compares neither objects nor values of two kinds. */
function risky({ random }: Reads): Condition {
  const [tags, n, kind] = [path("tags"), path("n"), path("kind")];
  const left = [path("deep"), tags, literal(1)][random(3)] ?? tags;
  const odd: readonly Condition[] = [
    compared("==", left, tags),
    compared("<", n, kind),
    compared(">=", path("never"), literal(2)),
    { kind: "listed", value: kind, list: n },
    { kind: "listed", value: tags, list: ["a"] },
    { kind: "listed", value: tags, list: [] },
    { kind: "listed", value: path("deep"), list: path("list") },
    { kind: "listed", value: literal("z"), list: { ...path(), keys: ["deep", "list"] } },
    compared("<", path("ok"), literal(1)),
    compared("<", path("at"), n),
  ];
  return odd[random(odd.length)] ?? compared("<", n, kind);
}

function anyCondition(reads: Reads, depth: number): Condition {
  const { random } = reads;
  if (depth > 0 && random(3) === 0) {
    const kind = (["and", "or", "not"] as const)[random(3)] ?? "and";
    if (kind === "not") return { kind, member: anyCondition(reads, depth - 1) };
    return { kind, members: Array.from({ length: 2 + random(2) }, () => anyCondition(reads, depth - 1)) };
  }
  return random(3) === 0 && reads.others.length > 0 ? shared(reads) : own(reads);
}

/** A condition about the node's own result. */
function own({ random }: Reads): Condition {
  const operator = (["<", "<=", ">", ">=", "==", "!="] as const)[random(6)] ?? "==";
  const number = literal(random(5));
  const text = literal(texts[random(texts.length)] ?? "");
  const same = random(2) === 0 ? ("==" as const) : ("!=" as const);
  const anything = [path(), path("deep"), path("deep", "none"), path("maybe"), path("never"), path("tags")];
  const asked = anything[random(anything.length)] ?? path();
  const facts: readonly Condition[] = [
    compared(operator, either(path("n"), number), number),
    compared(operator, literal(2), either(path("maybe"), literal(0))),
    compared(operator, path("n"), path("n")),
    compared(operator, either(path("maybe"), path("n"), literal(1)), literal(random(3))),
    compared(same, path("kind"), text),
    compared(same, path("maybe"), number),
    compared(same, text, path("kind")),
    compared(same, asked, literal(null)),
    compared(same, literal(null), asked),
    compared(same, path("at"), path("at")),
    { kind: "held", value: path("ok") },
    { kind: "held", value: asked },
    { kind: "held", value: either(path("never"), path("deep", "none"), path("ok")) },
    { kind: "listed", value: path("kind"), list: texts.slice(random(texts.length)) },
    { kind: "listed", value: path("maybe"), list: [null, random(3)] },
    { kind: "listed", value: path("n"), list: [0, "1", true] },
    { kind: "listed", value: path("kind"), list: { ...either(path("tags"), path("list")) } },
    compared(same, { kind: "path", root: "env", keys: ["FLOWC_MODEL_UNSET"] }, literal(null)),
    compared("==", either({ kind: "path", root: "env", keys: ["FLOWC_MODEL_UNSET"] }, text), text),
  ];
  return facts[random(facts.length)] ?? { kind: "held", value: path("ok") };
}

/** A condition about what other nodes, or earlier activations, have left in the context. */
function shared({ random, others }: Reads): Condition {
  const key = ["n", "ok", "kind", "maybe"][random(4)] ?? "n";
  const place = ["a", "b", "c"][random(3)] ?? "a";
  const root = random(2) === 0 ? ("ctx" as const) : ("payload" as const);
  const keys = [root === "ctx" ? place : (others[random(others.length)] ?? ""), key];
  const read: Operand = { kind: "path", root, keys };
  switch (random(4)) {
    case 0:
      return { kind: "held", value: read };
    case 1:
      return { kind: "listed", value: read, list: [1, null, "a", true] };
    case 2:
      return compared(random(2) === 0 ? "==" : "!=", read, path(key));
    default:
      return compared("!=", read, literal(null));
  }
}

function path(...keys: string[]): Operand & { readonly kind: "path" } {
  return { kind: "path", root: "result", keys };
}

function literal(value: Literal): Operand {
  return { kind: "literal", value };
}

function either(...operands: Operand[]): Operand {
  return { kind: "first", operands };
}

function compared(operator: Operator, left: Operand, right: Operand): Condition {
  return { kind: "compared", operator, left, right };
}

/** The words of a condition's text: all that is between blanks. Conditions looser than `level` get parentheses. */
function wordsOf(condition: Condition, level: number): string[] {
  switch (condition.kind) {
    case "or":
      return inside(joined(condition.members, "or", 1), level > 0);
    case "and":
      return inside(joined(condition.members, "and", 2), level > 1);
    case "not":
      return ["not", ...wordsOf(condition.member, 2)];
    case "held":
      return operandWords(condition.value);
    case "compared":
      return [...operandWords(condition.left), condition.operator, ...operandWords(condition.right)];
    case "listed": {
      const { list } = condition;
      const written = "kind" in list ? operandWords(list) : [`[${list.map(quoted).join(", ")}]`];
      return [...operandWords(condition.value), "in", ...written];
    }
  }
}

function joined(members: readonly Condition[], word: string, level: number): string[] {
  return members.flatMap((member, at) => [...(at > 0 ? [word] : []), ...wordsOf(member, level)]);
}

function inside(words: string[], isNeeded: boolean): string[] {
  return isNeeded ? ["(", ...words, ")"] : words;
}

function operandWords(operand: Operand): string[] {
  switch (operand.kind) {
    case "literal":
      return [quoted(operand.value)];
    case "path":
      return [[`$${operand.root}`, ...operand.keys].join(".")];
    case "first":
      return operand.operands.flatMap((one, at) => [...(at > 0 ? ["??"] : []), ...operandWords(one)]);
  }
}

function quoted(value: Literal): string {
  return JSON.stringify(value);
}
