import type { Mapping } from "../emitted-module.js";
import { type Doc, type FlatMark, type GroupDoc, isList, type Mark } from "./doc.js";
import { printWidth } from "./print-width.js";
import { textWidth } from "./text-width.js";

const indentWidth = 2;

/**
 * How a document is printed: twice its indentation, plus one if it goes on a single line. A single number, since a
 * module has thousands of documents.
 */
type Mode = number;

const flatBit = 1;

/** Follows the contents of a mark, to record where it ends. */
interface EndOfMark {
  readonly kind: "end-of-mark";
  readonly start: number;
  readonly marks: readonly Mark[];
}

interface State {
  /** The finished lines, each with its line break, and their total length. */
  readonly done: string[];
  doneLength: number;
  line: string;
  /** Number of columns in the current line. */
  column: number;
  /** The documents that are still to be printed, the next one last, and the mode of each. */
  readonly docs: (Doc | EndOfMark)[];
  readonly modes: Mode[];
  /** Scratch stacks of `fits`, reused since it is called thousands of times for a module. */
  readonly tried: (Doc | EndOfMark)[];
  readonly triedModes: Mode[];
  readonly brokenGroups: Set<GroupDoc>;
  readonly marks: FlatMark[];
}

/**
 * Lays out a document in 80 columns. Marks become mappings, in the order of their starts, outer ones first. They are
 * made on demand: a build needs none.
 */
export function printDoc(doc: Doc): { readonly text: string; readonly mappings: () => readonly Mapping[] } {
  const state: State = {
    done: [],
    doneLength: 0,
    line: "",
    column: 0,
    docs: [doc],
    modes: [0],
    tried: [],
    triedModes: [],
    brokenGroups: new Set(),
    marks: [],
  };
  const { docs, modes } = state;
  for (let next = docs.pop(); next !== undefined; next = docs.pop()) printNext(state, next, modes.pop() ?? 0);
  // Joined in one step: V8 keeps every piece of a string that grows by concatenation alive as long as the string.
  return { text: [...state.done, state.line].join(""), mappings: () => mappingsOf(state.marks) };
}

function mappingsOf(marks: readonly FlatMark[]): Mapping[] {
  return marks
    .map(({ start, end, mark }) => ({ start, end, ...mark }))
    .sort((one, other) => one.start - other.start || other.end - one.end);
}

function printNext(state: State, doc: Doc | EndOfMark, mode: Mode): void {
  if (typeof doc === "string") return printText(state, doc);
  if (isList(doc)) {
    for (let index = doc.length - 1; index >= 0; index--) push(state, doc[index] ?? "", mode);
    return;
  }
  switch (doc.kind) {
    case "indent":
      return push(state, doc.contents, indented(mode));
    case "group":
      return printGroup(state, doc, mode);
    case "line":
      return printLine(state, doc.flat, mode);
    case "if-break":
      if (!isFlat(mode)) push(state, doc.broken, mode);
      return;
    case "indent-if-break":
      return push(state, doc.contents, state.brokenGroups.has(doc.group) ? indented(mode) : mode);
    case "choice":
      if (isFlat(mode) || fits(state, doc.compact, mode | flatBit)) push(state, doc.compact, mode | flatBit);
      else push(state, doc.expanded, mode);
      return;
    case "one-line":
      return printLineOf(state, doc, mode);
    case "fill":
      return printFill(state, doc.words, mode);
    case "mark":
      push(state, { kind: "end-of-mark", start: offsetOf(state), marks: doc.marks }, mode);
      return push(state, doc.contents, mode);
    case "end-of-mark":
      for (const mark of doc.marks) state.marks.push({ start: doc.start, end: offsetOf(state), mark });
  }
}

function isFlat(mode: Mode): boolean {
  return (mode & flatBit) !== 0;
}

function indented(mode: Mode): Mode {
  return mode + 2 * indentWidth;
}

function printText(state: State, text: string): void {
  state.line += text;
  state.column += textWidth(text);
}

function offsetOf({ doneLength, line }: State): number {
  return doneLength + line.length;
}

