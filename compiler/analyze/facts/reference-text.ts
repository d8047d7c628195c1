/** Spells a reference as in a flow file. */
export function referenceText(scope: string, path: readonly (string | number)[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    return /^[^\s.[\]{}()|?"'<>=!&,]+$/u.test(key) ? `${text}.${key}` : `${text}[${JSON.stringify(key)}]`;
  }, `$${scope}`);
}
