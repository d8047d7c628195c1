/**
 * Formats a duration in seconds, such as `0.4 s` or `12.3 s`.
 *
 * @param milliseconds the duration
 */
export function elapsed(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
