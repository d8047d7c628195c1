/** Words that no binding of a module may have, or none that reads well: reserved, strict, contextual, of types. */
const reservedWords = new Set(
  [
    "break case catch class const continue debugger default delete do else enum export extends false finally for",
    "function if import in instanceof new null return super switch this throw true try typeof var void while with",
    "implements interface let package private protected public static yield await async",
    "abstract accessor any as asserts assert bigint boolean constructor declare defer from get global infer intrinsic is",
    "keyof module namespace never number object of out override readonly require satisfies set string symbol type",
    "undefined unique unknown using arguments eval NaN Infinity globalThis exports meta target",
  ].flatMap((words) => words.split(" ")),
);

/**
 * A name that a module may bind, as close to `text` as possible. Characters that identifiers cannot contain separate
 * words, and later words start with a capital. A reserved word gets `_` after it, a leading digit `_` before it; empty text is `_`.
 */
export function safeIdentifier(text: string): string {
  const words = wordsOf(text, /[^$\p{ID_Continue}]+/u);
  const name = words.map((word, index) => (index === 0 ? word : capitalized(word))).join("");
  if (name === "") return "_";
  if (!/^[$_\p{ID_Start}]/u.test(name)) return `_${name}`;
  return reservedWords.has(name) ? `${name}_` : name;
}

/** A name of a value made of a text: `linear_etl` and `linear-etl` are `linearEtl`. */
export function camelCase(text: string): string {
  const name = wordsOf(text, wordBreaks).map(capitalized).join("");
  return safeIdentifier(name.charAt(0).toLowerCase() + name.slice(1));
}

/** A name of a type made of a text: `linear_etl` is `LinearEtl`. */
export function pascalCase(text: string): string {
  return safeIdentifier(wordsOf(text, wordBreaks).map(capitalized).join(""));
}

/** Whether a text is an identifier as it is, reserved words too: fit for a property and for an import's name. */
export function isIdentifierName(text: string): boolean {
  return !beyondBasic.test(text) && /^[$_\p{ID_Start}][$\u200c\u200d\p{ID_Continue}]*$/u.test(text);
}

const wordBreaks = /[^$\p{ID_Continue}]+|_+/u;

/** Letters of later planes: which of them are letters depends on the age of each tool. */
const beyondBasic = /[\u{10000}-\u{10ffff}]/u;

function wordsOf(text: string, separator: RegExp): string[] {
  return text
    .split(beyondBasic)
    .flatMap((part) => part.split(separator))
    .filter((word) => word !== "");
}

function capitalized(word: string): string {
  const [first = "", ...rest] = word;
  return first.toUpperCase() + rest.join("");
}
