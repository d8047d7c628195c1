import { Composer, Lexer, Parser, type CST, type Document, type ParsedNode } from "yaml";
import type { TextRange } from "../../grammar/ast.js";
import type { YamlError } from "./yaml-error.js";

/** Maximum nesting of collections. The package `yaml` and the later phases recurse over a document. */
export const maxDepth = 200;

export interface ParsedYaml {
  readonly kind: "parsed";
  /** As it was parsed: it has the same length as the file, but every line break is `\n` or `\r\n`. */
  readonly text: string;
  /** Undefined if the text contains no document. */
  readonly contents: ParsedNode | undefined;
  /** The concrete syntax of the first document and of what belongs to it. */
  readonly tokens: readonly CST.Token[];
  /** What the package reported, in its order. */
  readonly errors: readonly YamlError[];
  /** The version in a `%YAML` line. */
  readonly version: string | undefined;
  /** The `---` of a second document, or the start of that document if it has none. */
  readonly secondDocument: TextRange | undefined;
}

export interface TooDeepYaml {
  readonly kind: "too-deep";
  /** The first character of the collection that is nested one level too deep. */
  readonly range: TextRange;
}

/**
 * Parses the first document of a text as YAML 1.2 with the core schema. Merge keys are kept. Never throws, and takes
 * linear time at any depth. A lone carriage return counts as a line break, although the package does not recognize it.
 */
export function parseYaml(source: string): ParsedYaml | TooDeepYaml {
  const text = source.replace(/\r(?!\n)/g, "\n");
  const { tokens, tooDeep } = tokensOf(text);
  if (tooDeep) return { kind: "too-deep", range: tooDeep };
  const [, second] = tokens.filter((token) => token.type === "document");
  const own = second ? tokens.slice(0, tokens.indexOf(second)) : tokens;
  const document = composeFirst(own, text.length);
  return {
    kind: "parsed",
    text,
    contents: document?.contents ?? undefined,
    tokens: own,
    errors: document ? errorsOf(document) : [],
    version: document?.directives.yaml.explicit ? document.directives.yaml.version : undefined,
    secondDocument: second && startOf(second),
  };
}

/** Returns the concrete syntax up to the first collection that is nested too deep. */
function tokensOf(text: string): { tokens: CST.Token[]; tooDeep: TextRange | undefined } {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    // Besides the collections, the stack contains the document and sometimes a scalar.
    if (parser.stack.length <= maxDepth) continue;
    const tooDeep = parser.stack.filter(isCollection)[maxDepth];
    if (tooDeep) return { tokens, tooDeep: { start: tooDeep.offset, end: tooDeep.offset + 1 } };
  }
  tokens.push(...parser.end());
  return { tokens, tooDeep: undefined };
}

function isCollection(token: CST.Token): boolean {
  return token.type === "block-map" || token.type === "block-seq" || token.type === "flow-collection";
}

function composeFirst(tokens: readonly CST.Token[], length: number): Document.Parsed | undefined {
  const composer = new Composer({
    version: "1.2",
    schema: "core",
    merge: false,
    resolveKnownTags: false,
    keepSourceTokens: true,
    // The package's own check compares every key with every other one.
    uniqueKeys: false,
  });
  const [document] = composer.compose(tokens, true, length);
  return document;
}

/** Warnings about names that end with a colon are left out: such a name is valid. */
function errorsOf({ errors, warnings }: Document.Parsed): YamlError[] {
  const faults = [...errors, ...warnings.filter(({ code }) => code !== "BAD_ALIAS")];
  return faults.map(({ code, pos }) => ({ code, pos }));
}

function startOf(document: CST.Document): TextRange {
  const marker = document.start.find((token) => token.type === "doc-start");
  if (marker) return { start: marker.offset, end: marker.offset + marker.source.length };
  const first = document.start.find((token) => !["space", "comment", "newline"].includes(token.type)) ?? document.value;
  const start = first?.offset ?? document.offset;
  return { start, end: start + 1 };
}
