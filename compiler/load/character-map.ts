/** For each UTF-16 unit of a scalar's value, the offsets of the source text that it came from. */
export interface CharacterMap {
  /** The decoded value. */
  readonly text: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** Where the first character is, or would be if the value were empty. */
  readonly contentStart: number;
}

/** A line break of the source, which may be `\r\n`. */
export interface LineBreak {
  readonly start: number;
  readonly end: number;
}

/** Builds a character map from left to right. */
export interface CharacterWriter {
  /** Adds the characters of a range of the source unchanged. */
  copy(start: number, end: number): void;
  /** Adds text that was written as a range of the source, such as an escape. */
  put(text: string, start: number, end: number): void;
  /**
   * Adds the space or the line feeds that a run of line breaks is folded to. If there are fewer characters than breaks,
   * the first breaks are those that folding drops (YAML 1.2.2, 6.5).
   */
  fold(text: string, breaks: readonly LineBreak[]): void;
  finish(contentStart: number): CharacterMap;
}

export function writeCharacters(source: string): CharacterWriter {
  const parts: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const put = (text: string, start: number, end: number): void => {
    parts.push(text);
    for (let i = 0; i < text.length; i++) {
      starts.push(start);
      ends.push(end);
    }
  };
  return {
    put,
    copy: (start, end) => {
      parts.push(source.slice(start, end));
      for (let at = start; at < end; at++) {
        starts.push(at);
        ends.push(at + 1);
      }
    },
    fold: (text, breaks) => {
      const dropped = breaks.length - text.length;
      for (let i = 0; i < text.length; i++) {
        const lineBreak = breaks[dropped + i];
        if (lineBreak) put(text.charAt(i), lineBreak.start, lineBreak.end);
      }
    },
    finish: (contentStart) => ({ text: parts.join(""), starts, ends, contentStart }),
  };
}
