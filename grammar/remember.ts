/** Longer texts are hardly ever written twice. */
const longestText = 500;

/** When so many different texts are known, all are forgotten. */
const mostTexts = 5_000;

/**
 * Makes a parser return the same result for the same text. A flow, and the flows of a project even more, write many paths and
 * edges again and again. Ranges in results are those of the text, and nobody changes a result.
 */
export function remember<T>(parse: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const result = parse(text);
    if (text.length > longestText) return result;
    if (known.size >= mostTexts) known.clear();
    known.set(text, result);
    return result;
  };
}
