export const part = (n: number): { n: number } => ({ n });
export const sum = (parts: { n: number }[]): number => parts.length;
export const report = (sums: (number | undefined)[]): void => void sums;