function push({ docs, modes }: State, doc: Doc | EndOfMark, mode: Mode): void {
  docs.push(doc);
  modes.push(mode);
}

function printGroup(state: State, doc: GroupDoc, mode: Mode): void {
  const fitsFlat = !doc.isBroken && (isFlat(mode) || fits(state, doc.contents, mode | flatBit));
  if (!fitsFlat) state.brokenGroups.add(doc);
  push(state, doc.contents, fitsFlat ? mode | flatBit : mode & ~flatBit);
}

function printLine(state: State, flat: "blank" | "nothing" | "break", mode: Mode): void {
  if (isFlat(mode) && flat !== "break") {
    return printText(state, flat === "blank" ? " " : "");
  }
  // A line break removes the space before it, such as that of `key: ` before a union that goes on the next line.
  const done = `${state.line.trimEnd()}\n`;
  state.done.push(done);
  state.doneLength += done.length;
  state.column = mode >> 1;
  state.line = " ".repeat(state.column);
}

function printLineOf(state: State, doc: Extract<Doc, { readonly kind: "one-line" }>, mode: Mode): void {
  const { text, marks, rest, otherwise } = doc;
  if (state.column + text.length > printWidth) return push(state, otherwise(), mode);
  const offset = offsetOf(state);
  for (const { start, end, mark } of marks) state.marks.push({ start: offset + start, end: offset + end, mark });
  state.line += text;
  state.column += text.length;
  if (rest !== undefined) push(state, rest, mode);
}

function printFill(state: State, words: readonly string[], mode: Mode): void {
  for (const [index, word] of words.entries()) {
    const text = index < words.length - 1 || !isFlat(mode) ? `${word},` : word;
    const isTooLong = state.column + 1 + textWidth(text) > printWidth;
    if (index > 0) printLine(state, "blank", isTooLong ? mode : mode | flatBit);
    printText(state, text);
  }
}

/** Whether a document fits in the rest of the line, together with everything up to the next possible line break. */
function fits(state: State, next: Doc, nextMode: Mode): boolean {
  const { docs, modes, tried, triedModes } = state;
  let left = printWidth - state.column;
  let rest = docs.length;
  tried.length = 0;
  triedModes.length = 0;
  tryNext(state, next, nextMode);
  while (left >= 0) {
    const isRest = tried.length === 0;
    if (isRest && rest === 0) return true;
    const doc = (isRest ? docs[--rest] : tried.pop()) ?? "";
    const mode = (isRest ? modes[rest] : triedModes.pop()) ?? 0;
    if (typeof doc === "string") left -= textWidth(doc);
    else if (isList(doc)) for (let index = doc.length - 1; index >= 0; index--) tryNext(state, doc[index] ?? "", mode);
    else if (doc.kind === "fill") left -= textWidth(doc.words.join(", "));
    else if (doc.kind === "line") {
      if (!isFlat(mode) || doc.flat === "break") return true;
      if (doc.flat === "blank") left -= 1;
    } else tryParts(state, doc, mode);
  }
  return false;
}

function tryNext({ tried, triedModes }: State, doc: Doc, mode: Mode): void {
  tried.push(doc);
  triedModes.push(mode);
}

type WithContents = Exclude<Doc, string | readonly Doc[] | { readonly kind: "fill" | "line" }>;

function tryParts(state: State, doc: WithContents | EndOfMark, mode: Mode): void {
  switch (doc.kind) {
    case "group":
      return tryNext(state, doc.contents, doc.isBroken ? mode & ~flatBit : mode);
    case "choice":
      return tryNext(state, isFlat(mode) ? doc.compact : doc.expanded, mode);
    case "if-break":
      if (!isFlat(mode)) tryNext(state, doc.broken, mode);
      return;
    case "indent-if-break":
      return tryNext(state, doc.contents, state.brokenGroups.has(doc.group) ? indented(mode) : mode);
    case "one-line":
      return tryNext(state, doc.otherwise(), mode);
    case "indent":
    case "mark":
      return tryNext(state, doc.contents, mode);
    case "end-of-mark":
      return;
  }
}
