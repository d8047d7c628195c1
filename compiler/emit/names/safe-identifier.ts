/**
 * Words that no declaration in a module may use, or that would read badly: reserved and contextual words, words
 * reserved in strict mode, and names of types.
 */
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
 * Turns a text into a name that a module may declare, as similar to `text` as possible. Characters that identifiers
 * cannot contain separate words, and each word after the first is capitalized. A reserved word gets `_` after it, a
 * leading digit `_` before it. An empty text gives `_`.
 */
export function safeIdentifier(text: string): string {
  if (plainName.test(text)) return reservedWords.has(text) ? `${text}_` : text;
  const words = wordsOf(text, /[^$\p{ID_Continue}]+/u);
  const name = words.map((word, index) => (index === 0 ? word : capitalized(word))).join("");
  if (name === "") return "_";
  if (!/^[$_\p{ID_Start}]/u.test(name)) return `_${name}`;
  return reservedWords.has(name) ? `${name}_` : name;
}

/** Most names: no other letter than those of ASCII. */
const plainName = /^[A-Za-z_$][\w$]*$/;

/** Turns a text into the name of a value: `linear_etl` and `linear-etl` give `linearEtl`. */
export function camelCase(text: string): string {
  const name = wordsOf(text, wordBreaks).map(capitalized).join("");
  return safeIdentifier(name.charAt(0).toLowerCase() + name.slice(1));
}

/** Turns a text into the name of a type: `linear_etl` gives `LinearEtl`. */
export function pascalCase(text: string): string {
  return safeIdentifier(wordsOf(text, wordBreaks).map(capitalized).join(""));
}

/** Whether a text can be used unquoted as a property or as the name of an import. Reserved words can. */
export function isIdentifierName(text: string): boolean {
  return (
    plainName.test(text) || (!beyondBasic.test(text) && /^[$_\p{ID_Start}][$\u200c\u200d\p{ID_Continue}]*$/u.test(text))
  );
}

const wordBreaks = /[^$\p{ID_Continue}]+|_+/u;

/** Characters beyond the basic plane. Which of them count as letters depends on the Unicode version of each tool. */
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
