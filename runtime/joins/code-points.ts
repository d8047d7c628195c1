/** Compares two strings by code points. Comparing their UTF-16 units gives a different order beyond the basic plane. */
export function byCodePoints(a: string, b: string): number {
  for (let at = 0; ; at += 1) {
    const x = rank(a.charCodeAt(at));
    const y = rank(b.charCodeAt(at));
    if (x !== y) return x - y;
    if (x < 0) return 0;
  }
}

/** Ranks a UTF-16 unit: surrogates come after the rest of the basic plane, the end of a string before everything. */
function rank(unit: number): number {
  if (Number.isNaN(unit)) return -1;
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}
