/** How many nodes a flow has, and a grammar rules, an operation fields, a message fields. */
export const members = 20;

/** One text a member. */
export function each(textOf) {
  return Array.from({ length: members }, (_, index) => textOf(index));
}
