/** `0.4 s`, `12.3 s`. @param milliseconds */
export function elapsed(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
