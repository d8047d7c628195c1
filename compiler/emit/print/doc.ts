/**
 * A document to be laid out (Wadler, "A prettier printer"). It has the constructs of prettier's own documents, since
 * generated modules must look as if prettier had formatted them.
 */
import type { MappedPart } from "../emitted-module.js";
import type { Span } from "../../diagnostics/span.js";

export type Doc =
  | string
  | readonly Doc[]
  | IndentDoc
  | GroupDoc
  | LineDoc
  | IfBreakDoc
  | IndentIfBreakDoc
  | FillDoc
  | ChoiceDoc
  | OneLineDoc
  | MarkDoc;

interface IndentDoc {
  readonly kind: "indent";
  readonly contents: Doc;
}

/** Printed on one line if it fits, otherwise with all of its own lines broken. */
export interface GroupDoc {
  readonly kind: "group";
  readonly contents: Doc;
  /** Whether it is always broken. A hard line inside breaks it. */
  readonly isBroken: boolean;
}

interface LineDoc {
  readonly kind: "line";
  /** What it becomes in a group on one line: a space, nothing, or still a line break. */
  readonly flat: "blank" | "nothing" | "break";
}

/** Text that is only printed if the group around it is broken. */
interface IfBreakDoc {
  readonly kind: "if-break";
  readonly broken: Doc;
}

/** Indented if the other group is broken. */
interface IndentIfBreakDoc {
  readonly kind: "indent-if-break";
  readonly contents: Doc;
  readonly group: GroupDoc;
}

/**
 * Words that fill the lines, with a comma after each. The last comma is only printed if the group around it is broken.
 */
interface FillDoc {
  readonly kind: "fill";
  readonly words: readonly string[];
}

/** The compact document if its first line fits, otherwise the expanded one. */
interface ChoiceDoc {
  readonly kind: "choice";
  readonly compact: Doc;
  readonly expanded: Doc;
}

/** A text and what follows it, if the text fits on the line. Always on a line of its own. */
interface OneLineDoc {
  readonly kind: "one-line";
  readonly text: string;
  readonly marks: readonly FlatMark[];
  readonly rest: Doc | undefined;
  readonly otherwise: () => Doc;
}

/** Contents that come from places in the flow file. */
interface MarkDoc {
  readonly kind: "mark";
  readonly contents: Doc;
  readonly marks: readonly Mark[];
}

export interface Mark {
  readonly what: MappedPart;
  readonly span: Span;
  readonly node: string | undefined;
}

/** A mark of a part of a text; outer marks follow those inside them. */
export interface FlatMark {
  readonly start: number;
  readonly end: number;
  readonly mark: Mark;
}

export const line: Doc = { kind: "line", flat: "blank" };
export const softline: Doc = { kind: "line", flat: "nothing" };
export const hardline: Doc = { kind: "line", flat: "break" };

export function indent(contents: Doc): Doc {
  return { kind: "indent", contents };
}

export function group(contents: Doc): GroupDoc {
  return { kind: "group", contents, isBroken: hasHardline(contents) };
}

export function ifBreak(broken: Doc): Doc {
  return { kind: "if-break", broken };
}

export function fill(words: readonly string[]): Doc {
  return { kind: "fill", words };
}

export function choice(compact: Doc, expanded: Doc): Doc {
  return { kind: "choice", compact, expanded };
}

export function oneLine(
  { text, marks }: Pick<OneLineDoc, "text" | "marks">,
  rest: Doc | undefined,
  otherwise: () => Doc,
): Doc {
  return { kind: "one-line", text, marks, rest, otherwise };
}

export function indentIfBreak(contents: Doc, other: GroupDoc): Doc {
  return { kind: "indent-if-break", contents, group: other };
}

export function marked(contents: Doc, mark: Mark | undefined): Doc {
  return mark === undefined ? contents : markedBy(contents, [mark]);
}

export function markedBy(contents: Doc, marks: readonly Mark[]): Doc {
  return marks.length === 0 ? contents : { kind: "mark", contents, marks };
}

/** Puts a separator between the documents. */
export function join(separator: Doc, docs: readonly Doc[]): Doc[] {
  const joined: Doc[] = [];
  for (const doc of docs) {
    if (joined.length > 0) joined.push(separator);
    joined.push(doc);
  }
  return joined;
}

/** Puts each document on lines of its own. */
export function lines(docs: readonly Doc[]): Doc {
  return join(hardline, docs);
}

function hasHardline(doc: Doc): boolean {
  if (typeof doc === "string") return false;
  if (isList(doc)) return doc.some(hasHardline);
  if (doc.kind === "line") return doc.flat === "break";
  if (doc.kind === "fill") return false;
  if (doc.kind === "one-line") return hasHardline(doc.otherwise());
  if (doc.kind === "choice") return hasHardline(doc.compact);
  if (doc.kind === "group") return doc.isBroken;
  return doc.kind === "if-break" ? hasHardline(doc.broken) : hasHardline(doc.contents);
}

export function isList(doc: Doc | { readonly kind: string }): doc is readonly Doc[] {
  return Array.isArray(doc);
}
