/**
 * Converts CRLF to LF, the line ends that flowc writes: a checkout may convert them, and that does not count as a
 * change.
 */
export function withLineFeeds(text: string): string {
  return text.includes("\r") ? text.replaceAll("\r\n", "\n") : text;
}
