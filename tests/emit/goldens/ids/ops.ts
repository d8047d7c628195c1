function delete_(n: number): number {
  return n;
}
export { delete_ as delete };
export default function (n: number): string {
  return String(n);
}
export const rocket = (s: string): string => s;
