/** Formats rows as aligned text. */
export function formatTable(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => String(row[column]).length)));
  return rows
    .map((row) =>
      row.map((text, at) => (at === 0 ? String(text).padEnd(widths[0]) : String(text).padStart(widths[at]))),
    )
    .map((cells) => cells.join("  ").trimEnd())
    .join("\n");
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}
