/** Sends by keys, each of which is a target. */
export const split = (): { part1: number; part2?: string } => ({ part1: 1 });
export const first = (size: number): number => size + 1;
export const other = (text: string): string => text;
export const gather = (all: { part1: number; part2: string }): number =>
  all.part1;
