/** Rows at the bottom of a terminal that change as work proceeds. */
export interface LiveRows {
  /** Replaces the rows by those of a text. An empty text removes them. */
  show(text: string): void;
  /** Wraps a function that writes other output, so that it removes the rows first. */
  wrap<Data extends string | Uint8Array = string>(write: (data: Data) => void): (data: Data) => void;
}

/** @param stream the terminal that shows the rows */
export function createLiveRows(stream: Pick<NodeJS.WriteStream, "write" | "columns" | "rows">): LiveRows {
  // Bound now: during a run, the stream's own `write` removes the rows.
  const write = stream.write.bind(stream);
  let shown = 0;
  // Other output may have left the cursor in the middle of a line, which the rows would erase.
  let isAtStart = true;
  const show = (text: string): void => {
    if ((text === "" && shown === 0) || !isAtStart) return;
    // Goes to the first of the rows and erases them (ECMA-48: CUU, CR, EL, ED).
    const clear = shown > 1 ? `\u001b[${shown - 1}A\r\u001b[J` : "\r\u001b[K";
    // A row as wide as the terminal would wrap, and rows beyond its height scroll: neither could be erased.
    const rows = text.split("\n").slice(1 - (stream.rows || 24));
    shown = text === "" ? 0 : rows.length;
    write(clear + rows.map((row) => row.slice(0, Math.max(0, (stream.columns || 80) - 1))).join("\n"));
  };
  return {
    show,
    wrap: (write) => (data) => {
      if (data.length === 0) return;
      show("");
      isAtStart = data[data.length - 1] === "\n" || data[data.length - 1] === 10;
      write(data);
    },
  };
}
