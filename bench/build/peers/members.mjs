/** The number of nodes in a flow, rules in a grammar, and fields in an operation or message. */
export const members = 20;

/** One text per member. */
export function each(textOf) {
  return Array.from({ length: members }, (_, index) => textOf(index));
}
