/** A line at the bottom of a terminal that is replaced as work goes on. */
export interface LiveLine {
  /** Shows this text instead of the last; an empty one removes the line. */
  show(text: string): void;
  /** Writes other output after removing the line. */
  wrap(write: (text: string) => void): (text: string) => void;
}

/** @param stream the terminal that shows the line */
export function createLiveLine(stream: Pick<NodeJS.WriteStream, "write" | "columns">): LiveLine {
  let isShown = false;
  // Back to the first column, and all behind it away (ECMA-48: CR, EL).
  const clear = "\r\u001b[K";
  const show = (text: string): void => {
    if (text === "" && !isShown) return;
    isShown = text !== "";
    // A text as wide as the terminal would wrap, and its first row would stay.
    stream.write(clear + text.slice(0, Math.max(0, (stream.columns || 80) - 1)));
  };
  return {
    show,
    wrap: (write) => (text) => {
      if (text === "") return;
      show("");
      write(text);
    },
  };
}
