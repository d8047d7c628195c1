/** Returns a node's id as it is spelled in an edge. */
export function edgeName(id: string): string {
  return /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(id) ? id : JSON.stringify(id);
}
