/**
 * Whether a callable may look at its third argument, by its text: it has a third parameter, a rest or default parameter,
 * or `arguments`. Making a `meta` is most of the cost of calling a small function. In doubt it may: what is bound or
 * native, or kept without its text, gets one.
 */
export function takesMeta(call: (...args: never) => unknown): boolean {
  if (call.length > 2) return true;
  const text = String(call);
  const [head = ""] = text.split(/\)|=>/, 1);
  return /\.\.\.|=|\/[/*]/.test(head) || /\barguments\b|\beval\b|\[(native|bytecode)/.test(text);
}
