import { quoteSource } from "../quote-source.js";
import { didYouMean } from "../listed-names.js";
import { entry } from "./entry.js";

/** Faults of a file as YAML. */
export const yamlEntries = {
  "yaml/syntax": entry<{ detail: string; cure: string | undefined }>(
    "error",
    ({ detail }) => `this is not valid YAML: ${detail}`,
    ({ cure }) => cure,
  ),
  "yaml/tab-indent": entry("error", "a tab cannot indent a line", "indent with spaces"),
  "yaml/bad-indent": entry<{ detail: string }>(
    "error",
    ({ detail }) => detail,
    "entries that belong together begin at the same column",
  ),
  "yaml/unclosed-quote": entry<{ quote: string }>(
    "error",
    ({ quote }) => `the quote ${quoteSource(quote)} is never closed`,
    ({ quote }) =>
      quote === "'"
        ? "add the closing `'`; a `'` within single quotes is doubled: `'it''s'`"
        : 'add the closing `"`; a `"` within double quotes is written `\\"`',
  ),
  "yaml/unclosed-bracket": entry<{ open: string; close: string }>(
    "error",
    ({ open }) => `the ${quoteSource(open)} is never closed`,
    ({ close }) => `add the ${quoteSource(close)}; lines inside brackets are indented more than the key before them`,
  ),
  "yaml/missing-blank": entry<{ after: string }>(
    "error",
    ({ after }) => `a space is missing after the \`${after}\``,
    ({ after }) => (after === ":" ? "write `key: value`" : "write `- item`"),
  ),
  "yaml/missing-colon": entry<{ found: string }>(
    "error",
    ({ found }) => `${quoteSource(found)} is a key without a colon`,
    "write `key: value`; a text of several lines is indented more than its key",
  ),
  "yaml/missing-comma": entry<{ found: string }>(
    "error",
    ({ found }) => `a comma is missing before ${quoteSource(found)}`,
    "inside brackets entries are separated by `,`, and a key from its value by `: `",
  ),
  "yaml/nested-colon": entry<{ found: string }>(
    "error",
    ({ found }) => `${quoteSource(`${found}:`)} would be a second key in this line`,
    "put the text in quotes, or the inner key on a line of its own",
  ),
  "yaml/needs-quotes": entry<{ detail: string }>("error", ({ detail }) => detail, "put the whole text in quotes"),
  "yaml/bad-escape": entry<{ found: string }>(
    "error",
    ({ found }) => `${quoteSource(found)} is not an escape`,
    "write `\\\\` for a backslash, or use single quotes, which have no escapes",
  ),
  "yaml/duplicate-key": entry<{ key: string }>(
    "error",
    ({ key }) => `the key ${quoteSource(key)} appears twice in this mapping`,
    "remove one of the two, or rename it",
  ),
  "yaml/key-not-text": entry<{ found: string; isTemplate: boolean }>(
    "error",
    ({ found }) => `${found} cannot be a key`,
    ({ isTemplate }) =>
      isTemplate
        ? "put a text that begins with `{{` in quotes"
        : "a key is text: put it in quotes if YAML reads it as something else",
  ),
  "yaml/second-document": entry(
    "error",
    "a second document begins here",
    "a file contains one flow: move the second one to its own file",
  ),
  "yaml/empty": entry("error", "the file contains no flow", "a flow needs `entry`, `nodes` and usually `edges`"),
  "yaml/unknown-tag": entry<{ tag: string; isCore: boolean }>(
    "error",
    ({ tag, isCore }) =>
      isCore
        ? `the value does not fit its tag ${quoteSource(tag)}`
        : `the tag ${quoteSource(tag)} means nothing in a flow file`,
    "remove the tag; a flow file contains text, numbers, booleans, null, lists and mappings",
  ),
  "yaml/not-finite": entry<{ found: string }>(
    "error",
    ({ found }) => `${quoteSource(found)} is not a number in JSON`,
    "put it in quotes if it is text",
  ),
  "yaml/unsafe-integer": entry<{ found: string; read: string }>(
    "error",
    ({ found, read }) => `the integer ${quoteSource(found)} is too large: it would become ${read}`,
    "put it in quotes and keep it as text; numbers are exact up to 2^53",
  ),
  "yaml/unknown-alias": entry<{ name: string; closest: readonly string[]; isLater: boolean }>(
    "error",
    ({ name, isLater }) =>
      isLater
        ? `the anchor ${quoteSource(`&${name}`)} is defined only later`
        : `there is no anchor ${quoteSource(`&${name}`)}`,
    ({ closest, isLater }) =>
      isLater
        ? "an anchor must come before its aliases"
        : (didYouMean(closest.map((anchor) => `*${anchor}`)) ?? "put a text that begins with `*` in quotes"),
  ),
  "yaml/alias-cycle": entry<{ name: string }>(
    "error",
    ({ name }) =>
      `${quoteSource(`*${name}`)} is inside its own anchor ${quoteSource(`&${name}`)}, so the value has no end`,
    "a flow is data without cycles: write out what is meant",
  ),
  "yaml/alias-bomb": entry<{ name: string; nodes: number }>(
    "error",
    ({ name, nodes }) => `with ${quoteSource(`*${name}`)} the aliases of this file stand for ${nodes} values`,
    "aliases of aliases multiply; write the values out, or generate the flow with a program",
  ),
  "yaml/merge-value": entry<{ found: string }>(
    "error",
    ({ found }) => `\`<<\` takes a mapping or a list of mappings, not ${found}`,
    'write `<<: *anchor`; a key that is really `<<` is put in quotes: `"<<"`',
  ),
  "yaml/too-large": entry<{ limit: string }>(
    "error",
    ({ limit }) => `the flow is larger than ${limit}`,
    "split it, or read the data when the flow runs",
  ),
  "yaml/not-text": entry<{ found: string }>(
    "error",
    ({ found }) => `the file is not UTF-8 text: it has ${found} here`,
    "save it as UTF-8; inside double quotes a control character is written as an escape",
  ),
  "yaml/too-deep": entry<{ limit: number }>(
    "error",
    ({ limit }) => `lists and mappings are nested deeper than ${limit} levels here`,
    "flatten the value, or compute it in a callable",
  ),
  "value/not-data": entry<{ path: string; found: string }>(
    "error",
    ({ path, found }) => `${path} is ${found}: that cannot be part of a flow`,
    "a flow consists of text, finite numbers, booleans, null, arrays, plain objects and, as callables, functions",
  ),
};
