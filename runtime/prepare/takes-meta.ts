/**
 * Whether a callable may look at its third argument, judging by its text: it has a third parameter, a rest or default
 * parameter, or `arguments`. Creating a `meta` is most of the cost of calling a small function. When in doubt, the
 * answer is true: for bound and native functions, and for those whose text is not kept.
 */
export function takesMeta(call: (...args: never) => unknown): boolean {
  if (call.length > 2) return true;
  const text = String(call);
  const [head = ""] = text.split(/\)|=>/, 1);
  return /\.\.\.|=|\/[/*]/.test(head) || /\barguments\b|\beval\b|\[(native|bytecode)/.test(text);
}
