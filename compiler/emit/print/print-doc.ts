import type { Mapping } from "../emitted-module.js";
import { type Doc, type GroupDoc, isList, type Mark } from "./doc.js";
import { textWidth } from "./text-width.js";

/** What prettier's default options say. */
export const printWidth = 80;
const indentWidth = 2;

interface Command {
  readonly doc: Doc | EndOfMark;
  readonly isFlat: boolean;
  readonly indent: number;
}

/** Put behind the contents of a mark, to know where it ends. */
interface EndOfMark {
  readonly kind: "end-of-mark";
  readonly start: number;
  readonly mark: Mark;
}

interface State {
  /** The lines that are done. */
  done: string;
  line: string;
  /** Columns of the current line. */
  column: number;
  readonly commands: Command[];
  readonly brokenGroups: Set<GroupDoc>;
  readonly mappings: Mapping[];
}

/** Lays a document out in 80 columns; marks become mappings, in the order of their starts, outer ones first. */
export function printDoc(doc: Doc): { readonly text: string; readonly mappings: readonly Mapping[] } {
  const commands: Command[] = [{ doc, isFlat: false, indent: 0 }];
  const state: State = { done: "", line: "", column: 0, commands, brokenGroups: new Set(), mappings: [] };
  for (let command = commands.pop(); command !== undefined; command = commands.pop()) printCommand(state, command);
  const mappings = state.mappings.sort((one, other) => one.start - other.start || other.end - one.end);
  return { text: state.done + state.line, mappings };
}

function printCommand(state: State, command: Command): void {
  const { doc, isFlat, indent } = command;
  if (typeof doc === "string") {
    return printText(state, doc);
  }
  if (!("kind" in doc)) {
    for (let index = doc.length - 1; index >= 0; index--) push(state, command, doc[index] ?? "");
    return;
  }
  switch (doc.kind) {
    case "indent":
      state.commands.push({ doc: doc.contents, isFlat, indent: indent + indentWidth });
      return;
    case "group":
      return printGroup(state, command, doc);
    case "line":
      return printLine(state, command, doc.flat);
    case "if-break":
      if (!isFlat) push(state, command, doc.broken);
      return;
    case "indent-if-break": {
      const extra = state.brokenGroups.has(doc.group) ? indentWidth : 0;
      state.commands.push({ doc: doc.contents, isFlat, indent: indent + extra });
      return;
    }
    case "choice": {
      const compact: Command = { doc: doc.compact, isFlat: true, indent };
      state.commands.push(isFlat || fits(state, compact) ? compact : { ...compact, doc: doc.expanded, isFlat: false });
      return;
    }
    case "fill":
      return printFill(state, command, doc.words);
    case "mark":
      push(state, command, { kind: "end-of-mark", start: offsetOf(state), mark: doc.mark });
      push(state, command, doc.contents);
      return;
    case "end-of-mark":
      state.mappings.push({ start: doc.start, end: offsetOf(state), ...doc.mark });
  }
}

function printText(state: State, text: string): void {
  state.line += text;
  state.column += textWidth(text);
}

function offsetOf({ done, line }: State): number {
  return done.length + line.length;
}

function push({ commands }: State, { isFlat, indent }: Command, doc: Command["doc"]): void {
  commands.push({ doc, isFlat, indent });
}

function printGroup(state: State, { isFlat, indent }: Command, doc: GroupDoc): void {
  const flat: Command = { doc: doc.contents, isFlat: true, indent };
  const fitsFlat = !doc.isBroken && (isFlat || fits(state, flat));
  if (!fitsFlat) state.brokenGroups.add(doc);
  state.commands.push(fitsFlat ? flat : { ...flat, isFlat: false });
}

function printLine(state: State, { isFlat, indent }: Command, flat: "blank" | "nothing" | "break"): void {
  if (isFlat && flat !== "break") {
    return printText(state, flat === "blank" ? " " : "");
  }
  // A break takes the blank before it: `key: ` in front of a union that goes to the next line.
  state.done += `${state.line.trimEnd()}\n`;
  state.line = " ".repeat(indent);
  state.column = indent;
}

function printFill(state: State, command: Command, words: readonly string[]): void {
  for (const [index, word] of words.entries()) {
    const text = index < words.length - 1 || !command.isFlat ? `${word},` : word;
    const isTooLong = state.column + 1 + textWidth(text) > printWidth;
    if (index > 0) printLine(state, { ...command, isFlat: command.isFlat || !isTooLong }, "blank");
    printText(state, text);
  }
}

/** Whether a command fits what is left of the line, with all that follows it up to the next possible line break. */
function fits({ column, commands, brokenGroups }: State, next: Command): boolean {
  let left = printWidth - column;
  let rest = commands.length;
  const stack: Command[] = [next];
  while (left >= 0) {
    const command = stack.pop() ?? commands[--rest];
    if (command === undefined) return true;
    const { doc, isFlat, indent } = command;
    if (typeof doc === "string") left -= textWidth(doc);
    else if (isListDoc(doc)) for (let index = doc.length - 1; index >= 0; index--) stack.push(at(doc[index], command));
    else if (doc.kind === "fill") left -= textWidth(doc.words.join(", "));
    else if (doc.kind === "line") {
      if (!isFlat || doc.flat === "break") return true;
      if (doc.flat === "blank") left -= 1;
    } else if (doc.kind === "group") {
      stack.push({ doc: doc.contents, isFlat: isFlat && !doc.isBroken, indent });
    } else if (doc.kind === "choice") stack.push(at(isFlat ? doc.compact : doc.expanded, command));
    else if (doc.kind === "if-break") {
      if (!isFlat) stack.push(at(doc.broken, command));
    } else if (doc.kind === "indent" || doc.kind === "mark") stack.push(at(doc.contents, command));
    else if (doc.kind === "indent-if-break") {
      stack.push({ doc: doc.contents, isFlat, indent: brokenGroups.has(doc.group) ? indent + indentWidth : indent });
    }
  }
  return false;
}

function isListDoc(doc: Command["doc"]): doc is readonly Doc[] {
  return typeof doc !== "string" && (!("kind" in doc) || isList(doc as Doc));
}

function at(doc: Doc | undefined, { isFlat, indent }: Command): Command {
  return { doc: doc ?? "", isFlat, indent };
}
