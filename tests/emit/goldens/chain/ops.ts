export interface Raw {
  customer_id: number;
  rows: { sku: string; price: number }[];
  note?: string;
}
export function extract(day: string): Raw {
  return { customer_id: day.length, rows: [] };
}
export async function transform(
  raw: Raw,
): Promise<{ total: number; lines: readonly string[] }> {
  return { total: raw.rows.length, lines: [] };
}
/** Returns nothing: its input goes on. */
export function audit(total: { total: number; owner: string }): void {
  void total;
}
export function load(order: {
  total: number;
  owner: string;
  first: string | undefined;
  label: string;
  mode: "fast" | "slow";
  note: string;
  region: string;
}): boolean {
  return order.total > 0;
}
export const now = (): number => 1;
