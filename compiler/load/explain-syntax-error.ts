import { quoteSource } from "../diagnostics/quote-source.js";
import {
  explainBlockAtKey,
  explainBlockInFlow,
  explainIndent,
  explainMultilineKey,
  explainTab,
} from "./explain-block.js";
import { explainMissing } from "./explain-missing.js";
import { explainUnexpected, needsQuotes, strayToken } from "./explain-unexpected.js";
import { faultAt, type SyntaxContext, type SyntaxFault } from "./syntax-fault.js";
import type { YamlError } from "./yaml-error.js";

type Explain = (error: YamlError, context: SyntaxContext) => SyntaxFault;

/** Explains an error of the package `yaml` in flowc's words, from its code and the tokens at its place. */
export function explainSyntaxError(error: YamlError, context: SyntaxContext): SyntaxFault {
  return (explanations[error.code] ?? strayToken)(error, context);
}

const explanations: { readonly [C in YamlError["code"]]?: Explain } = {
  ALIAS_PROPS: words("an alias has an anchor or a tag of its own", "remove it: an alias is the value of its anchor"),
  BAD_ALIAS: ({ pos }, { text }) => needsQuotes(text, pos[0]),
  BAD_COLLECTION_TYPE: unknownTag,
  BAD_DIRECTIVE: badDirective,
  BAD_DQ_ESCAPE: badEscape,
  BAD_INDENT: explainIndent,
  BAD_PROP_ORDER: words("an anchor or tag is before the `-`, `?` or `:`", "put it before the value"),
  BAD_SCALAR_START: ({ pos }, { text }) => needsQuotes(text, pos[0]),
  BLOCK_AS_IMPLICIT_KEY: explainBlockAtKey,
  BLOCK_IN_FLOW: explainBlockInFlow,
  KEY_OVER_1024_CHARS: words("a key is longer than 1024 characters"),
  MISSING_CHAR: explainMissing,
  MULTILINE_IMPLICIT_KEY: explainMultilineKey,
  MULTIPLE_ANCHORS: words("a value has two anchors", "remove one of them"),
  MULTIPLE_TAGS: words("a value has two tags", "remove one of them"),
  TAB_AS_INDENT: explainTab,
  TAG_RESOLVE_FAILED: unknownTag,
  UNEXPECTED_TOKEN: explainUnexpected,
};

function words(detail: string, cure?: string): Explain {
  return (error, context) => faultAt(error, context, [detail, cure]);
}

/** Explains a line that begins with `%`. The error is at the line, or at the version that it states. */
function badDirective(error: YamlError, context: SyntaxContext): SyntaxFault {
  const start = context.text.lastIndexOf("\n", error.pos[0]) + 1;
  const [name = ""] = /^%\S*/.exec(context.text.slice(start, start + 80)) ?? [];
  if (name === "%YAML") {
    return faultAt(error, context, ["a `%YAML` line states one version, 1.2", "write `%YAML 1.2`, or remove the line"]);
  }
  if (name === "%TAG") {
    return faultAt(error, context, ["a `%TAG` line has a handle and a prefix, and no more", "remove the line"]);
  }
  return faultAt(error, context, [`the directive ${quoteSource(name)} is unknown`, "remove the line"]);
}

function badEscape({ pos }: YamlError, { text }: SyntaxContext): SyntaxFault {
  const [found] = /^\\(?:x[^"]{0,2}|u[^"]{0,4}|U[^"]{0,8}|[^])/u.exec(text.slice(pos[0], pos[0] + 20)) ?? [
    text.charAt(pos[0]),
  ];
  return { code: "yaml/bad-escape", params: { found }, range: { start: pos[0], end: pos[0] + found.length } };
}

function unknownTag({ pos }: YamlError, { text }: SyntaxContext): SyntaxFault {
  const tag = text.slice(pos[0], pos[1]);
  const isCore = /^!!(?:str|int|float|bool|null|map|seq)$/.test(tag);
  return { code: "yaml/unknown-tag", params: { tag, isCore }, range: { start: pos[0], end: pos[1] } };
}
