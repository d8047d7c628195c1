/** A node's id as an edge spells it. */
export function edgeName(id: string): string {
  return /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(id) ? id : JSON.stringify(id);
}
