import { quoteSource } from "../diagnostics/quote-source.js";
import { kindOf, memberOf, membersOf, type Member } from "./inspect-value.js";

/** A value as it is printed: what it is and where it is in the text. */
export type PrintedValue = PrintedScalar | PrintedMapping | PrintedSequence;

export interface PrintedScalar {
  readonly kind: "scalar";
  readonly value: string | number | boolean | null;
  /** A function or class. */
  readonly host: unknown;
  readonly start: number;
  readonly end: number;
}

export interface PrintedMapping {
  readonly kind: "mapping";
  readonly entries: readonly { readonly key: PrintedScalar; readonly value: PrintedValue }[];
  readonly start: number;
  readonly end: number;
}

export interface PrintedSequence {
  readonly kind: "sequence";
  readonly items: readonly PrintedValue[];
  readonly start: number;
  readonly end: number;
}

/** A part of a value that a flow cannot contain, with the range of the text printed for it. */
export type ValueFault =
  | {
      readonly kind: "not-data";
      readonly path: string;
      readonly found: string;
      readonly start: number;
      readonly end: number;
    }
  | { readonly kind: "not-finite"; readonly found: string; readonly start: number; readonly end: number }
  | { readonly kind: "too-deep" | "too-large"; readonly start: number; readonly end: number };

export interface Printed {
  readonly text: string;
  readonly value: PrintedValue;
  readonly faults: readonly ValueFault[];
}

export interface PrintLimits {
  readonly depth: number;
  /** Maximum length of the text, in characters. Printing stops soon after it is exceeded. */
  readonly length: number;
}

interface Printer {
  readonly limits: PrintLimits;
  readonly faults: ValueFault[];
  readonly parts: string[];
  length: number;
  isFull: boolean;
  /** The objects around the current value, each with its path. */
  readonly ancestors: Map<object, string>;
}

/** A value full of faults has one at every member. Nobody reads more than these. */
const mostFaults = 1000;

/**
 * Prints a value like `JSON.stringify(value, null, 2)`: own enumerable members, without undefined ones. Functions and
 * classes become `[function name]` and `[class Name]`, anything else that is not data `[…]`. Never throws.
 */
export function printValue(value: unknown, limits: PrintLimits): Printed {
  const printer: Printer = { limits, faults: [], parts: [], length: 0, isFull: false, ancestors: new Map() };
  const printed = print(value, "", printer);
  return { text: printer.parts.join(""), value: printed, faults: printer.faults.slice(0, mostFaults) };
}

function write(text: string, printer: Printer): number {
  const start = printer.length;
  printer.parts.push(text);
  printer.length += text.length;
  return start;
}

function print(value: unknown, path: string, printer: Printer): PrintedValue {
  if (value === null || typeof value === "string" || typeof value === "boolean") return printScalar(value, printer);
  if (typeof value === "number") return printNumber(value, printer);
  if (typeof value === "function") return printFunction(value, printer);
  if (typeof value === "object") return printObject(value, path, printer);
  return printFault(value === undefined ? "undefined" : `a ${typeof value}`, path, printer);
}

function printScalar(value: string | boolean | null, printer: Printer): PrintedScalar {
  const start = write(JSON.stringify(value), printer);
  return { kind: "scalar", value, host: undefined, start, end: printer.length };
}

function printNumber(value: number, printer: Printer): PrintedScalar {
  const start = write(Number.isFinite(value) ? JSON.stringify(value) : String(value), printer);
  const end = printer.length;
  if (!Number.isFinite(value)) addFault({ kind: "not-finite", found: String(value), start, end }, printer);
  return { kind: "scalar", value, host: undefined, start, end };
}

function printFunction(host: object, printer: Printer): PrintedScalar {
  const { value: name } = memberOf(host, "name");
  const kind = isClass(host) ? "class" : "function";
  const value = typeof name === "string" && name !== "" ? `[${kind} ${name.replace(/\s+/g, " ")}]` : `[${kind}]`;
  const start = write(value, printer);
  return { kind: "scalar", value, host, start, end: printer.length };
}

function isClass(host: object): boolean {
  return /^class\b/.test(Function.prototype.toString.call(host));
}

function printObject(value: object, path: string, printer: Printer): PrintedValue {
  const { ancestors, limits } = printer;
  const outer = ancestors.get(value);
  if (outer !== undefined) return printFault(`the same object as ${quoted(outer)}, which contains it`, path, printer);
  const kind = kindOf(value);
  if (typeof kind === "object") return printFault(kind.other, path, printer);
  if (ancestors.size >= limits.depth) return printLimit("too-deep", printer);
  ancestors.set(value, path);
  const printed = kind === "list" ? printList(value, path, printer) : printMapping(value, path, printer);
  ancestors.delete(value);
  return printed;
}

function printFault(found: string, path: string, printer: Printer): PrintedScalar {
  const start = write(`[${found.replaceAll("`", "")}]`, printer);
  const end = printer.length;
  addFault({ kind: "not-data", path: quoted(path), found, start, end }, printer);
  return { kind: "scalar", value: null, host: undefined, start, end };
}

function printLimit(kind: "too-deep" | "too-large", printer: Printer): PrintedScalar {
  const start = write("[…]", printer);
  const end = printer.length;
  addFault({ kind, start, end }, printer);
  return { kind: "scalar", value: null, host: undefined, start, end };
}

function addFault(fault: ValueFault, { faults }: Printer): void {
  if (faults.length < mostFaults) faults.push(fault);
}

function printList(owner: object, path: string, printer: Printer): PrintedSequence {
  const items: PrintedValue[] = [];
  const start = write("[", printer);
  for (const member of membersOf(owner, true)) {
    startMember(items.length, printer);
    items.push(printMember(member, `${path}[${member.name}]`, printer));
    if (printer.isFull) break;
  }
  endMembers("]", items.length, printer);
  return { kind: "sequence", items, start, end: printer.length };
}

function printMapping(owner: object, path: string, printer: Printer): PrintedMapping {
  const entries: PrintedMapping["entries"][number][] = [];
  const start = write("{", printer);
  for (const member of membersOf(owner, false)) {
    startMember(entries.length, printer);
    const key = printScalar(member.name, printer);
    write(": ", printer);
    entries.push({ key, value: printMember(member, memberPath(path, member.name), printer) });
    if (printer.isFull) break;
  }
  endMembers("}", entries.length, printer);
  return { kind: "mapping", entries, start, end: printer.length };
}

function printMember({ value, fault }: Member, path: string, printer: Printer): PrintedValue {
  if (fault !== undefined) return printFault(fault, path, printer);
  if (printer.length <= printer.limits.length) return print(value, path, printer);
  printer.isFull = true;
  return printLimit("too-large", printer);
}

function startMember(before: number, printer: Printer): void {
  write(`${before > 0 ? "," : ""}\n${"  ".repeat(printer.ancestors.size)}`, printer);
}

function endMembers(bracket: string, members: number, printer: Printer): void {
  write(`${members > 0 ? `\n${"  ".repeat(printer.ancestors.size - 1)}` : ""}${bracket}`, printer);
}

function memberPath(path: string, name: string): string {
  if (!/^[\p{L}\p{N}_$-]+$/u.test(name)) return `${path}[${JSON.stringify(name)}]`;
  return path === "" ? name : `${path}.${name}`;
}

function quoted(path: string): string {
  return path === "" ? "the value" : quoteSource(path);
}
