/** Whether a text may have the key `flow`. Most flows have not: they need not be parsed to know that they run no others. */
export function mayNameFlows(text: string): boolean {
  return /["']?\bflow\b["']?\s*:/u.test(text);
}
