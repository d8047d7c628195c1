import { writeCharacters, type CharacterMap, type CharacterWriter, type LineBreak } from "./character-map.js";

/** Maps a plain scalar. `start` and `end` are its offsets in the source. */
export function mapPlain(source: string, start: number, end: number): CharacterMap {
  const writer = writeCharacters(source);
  unfold({ source, start, end }, writer, (from, to) => writer.copy(from, to));
  return writer.finish(start);
}

/** Maps a single-quoted scalar. The range includes the quotes. */
export function mapSingleQuoted(source: string, start: number, end: number): CharacterMap {
  const writer = writeCharacters(source);
  unfold({ source, start: start + 1, end: end - 1 }, writer, (from, to) => {
    let at = from;
    while (at < to) {
      const quote = source.indexOf("'", at);
      if (quote < 0 || quote >= to) break;
      writer.copy(at, quote);
      writer.put("'", quote, quote + 2);
      at = quote + 2;
    }
    writer.copy(at, Math.max(at, to));
  });
  return writer.finish(start + 1);
}

interface Part {
  readonly source: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Folds lines like plain and single-quoted scalars do: drops whitespace at the start and end of lines, and folds line
 * breaks.
 */
function unfold({ source, start, end }: Part, writer: CharacterWriter, copy: (from: number, to: number) => void): void {
  let breaks: LineBreak[] = [];
  let lineStart = start;
  for (;;) {
    const lineFeed = source.indexOf("\n", lineStart);
    const isLast = lineFeed < 0 || lineFeed >= end;
    const lineEnd = isLast ? end : breakStart(source, lineFeed);
    const from = lineStart === start ? start : skipBlanks(source, lineStart, lineEnd);
    const to = isLast ? lineEnd : trimBlanks(source, from, lineEnd);
    if (lineStart !== start && (isLast || to > from)) {
      writer.fold(breaks.length > 1 ? "\n".repeat(breaks.length - 1) : " ", breaks);
      breaks = [];
    }
    copy(from, to);
    if (isLast) return;
    breaks.push({ start: lineEnd, end: lineFeed + 1 });
    lineStart = lineFeed + 1;
  }
}

/** Maps a double-quoted scalar. The range includes the quotes. */
export function mapDoubleQuoted(source: string, start: number, end: number): CharacterMap {
  const writer = writeCharacters(source);
  const last = end - 1;
  let at = start + 1;
  while (at < last) {
    const character = source[at];
    if (character === "\\") at = mapEscape(source, at, writer);
    else if (isBlank(character) || character === "\n" || character === "\r") at = mapWhite(source, at, writer);
    else writer.copy(at, ++at);
  }
  return writer.finish(start + 1);
}

/** Maps whitespace and line breaks from `start`. Returns the offset after them. */
function mapWhite(source: string, start: number, writer: CharacterWriter): number {
  const blanksEnd = skipBlanks(source, start, source.length);
  const breaks: LineBreak[] = [];
  let at = blanksEnd;
  for (let length = breakLength(source, at); length > 0; length = breakLength(source, at)) {
    breaks.push({ start: at, end: at + length });
    at = skipBlanks(source, at + length, source.length);
  }
  if (breaks.length === 0) writer.copy(start, Math.max(blanksEnd, start + 1));
  else writer.fold(breaks.length > 1 ? "\n".repeat(breaks.length - 1) : " ", breaks);
  return Math.max(at, start + 1);
}

/** Maps one escape. An escaped line break gives no character and drops the indentation of the next line. */
function mapEscape(source: string, start: number, writer: CharacterWriter): number {
  const lineBreak = breakLength(source, start + 1);
  if (lineBreak > 0) return skipBlanks(source, start + 1 + lineBreak, source.length);
  const letter = source.charAt(start + 1);
  const simple = simpleEscapes.get(letter);
  const digits = hexEscapes.get(letter);
  const end = start + 2 + (digits ?? 0);
  const code = digits === undefined ? NaN : Number.parseInt(source.slice(start + 2, end), 16);
  if (simple !== undefined) writer.put(simple, start, end);
  else if (code <= 0x10ffff) writer.put(String.fromCodePoint(code), start, end);
  else writer.copy(start, end);
  return end;
}

const hexEscapes: ReadonlyMap<string, number> = new Map([
  ["x", 2],
  ["u", 4],
  ["U", 8],
]);

/** Escapes of a single character (YAML 1.2.2, 5.7). */
const simpleEscapes: ReadonlyMap<string, string> = new Map([
  ["0", "\0"],
  ["a", "\x07"],
  ["b", "\b"],
  ["e", "\x1b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ["v", "\v"],
  ["N", "\u0085"],
  ["_", "\u00a0"],
  ["L", "\u2028"],
  ["P", "\u2029"],
  [" ", " "],
  ['"', '"'],
  ["/", "/"],
  ["\\", "\\"],
  ["\t", "\t"],
]);

function isBlank(character: string | undefined): boolean {
  return character === " " || character === "\t";
}

function skipBlanks(source: string, start: number, end: number): number {
  let at = start;
  while (at < end && isBlank(source[at])) at++;
  return at;
}

function trimBlanks(source: string, start: number, end: number): number {
  let at = end;
  while (at > start && isBlank(source[at - 1])) at--;
  return at;
}

/** Length of the line break at an offset, or 0 if there is none. */
function breakLength(source: string, at: number): number {
  if (source[at] === "\n") return 1;
  return source[at] === "\r" && source[at + 1] === "\n" ? 2 : 0;
}

function breakStart(source: string, lineFeed: number): number {
  return source[lineFeed - 1] === "\r" ? lineFeed - 1 : lineFeed;
}
