/** The keys that belong below a key of a flow or a node. */
const keysBelow: Readonly<Record<string, readonly string[]>> = {
  context: ["inputs", "input", "outputs", "output"],
  policy: ["retry", "timeout", "on_error"],
  retry: ["max_attempts", "delay", "mode", "jitter", "on"],
};

/** Returns the keys that lead to where an unknown key belongs, outermost first; undefined if it belongs nowhere. */
export function homeOf(key: string, known: readonly string[]): readonly string[] | undefined {
  // In a flow, `context` is a type, which has no keys below it.
  const isOfNode = known.includes("callable");
  const home = known.find((candidate) => {
    return (candidate !== "context" || isOfNode) && keysBelow[candidate]?.includes(key) === true;
  });
  if (home !== undefined) return [home];
  return known.includes("policy") && keysBelow["retry"]?.includes(key) === true ? ["policy", "retry"] : undefined;
}
