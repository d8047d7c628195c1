import type { GrammarFaults } from "../../../grammar/grammar-error.js";
import { entry } from "./entry.js";
import { code } from "./shown-code.js";

/** How flowc writes what other languages write for its literals. */
const literals: Readonly<Record<string, string>> = {
  undefined: "null",
  none: "null",
  nil: "null",
  null: "null",
  true: "true",
  false: "false",
};

const syntaxEntries = {
  "condition/misplaced": entry<GrammarFaults["condition/misplaced"]>(
    "error",
    ({ where }) => {
      if (where === "source") return "a condition belongs to what an edge leads to, and this is where it comes from";
      if (where === "pair") return "an id of a pair takes no condition";
      return "an edge with a condition leaves one node: several lead to this one";
    },
    ({ where }) => {
      if (where === "source") return "write the condition behind the target: `a >> b when $result.ok`";
      if (where === "pair") return "write the edge as text: `a >> b when $result.ok`";
      return "write an edge for each source, or let the sources lead to one node whose result decides";
    },
  ),
  "condition/nested": entry<GrammarFaults["condition/nested"]>(
    "error",
    "a condition applies to one node, or to a `&` group of nodes that all start",
    "write one choice, `a >> (b when … | c when … | d otherwise)`; put nodes that start together in parentheses: `(b & c) when …`",
  ),
  "condition/missing-alternative": entry<GrammarFaults["condition/missing-alternative"]>(
    "error",
    ({ isLast }) =>
      isLast ? "the last alternative of this choice has no condition" : "this alternative of a choice has no condition",
    ({ isLast }) =>
      isLast
        ? "write `otherwise` behind it to take it where no condition holds, or `when` and a condition"
        : "write `when` and a condition behind it; only the last alternative can be `otherwise`",
  ),
  "condition/misplaced-otherwise": entry<GrammarFaults["condition/misplaced-otherwise"]>(
    "error",
    ({ isAlone }) =>
      isAlone
        ? "`otherwise` needs other conditions to be the rest of"
        : "`otherwise` is the last alternative of a choice",
    ({ isAlone }) =>
      isAlone
        ? "write one group with `|`: `a >> (b when $result.ok | c otherwise)`"
        : "move this alternative to the end of the group",
  ),
  "condition/unknown-operator": entry<GrammarFaults["condition/unknown-operator"]>(
    "error",
    ({ found }) => `${code(found)} is not an operator of conditions`,
    ({ write }) =>
      write === ""
        ? "the operators are `==`, `!=`, `<`, `<=`, `>`, `>=` and `in`: let a node compute the rest, and read what it returns"
        : `write ${code(write)}`,
  ),
  "condition/missing-operand": entry<GrammarFaults["condition/missing-operand"]>(
    "error",
    ({ found }) =>
      found === "" ? "a value is missing at the end of this condition" : `a value is missing before ${code(found)}`,
    "a condition compares values: `$result.score >= 0.8`; or asks for one: `$result.ok`",
  ),
  "condition/chained-comparison": entry<GrammarFaults["condition/chained-comparison"]>(
    "error",
    ({ found }) => `this is the second comparison in a row, ${code(found)}`,
    ({ write }) => (write === "" ? "compare twice: `$result.n > 1 and $result.n < 5`" : `write ${code(write)}`),
  ),
  "condition/bare-word": entry<GrammarFaults["condition/bare-word"]>(
    "error",
    ({ found }) => `${code(found)} is neither a reference nor a value`,
    ({ found }) => {
      const literal = literals[found.toLowerCase()];
      if (literal !== undefined) return `write ${code(literal)}`;
      if (found.endsWith("()"))
        return "a condition calls no functions: let a node compute the value, and read what it returns";
      if (/^[!-/:-@[-`{-~]+$/u.test(found)) {
        return "a condition compares values, and computes none: let a node compute the value, and read what it returns";
      }
      const name = found.replace(/^result\.?/u, "");
      const property = found === "result" ? "$result" : `$result.${name}`;
      return `what the node has returned is ${code(property)}, a text is in quotes: ${code(JSON.stringify(found))}`;
    },
  ),
  "condition/misplaced-list": entry<GrammarFaults["condition/misplaced-list"]>(
    "error",
    ({ isMissing }) => (isMissing ? "behind `in` there is a list" : "a list can only be behind `in`"),
    ({ isMissing }) =>
      isMissing
        ? 'write the values in brackets, `$result.kind in ["a", "b"]`, or a reference to a list'
        : 'ask whether it contains a value: `$result.kind in ["a", "b"]`',
  ),
  "condition/unclosed-parenthesis": entry<GrammarFaults["condition/unclosed-parenthesis"]>(
    "error",
    "this `(` is never closed",
    "add the `)` at the end of the condition",
  ),
  "condition/too-deep": entry<GrammarFaults["condition/too-deep"]>(
    "error",
    ({ limit }) => `parentheses and \`not\`s are nested more than ${limit} deep`,
    "take out parentheses that group nothing, and each `not not`",
  ),
  "condition/result-elsewhere": entry<GrammarFaults["condition/result-elsewhere"]>(
    "error",
    "`$result` is only known in the conditions of edges",
    "read `$payload.<node>` for what a node has returned",
  ),
  "value/condition-as-text": entry<GrammarFaults["value/condition-as-text"]>(
    "error",
    "this is a condition, and is not marked as one",
    ({ text }) => `write ${code(`$(${text})`)} for whether it holds`,
  ),
};

/** Faults of conditions (SPEC 12). */
export const conditionEntries = {
  ...syntaxEntries,
  "condition/on-router": entry<{ id: string; kind: "router" | "loop" }>(
    "error",
    ({ id, kind }) =>
      kind === "router"
        ? `the router \`${id}\` decides itself where its result goes: its edges take no conditions`
        : `the LoopNode \`${id}\` starts its body for each item: its edges take no conditions`,
    ({ id, kind }) =>
      kind === "router"
        ? `make \`${id}\` a FunctionNode, or let its rule decide this too`
        : "write the condition on an edge of the node that the loop leads to",
  ),
  "condition/constant": entry<{ holds: boolean }>(
    "warning",
    ({ holds }) => `this condition ${holds ? "always" : "never"} holds`,
    ({ holds }) => (holds ? "remove the condition" : "remove the target, or compare with what the flow knows"),
  ),
  "condition/repeated": entry<{ condition: string }>(
    "warning",
    ({ condition }) => `this alternative is never taken: ${code(condition)} was asked before`,
    "remove it, or change one of the two conditions",
  ),
  "condition/shadowed": entry<{ condition: string }>(
    "warning",
    ({ condition }) => `this alternative is never taken: where it holds, ${code(condition)} holds too`,
    "put it before that alternative: the first one that holds is taken",
  ),
  "condition/own-payload": entry<{ id: string }>(
    "warning",
    ({ id }) => `\`$payload.${id}\` may be what another item or pass has returned`,
    "`$result` is what this one has returned",
  ),
  "condition/back-and-exit": entry<{ back: string; exit: string }>(
    "warning",
    ({ back, exit }) => `one pass can both go back to \`${back}\` and go on to \`${exit}\``,
    ({ back, exit }) => `write one choice, so that only one of them is taken: \`(${back} when … | ${exit} otherwise)\``,
  ),
};
