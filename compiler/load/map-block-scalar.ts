import { writeCharacters, type CharacterMap, type CharacterWriter, type LineBreak } from "./character-map.js";

export interface BlockScalar {
  /** `|` or `>`, with its indicators, such as `|2-`. */
  readonly header: string;
  /** Column (counted from 0) of the collection that contains the scalar; 0 at the top level. */
  readonly parentIndent: number;
  /** Offsets of the lines below the header. */
  readonly start: number;
  readonly end: number;
}

/** Maps a literal or folded scalar (YAML 1.2.2, 8.1). */
export function mapBlockScalar(source: string, scalar: BlockScalar): CharacterMap {
  const writer = writeCharacters(source);
  const lines = splitLines(source, scalar.start, scalar.end);
  const chomping = /[-+]/.exec(scalar.header)?.[0] ?? "";
  const first = lines.findIndex((line) => line.text < line.end);
  if (first < 0) {
    if (chomping === "+") mapBlankLines(lines, scalar, writer);
    return writer.finish(scalar.start);
  }
  const indent = contentIndent(scalar, lines, first);
  const contentStart = Math.min((lines[first]?.start ?? 0) + indent, lines[first]?.text ?? 0);
  const end = contentEnd(lines, indent);
  for (const line of lines.slice(0, first)) {
    writer.copy(Math.min(line.start + indent, line.text), line.text);
    if (line.lineBreak) writer.put("\n", line.lineBreak.start, line.lineBreak.end);
  }
  mapBody({ source, lines: lines.slice(first, end), indent, isFolded: scalar.header.startsWith(">") }, writer);
  mapTail({ lines: lines.slice(end - 1), indent, chomping, end: scalar.end }, writer);
  return writer.finish(first === 0 ? contentStart : scalar.start);
}

interface Line {
  readonly start: number;
  /** Where its indentation ends. */
  readonly text: number;
  /** Without the line break. */
  readonly end: number;
  readonly lineBreak: LineBreak | undefined;
}

function splitLines(source: string, start: number, end: number): Line[] {
  const lines: Line[] = [];
  let lineStart = start;
  while (start < end) {
    const lineFeed = source.indexOf("\n", lineStart);
    const isLast = lineFeed < 0 || lineFeed >= end;
    const lineEnd = isLast ? end : source[lineFeed - 1] === "\r" ? lineFeed - 1 : lineFeed;
    let text = lineStart;
    while (text < lineEnd && source[text] === " ") text++;
    const lineBreak = isLast ? undefined : { start: lineEnd, end: lineFeed + 1 };
    lines.push({ start: lineStart, text, end: Math.max(lineEnd, text), lineBreak });
    if (isLast) break;
    lineStart = lineFeed + 1;
  }
  return lines;
}

function contentIndent({ header, parentIndent }: BlockScalar, lines: readonly Line[], first: number): number {
  const explicit = /[1-9]/.exec(header)?.[0];
  const line = lines[first];
  if (explicit === undefined) return line ? line.text - line.start : 0;
  return parentIndent + Number(explicit);
}

/**
 * Returns the index after the last line of the content. Lines that only have more spaces than the indentation count as
 * content.
 */
function contentEnd(lines: readonly Line[], indent: number): number {
  return lines.findLastIndex((line) => line.text < line.end || line.text - line.start > indent) + 1;
}

function mapBlankLines(lines: readonly Line[], scalar: BlockScalar, writer: CharacterWriter): void {
  const breaks = lines.flatMap((line) => line.lineBreak ?? []);
  for (const { start, end } of breaks) writer.put("\n", start, end);
  if (breaks.length === 0 && lines.length > 0) writer.put("\n", scalar.end, scalar.end);
}

interface Body {
  readonly source: string;
  readonly lines: readonly Line[];
  readonly indent: number;
  readonly isFolded: boolean;
}

/** Maps the lines from the first to the last one with content, and the breaks between them. */
function mapBody({ source, lines, indent, isFolded }: Body, writer: CharacterWriter): void {
  let breaks: LineBreak[] = [];
  let keepsBreaks = !isFolded;
  for (const line of lines) {
    const from = Math.min(line.start + indent, line.text);
    const isMoreIndented = line.text > from || (source[line.text] === "\t" && line.text < line.end);
    if (!isFolded || isMoreIndented || line.text < line.end) {
      writer.fold(foldedBreaks(breaks.length, keepsBreaks || isMoreIndented), breaks);
      breaks = [];
      writer.copy(from, line.end);
      keepsBreaks = !isFolded || isMoreIndented;
    }
    if (line.lineBreak) breaks.push(line.lineBreak);
  }
}

function foldedBreaks(count: number, isKept: boolean): string {
  return count === 1 && !isKept ? " " : "\n".repeat(isKept ? count : Math.max(0, count - 1));
}

interface Tail {
  /** Begins with the last line that has content. */
  readonly lines: readonly Line[];
  readonly indent: number;
  readonly chomping: string;
  readonly end: number;
}

/** Maps the line breaks after the content: none, one or all are kept. */
function mapTail({ lines, indent, chomping, end }: Tail, writer: CharacterWriter): void {
  const [last, ...blank] = lines;
  if (chomping === "-" || !last) return;
  const { start: from, end: to } = last.lineBreak ?? { start: end, end };
  writer.put("\n", from, to);
  if (chomping !== "+") return;
  for (const [index, line] of blank.entries()) {
    const before = index === 0 ? undefined : blank[index - 1]?.lineBreak;
    if (before) writer.put("\n", before.start, before.end);
    writer.copy(Math.min(line.start + indent, line.text), line.text);
  }
}
