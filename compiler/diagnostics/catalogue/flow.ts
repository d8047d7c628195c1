import { insteadOf } from "../foreign-keys.js";
import { homeOf } from "../misplaced-key.js";
import { didYouMean } from "../listed-names.js";
import { entry, type Suggested } from "./entry.js";

/** Faults in the keys and values of a flow file (SPEC 1, 3, 4, 7). */
export const flowEntries = {
  "flow/wrong-kind": entry<{ what: string; expected: string; found: string; write?: string | undefined }>(
    "error",
    ({ what, expected, found }) => `${what} must be ${expected}, not ${found}`,
    ({ write }) => (write === undefined ? undefined : `write \`${write}\``),
  ),
  "flow/unknown-key": entry<
    {
      key: string;
      where: string;
      known: readonly string[];
      /** The node that the key should be part of. */
      owner?: string;
      /** The key that it belongs next to, one level further out. */
      beside?: string | undefined;
      /** Whether it is a key of the flow among the ids of nodes. */
      isOfFlow?: boolean;
    } & Suggested
  >(
    "error",
    ({ key, where, owner, isOfFlow }) => {
      if (isOfFlow === true) return `\`${key}\` is one level too far right: here it would be a node`;
      return owner === undefined
        ? `${where} has no key \`${key}\``
        : `\`${key}\` is one level too far left: here it would be a node`;
    },
    ({ closest, key, known, owner, beside, isOfFlow }) => {
      if (isOfFlow === true) return "move it, and everything below it, to the column of `nodes`";
      if (beside !== undefined) return `it belongs one level further left, next to \`${beside}\``;
      if (owner !== undefined) {
        const whole = key === "policy" ? ", or next to `nodes` if it is for the whole flow" : "";
        return `move it, and everything below it, into the node \`${owner}\`${whole}`;
      }
      const home = homeOf(key, known);
      if (home !== undefined) return `it belongs below \`${home[0] ?? ""}\`: \`${nested([...home, key])}\``;
      return (
        insteadOf(key, known) ?? didYouMean(closest) ?? `the keys are ${known.map((key) => `\`${key}\``).join(", ")}`
      );
    },
  ),
  "flow/no-entry": entry(
    "error",
    "the flow has no `entry`",
    "add `entry: <id>`: the node that receives the run's input",
  ),
  "flow/unknown-entry": entry<{ id: string } & Suggested>(
    "error",
    ({ id }) => `the entry \`${id}\` is not a node of this flow`,
    ({ closest }) => didYouMean(closest),
  ),
  "flow/no-nodes": entry<{ strays: readonly string[] }>("error", "the flow has no nodes", ({ strays }) =>
    strays.length === 0
      ? "a flow needs one node or more under `nodes`"
      : `indent ${strays.map((key) => `\`${key}\``).join(", ")} more than \`nodes\``,
  ),
  "node/reserved-id": entry<{ id: string }>(
    "error",
    ({ id }) => (id === "" ? "a node's id is empty" : `\`${id}\` cannot be a node's id`),
    ({ id }) =>
      id === "" ? "give it an id that edges can name" : "it names a part of every JavaScript object: choose another id",
  ),
  "node/unknown-type": entry<{ type: string } & Suggested>(
    "error",
    ({ type }) => `there is no node type \`${type}\``,
    ({ closest, type }) =>
      agentCure(type) ??
      didYouMean(closest) ??
      "the types are FunctionNode, CustomRoutingNode (or RoutingNode) and LoopNode; your own class is written `./nodes.ts#HttpNode`",
  ),
  "node/no-callable": entry<{ id: string; isRouter: boolean } & Suggested>(
    "error",
    ({ id, isRouter }) => `the node \`${id}\` has no ${isRouter ? "`routing_rule`" : "`callable`"}`,
    ({ closest, isRouter }) =>
      didYouMean(closest) ?? `add \`${isRouter ? "routing_rule" : "callable"}: ./ops.ts#name\` to the node`,
  ),
  "node/two-callables": entry<{ id: string }>(
    "error",
    ({ id }) => `the node \`${id}\` names its callable twice`,
    "keep one of them",
  ),
  "node/key-of-another-type": entry<{ key: string; type: string; belongs: string }>(
    "error",
    ({ key, type }) => `\`${key}\` is not a key of a ${type}`,
    ({ belongs }) => `it belongs to ${belongs}`,
  ),
  "inputs/no-key": entry("error", "a value in a list of inputs has no key", "write it as `- key: value`"),
  "inputs/duplicate-key": entry<{ key: string }>(
    "warning",
    ({ key }) => `two inputs of this list have the key \`${key}\`: the later one wins`,
    "give one of them another key: `- other: $ctx.…`",
  ),
  "inputs/reserved-key": entry<{ key: string }>(
    "error",
    ({ key }) => `\`${key}\` cannot be a key`,
    "it names a part of every JavaScript object: choose another key",
  ),
  "context/reserved": entry<{ key: string }>(
    "error",
    ({ key }) => `\`$ctx.${key}\` is reserved for the run's own records and cannot be written`,
    "write to another key of the context; reading it is fine",
  ),
  "context/node-result": entry<{ id: string }>(
    "error",
    ({ id }) => `\`$payload.${id}\` is the result of the node \`${id}\` and cannot be written`,
    "choose a name that is not a node's id, or write to `$ctx`",
  ),
  "policy/bad-duration": entry<{ found: string; write?: string | undefined }>(
    "error",
    ({ found }) => `\`${found}\` is not a duration`,
    ({ write }) =>
      write !== undefined
        ? `write \`${write}\``
        : "write a number with `ms`, `s`, `m`, `h` or `d` (`500ms`, `1.5s`), or a number of milliseconds; a timer waits for 24 days at most",
  ),
  "policy/unitless-duration": entry<{ key: string; found: string }>(
    "warning",
    ({ key, found }) => `\`${key}\` has no unit: \`${found}\` counts milliseconds`,
    ({ found }) => `write \`${found}s\` if seconds are meant, \`${found}ms\` if not`,
  ),
  "policy/bad-value": entry<{ key: string; expected: string; found: string; write?: string | undefined }>(
    "error",
    ({ key, expected, found }) => `\`${key}\` must be ${expected}, not ${found}`,
    ({ write }) => (write === undefined ? undefined : `write \`${write}\``),
  ),
  "policy/unknown-goto": entry<{ id: string } & Suggested>(
    "error",
    ({ id }) => `\`goto\` names \`${id}\`, which is not a node of this flow`,
    ({ closest }) => didYouMean(closest),
  ),
};

/** Returns nested keys as text, such as "policy: { retry: { delay: … } }". */
function nested([key = "", ...below]: readonly string[]): string {
  return below.length === 0 ? `${key}: …` : `${key}: { ${nested(below)} }`;
}

/** Explains node types of later releases of illumo-flow that call language models. */
function agentCure(type: string): string | undefined {
  if (!/Agent$/u.test(type)) return undefined;
  return "flowc has no agents: remove `type`, and call the model in a function, `callable: ./agents.ts#ask`";
}
