/** Whether each of `size` nodes is in `from`, or can be reached from there. */
export function findReached(
  from: readonly number[],
  size: number,
  next: (node: number) => readonly number[],
): boolean[] {
  const reached = Array.from({ length: size }, () => false);
  const stack = [...from];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (reached[node] === true) continue;
    reached[node] = true;
    stack.push(...next(node));
  }
  return reached;
}
