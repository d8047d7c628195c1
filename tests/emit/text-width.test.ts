import { util } from "prettier";
import { expect, test } from "vitest";
import { textWidth } from "../../compiler/emit/print/text-width.js";

/** The texts whose width differs from prettier's, as code points. */
function wrongWidths(texts: Iterable<string>): string[] {
  const wrong: string[] = [];
  for (const text of texts) {
    if (textWidth(text) === util.getStringWidth(text)) continue;
    wrong.push(Array.from(text, (character) => character.codePointAt(0)?.toString(16) ?? "").join(" "));
  }
  return wrong;
}

function* codePoints(): Generator<string> {
  for (let code = 0; code <= 0x10ffff; code++) yield String.fromCodePoint(code);
}

/** Parts of sequences that form one picture, and of some that do not. */
const parts = [
  ...[
    "a",
    "1",
    "#",
    "©",
    "❤",
    "👩",
    "🏽",
    "🏴",
    "🇦",
    "🇧",
    "\u{20e3}",
    "\u{fe0f}",
    "\u{200d}",
    "\u{e0067}",
    "\u{e007f}",
  ],
  ...["\u{301}", "\u{1100}", "\u{1161}", "가", "\u{20000}", "\u{3fffe}", "\ud800"],
];

function* sequences(): Generator<string> {
  for (const one of parts) for (const two of parts) for (const three of parts) yield one + two + three;
}

test("characters have the width that prettier counts", () => {
  expect(wrongWidths(codePoints())).toEqual([]);
});

test("sequences of characters have the width that prettier counts", () => {
  expect(wrongWidths(sequences())).toEqual([]);
});
