/** A line at the bottom of a terminal that changes as work proceeds. */
export interface LiveLine {
  /** Replaces the text of the line. An empty text removes the line. */
  show(text: string): void;
  /** Wraps a function that writes other output, so that it removes the line first. */
  wrap<Data extends string | Uint8Array = string>(write: (data: Data) => void): (data: Data) => void;
}

/** @param stream the terminal that shows the line */
export function createLiveLine(stream: Pick<NodeJS.WriteStream, "write" | "columns">): LiveLine {
  let isShown = false;
  // Returns to the first column and erases the line (ECMA-48: CR, EL).
  const clear = "\r\u001b[K";
  const show = (text: string): void => {
    if (text === "" && !isShown) return;
    isShown = text !== "";
    // A text as wide as the terminal would wrap, and its first row could not be erased.
    stream.write(clear + text.slice(0, Math.max(0, (stream.columns || 80) - 1)));
  };
  return {
    show,
    wrap: (write) => (data) => {
      if (data === "") return;
      show("");
      write(data);
    },
  };
}
