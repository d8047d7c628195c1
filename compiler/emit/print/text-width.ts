// Found in every sequence of code points that forms one picture.
const pictureMark = /[\p{Extended_Pictographic}\p{Regional_Indicator}\u20e3]/u;
/**
 * Matches such sequences. Compiling it takes V8 20 ms, a tenth of a small build, so it is created for the first text
 * that needs it.
 */
let emojiSequences: RegExp | undefined;
const notAscii = /[^\x20-\x7f]/u;
const noWidth = /[\p{Nonspacing_Mark}\p{Enclosing_Mark}\p{Cc}\p{Surrogate}]/u;
// A single regional indicator is not a picture: two of them form a flag.
const emojiPicture = /^(?!\p{Regional_Indicator})[\p{Emoji_Presentation}\p{Emoji_Modifier_Base}]$/u;

/**
 * Returns the width of a text in columns, as prettier counts them: pictures and East Asian wide characters have two.
 */
export function textWidth(text: string): number {
  if (!notAscii.test(text)) return text.length;
  let width = 0;
  const countPicture = (emoji: string): string => {
    width += [...emoji].length > 1 || emojiPicture.test(emoji) ? 2 : 1;
    return "";
  };
  const rest = pictureMark.test(text) ? text.replace(sequences(), countPicture) : text;
  for (const character of rest) {
    if (emojiPicture.test(character)) width += 2;
    else if (!noWidth.test(character)) width += isWide(character.codePointAt(0) ?? 0) ? 2 : 1;
    else if (/\p{Surrogate}/u.test(character)) width += 1;
  }
  return width;
}

function sequences(): RegExp {
  // Uses the constructor, since the flag `v` is newer than our target.
  return (emojiSequences ??= new RegExp("[#*0-9]\\u{fe0f}?\\u{20e3}|\\p{RGI_Emoji}", "gv"));
}

/** First and last code points of the wide and full-width blocks (Unicode Standard Annex 11). */
const wideRanges: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2329, 0x232a],
  [0x2630, 0x2637],
  [0x268a, 0x268f],
  [0x2e80, 0x2e99],
  [0x2e9b, 0x2ef3],
  [0x2f00, 0x2fd5],
  [0x2ff0, 0x303e],
  [0x3041, 0x3096],
  [0x3099, 0x30ff],
  [0x3105, 0x312f],
  [0x3131, 0x318e],
  [0x3190, 0x31e5],
  [0x31ef, 0x321e],
  [0x3220, 0x3247],
  [0x3250, 0xa48c],
  [0xa490, 0xa4c6],
  [0xa960, 0xa97c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe52],
  [0xfe54, 0xfe66],
  [0xfe68, 0xfe6b],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x16fe4],
  [0x16ff0, 0x16ff6],
  [0x17000, 0x18cda],
  [0x18cff, 0x18d20],
  [0x18d80, 0x18df2],
  [0x18e00, 0x19191],
  [0x191a0, 0x191d2],
  [0x1aff0, 0x1aff3],
  [0x1aff5, 0x1affb],
  [0x1affd, 0x1affe],
  [0x1b000, 0x1b128],
  [0x1b132, 0x1b132],
  [0x1b150, 0x1b152],
  [0x1b155, 0x1b155],
  [0x1b164, 0x1b168],
  [0x1b170, 0x1b2fb],
  [0x1d300, 0x1d356],
  [0x1d360, 0x1d376],
  [0x1f1ae, 0x1f1ae],
  [0x1f200, 0x1f202],
  [0x1f210, 0x1f23b],
  [0x1f240, 0x1f248],
  [0x1f250, 0x1f251],
  [0x1f260, 0x1f265],
  [0x1f6d9, 0x1f6d9],
  [0x1f7da, 0x1f7da],
  [0x1fa8b, 0x1fa8d],
  [0x1facc, 0x1facc],
  [0x1fadd, 0x1fadd],
  [0x1faeb, 0x1faeb],
  [0x1faf9, 0x1fafa],
  [0x20000, 0x2fffd],
  [0x30000, 0x3fffd],
];

function isWide(code: number): boolean {
  return code >= 0x1100 && wideRanges.some(([first, last]) => code >= first && code <= last);
}
