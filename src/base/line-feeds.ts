/** A text with the line ends that flowc writes: a checkout may have changed them, and that is no change. */
export function withLineFeeds(text: string): string {
  return text.includes("\r") ? text.replaceAll("\r\n", "\n") : text;
}
