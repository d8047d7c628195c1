import { expect, test } from "vitest";
import { textHash } from "../../src/base/text-hash.js";

test("a text has one hash, of 16 digits", () => {
  expect(textHash("entry: a\n")).toBe(textHash(["entry: ", "a\n"].join("")));
  for (const text of ["", "a", "ab", "abc", "abcd", "ä𝒜\u0000", "x".repeat(100_000)]) {
    expect(textHash(text)).toMatch(/^[0-9a-f]{16}$/);
  }
});

test("similar texts have different hashes", () => {
  const text = "nodes:\n  extract: { callable: ./ops.ts#extract }\n";
  const texts = new Set(["", "\u0000", "\u0000\u0000", "\u0000\u0000\u0000\u0000", text.repeat(2)]);
  for (let at = 0; at <= text.length; at += 1) {
    texts.add(text.slice(0, at) + text.slice(at + 1));
    for (let code = 0; code < 256; code += 1) {
      const letter = String.fromCharCode(code);
      texts.add(text.slice(0, at) + letter + text.slice(at + 1));
      texts.add(text.slice(0, at) + letter + text.slice(at));
      texts.add(text.slice(0, at) + letter.repeat(1 + (code % 9)) + text.slice(at));
    }
  }
  for (let number = 0; number < 100_000; number += 1) texts.add(`version: ${number}`);
  // With 64 evenly spread bits, so many texts share a hash with a probability of 1 in 10^9. The halves show a skew much
  // earlier.
  const hashes = [...texts].map(textHash);
  expect(new Set(hashes).size).toBe(texts.size);
  for (const half of [0, 8]) {
    const alike = texts.size - new Set(hashes.map((hash) => hash.slice(half, half + 8))).size;
    expect(alike).toBeLessThan(12);
  }
});

test("each bit of a text changes half of the bits of its hash", () => {
  const flips = new Array<number>(64).fill(0);
  let tried = 0;
  for (let version = 0; version < 200; version += 1) {
    const text = `delay: ${version}ms of a longer text, in which one bit is another one`;
    const before = BigInt(`0x${textHash(text)}`);
    for (let at = 0; at < text.length; at += 3) {
      const other = text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1);
      const changed = before ^ BigInt(`0x${textHash(other)}`);
      for (const bit of flips.keys()) flips[bit] = (flips[bit] ?? 0) + Number((changed >> BigInt(bit)) & 1n);
      tried += 1;
    }
  }
  for (const count of flips) {
    expect(count / tried).toBeGreaterThan(0.45);
    expect(count / tried).toBeLessThan(0.55);
  }
});
