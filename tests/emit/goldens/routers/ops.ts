import { type Own, type Route, route } from "@flowc/runtime";
export interface Claim {
  id: number;
  amount: number;
}
export function decide(
  claim: Claim,
): Route<"reject", { why: string }> | Route<"approve", Own> | null {
  if (claim.amount < 0) return null;
  return claim.amount > 100
    ? route("reject", {
        payload: { why: "too much" },
        confidence: 0.9,
        reason: "amount",
      })
    : route("approve", { confidence: 0.5 });
}
export const approve = (claim: Claim): Claim => claim;
export const reject = (payload: { why: string }): string => payload.why;
/** several at once */
export async function fan(
  claim: Claim,
): Promise<(Route<"mail", number> | Route<"log", Own>)[]> {
  return [route("mail", { payload: claim.id }), route("log")];
}
export const mail = (id: number): number => id;
export const log = (claim: Claim): Claim => claim;
/** a mapping */
export function split(claim: Claim): { left: number } | { right: string } {
  return claim.id > 1 ? { left: claim.id } : { right: String(claim.id) };
}
/** A failed `split` sends its own input to both. */
export const left = (n: number | Claim): number =>
  typeof n === "number" ? n : n.id;
export const right = (s: string | Claim): string => String(s);
export const rescue = (failed: {
  error: { node_id: string };
  input: string | Claim;
}): string => failed.error.node_id;
