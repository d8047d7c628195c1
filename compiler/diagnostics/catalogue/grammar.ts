import type { GrammarFaults } from "../../../grammar/grammar-error.js";
import { entry } from "./entry.js";
import { code } from "./shown-code.js";

/** Parameters of a fault that names what was found. */
type Found = { readonly found: string };

const edgeEntries = {
  "edge/unexpected-character": entry<GrammarFaults["edge/unexpected-character"]>(
    "error",
    ({ found }) => `${code(found)} is not allowed in an edge`,
    ({ found }) => {
      if (/[<>]/.test(found)) return "the arrow of an edge is `>>`";
      if (/^[&|]/.test(found)) return `write \`${found.charAt(0)}\`, once`;
      if (/^[[\]{}]/.test(found)) return "a group is written in parentheses: `(a & b)` or `(a | b)`";
      if (/^[,;]/.test(found)) return "write several nodes as `(a & b)` or `(a | b)`, and each edge on its own line";
      return "an id is a letter or `_`, followed by letters, digits, `_` and `-`; any other id needs quotes";
    },
  ),
  "edge/left-arrow": entry<GrammarFaults["edge/left-arrow"]>(
    "error",
    "an edge cannot point to the left",
    "reverse it: for `b << a` write `a >> b`",
  ),
  "edge/missing-arrow": entry<GrammarFaults["edge/missing-arrow"]>(
    "error",
    "this edge has no `>>`",
    "an edge leads from one node to another: `a >> b`",
  ),
  "edge/missing-node": entry<GrammarFaults["edge/missing-node"]>(
    "error",
    ({ found }) =>
      found === "" ? "a node is missing at the end of the edge" : `a node is missing before ${code(found)}`,
    "on both sides of `>>`, `&` and `|`, and between parentheses, there is a node's id or a group of ids",
  ),
  "edge/unclosed-group": entry<GrammarFaults["edge/unclosed-group"]>(
    "error",
    "this `(` is never closed",
    "add the `)` after the last id of the group",
  ),
  "edge/cut-by-yaml": entry<{ at: string }>(
    "error",
    ({ at }) => `YAML ends this edge at the \`${at}\``,
    "put the edge in quotes: YAML ends plain text at ` #`, and in brackets also at commas and brackets",
  ),
  "edge/unclosed-quote": entry<GrammarFaults["edge/unclosed-quote"]>(
    "error",
    "the id in quotes that begins here is never closed",
    "add the same quote after the id; a quote inside it needs a backslash before it",
  ),
  "edge/bad-escape": badEscape("an id"),
  "edge/too-deep": entry<GrammarFaults["edge/too-deep"]>(
    "error",
    ({ limit }) => `groups are nested more than ${limit} deep`,
    "take out parentheses that group nothing",
  ),
  "edge/unexpected-token": entry<GrammarFaults["edge/unexpected-token"]>(
    "error",
    ({ found }) => `${code(found)} is not allowed here`,
    ({ found }) => {
      if (found === ")") return "there is no `(` that it closes";
      if (/[<>]/.test(found)) return "a group contains ids, `&` and `|`: close it before the arrow";
      if (/^(?:if|when|where|unless)$/iu.test(found))
        return "a condition follows the word `when`: `a >> b when $result.ok`";
      if (/^(?:else|otherwise|default)$/iu.test(found)) {
        return "the last alternative of a choice is `otherwise`: `a >> (b when $result.ok | c otherwise)`";
      }
      return "put `>>`, `&` or `|` before it, or quotes around an id that contains a space";
    },
  ),
};

const expressionEntries = {
  "expression/unknown-scope": entry<GrammarFaults["expression/unknown-scope"]>(
    "error",
    ({ found }) => `${code(found)} is not something an expression can read`,
    ({ found }) => {
      const name = found.replace(/^\$+/, "");
      const places = `a key of the context is ${code(`$ctx.${name || "key"}`)}, the result of a node ${code(`$payload.${name || "node"}`)}`;
      const scopes = `expressions read \`$ctx\`, \`$payload\`, \`$joins\` and \`$env\`: ${places}`;
      if (!found.startsWith("$")) return `${scopes}; put text in quotes`;
      return `${scopes}; a text that begins with a dollar sign is written with two`;
    },
  ),
  "expression/too-deep": entry<GrammarFaults["expression/too-deep"]>(
    "error",
    ({ limit }) => `this path has more than ${limit} keys`,
    "read the value at a shorter path, and let the callable look further",
  ),
  "expression/env-name": entry<GrammarFaults["expression/env-name"]>(
    "error",
    "`$env` takes the name of one environment variable",
    'write `$env.NAME`; text after it needs a template, `{{ $env.NAME }}/bin`, and an odd name brackets, `$env["a.b"]`',
  ),
  "expression/missing-key": entry<GrammarFaults["expression/missing-key"]>(
    "error",
    "a key is missing in this path",
    'write `.key`, `["odd key"]` or `[0]`',
  ),
  "expression/unclosed-bracket": entry<GrammarFaults["expression/unclosed-bracket"]>(
    "error",
    "this `[` is never closed",
    "add the `]` after the key",
  ),
  "expression/unclosed-quote": entry<GrammarFaults["expression/unclosed-quote"]>(
    "error",
    "the quote that begins here is never closed",
    "add the same quote at the end; a quote inside it needs a backslash before it",
  ),
  "expression/bad-escape": badEscape("a text in quotes"),
  "expression/reserved-key": entry<GrammarFaults["expression/reserved-key"]>(
    "error",
    ({ key }) => `\`${key}\` cannot be a key of a path`,
    "it names a part of every JavaScript object: choose another key",
  ),
  "expression/missing-operand": entry<GrammarFaults["expression/missing-operand"]>(
    "error",
    "this `??` has nothing on one of its sides",
    'on both sides of `??` there is a reference or a literal: `$ctx.a ?? "none"`',
  ),
  "expression/unexpected-text": entry<GrammarFaults["expression/unexpected-text"]>(
    "error",
    ({ found }) => `${code(found)} does not belong in this expression`,
    ({ quoted }) =>
      quoted === undefined
        ? "an expression is a path, or several values with `??` between them; brackets contain a quoted key or an index, and text around an expression is written as a template: `text {{ $ctx.a }} text`"
        : `a key with such a character is quoted in brackets: ${code(quoted)}`,
  ),
};

/** Faults in the text of an edge, an expression, a template or a write target (SPEC 2, 3, 4). */
export const grammarEntries = {
  ...edgeEntries,
  ...expressionEntries,
  "template/unclosed": entry<GrammarFaults["template/unclosed"]>(
    "error",
    "this `{{` is never closed",
    'add `}}` after the expression; a literal `{{` is written `{{ "{{" }}`',
  ),
  "template/empty": entry<GrammarFaults["template/empty"]>(
    "error",
    "there is no expression between these braces",
    "put a reference between them, `{{ $ctx.a }}`, or remove them",
  ),
  "target/not-a-target": entry<GrammarFaults["target/not-a-target"]>(
    "error",
    ({ found }) =>
      found === ""
        ? "the target of an output is empty"
        : `${code(found)} is not a place that a result can be written to`,
    ({ found }) => {
      const key = /^[\p{L}_][\p{L}\p{N}_.-]*$/u.test(found) ? found : "key";
      return `write \`$ctx.${key}\` to write it to the context; \`$payload\` and \`$joins\` have places for results too`;
    },
  ),
};

function badEscape(where: string) {
  return entry<Found>(
    "error",
    ({ found }) => `there is no escape ${code(found)} in ${where}`,
    "the escapes are `\\\"`, `\\'`, `\\\\`, `\\n`, `\\t`, `\\u` with four hexadecimal digits, and `\\u{…}`; a backslash itself is written twice",
  );
}
