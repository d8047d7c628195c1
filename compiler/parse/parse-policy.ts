import type { Report } from "../diagnostics/report.js";
import type { DocumentNode, MappingNode } from "../load/document.js";
import type { PolicyPlan, RetryPlan } from "../plan.js";
import { closestNames } from "../diagnostics/closest-names.js";
import { describeKind, expectMapping, isNull, keyText, readFields, wrongKind, type IdContext } from "./fields.js";
import {
  durationUnits,
  errorRules,
  longestDuration,
  onErrorKeys,
  policyKeys,
  retryKeys,
  retryModes,
} from "./known-keys.js";
import type { Located, PolicyAst } from "./flow-ast.js";

/** Parses the `policy` of a flow or a node (SPEC 7). */
export function parsePolicy(node: DocumentNode | undefined, { report, nodeIds }: IdContext): PolicyAst | undefined {
  const mapping = expectMapping(node, "`policy`", report);
  if (mapping === undefined) return undefined;
  const fields = readFields(mapping, { report, where: "a policy", keys: policyKeys });
  const retry = parseRetry(retryOf(fields.value("retry"), report), report);
  const timeout = parseTimeout(fields.value("timeout"), report);
  const { onError, goto } = parseOnError(fields.value("on_error"), { report, nodeIds });
  return { plan: { retry, timeout, onError }, goto };
}

/** Returns the mapping of `retry`, if it is one. */
function retryOf(node: DocumentNode | undefined, report: Report): MappingNode | undefined {
  const count = node?.kind === "scalar" ? Number(node.value) : Number.NaN;
  if (node === undefined || !attemptsRule.holds(count)) return expectMapping(node, "`retry`", report);
  const text = `{ max_attempts: ${count} }`;
  const fix = { title: `Write \`retry: ${text}\``, edits: [{ span: node.span, text }] };
  const correction = { write: `retry: ${text}`, fix };
  wrongKind(node, { what: "`retry`", expected: "a mapping", report, correction });
  return undefined;
}

function parseRetry(mapping: MappingNode | undefined, report: Report): RetryPlan | undefined {
  if (mapping === undefined) return undefined;
  const fields = readFields(mapping, {
    report,
    where: "`retry`",
    keys: retryKeys,
    outer: { key: "retry", keys: policyKeys },
  });
  const count = fields.value("max_attempts");
  const mode = parseMode(fields.value("mode"), report);
  const delay = parseDuration(fields.value("delay"), "delay", report);
  const jitter = parseNumber(fields.value("jitter"), jitterRule, report);
  const on = parseNames(fields.value("on"), report);
  // A misspelt `max_attempts` has already been reported.
  if (fields.unknown.some(({ value }) => closestNames(value, ["max_attempts"]).length > 0)) return undefined;
  if (count === undefined) {
    const params = {
      key: "max_attempts",
      expected: attemptsRule.expected,
      found: "left out",
      write: "max_attempts: 3",
    };
    const span = mapping.entries[0]?.key.span ?? mapping.span;
    report.add({ code: "policy/bad-value", params, span });
    return undefined;
  }
  const maxAttempts = parseNumber(count, attemptsRule, report);
  return maxAttempts === undefined ? undefined : { maxAttempts, delay, mode, jitter, on };
}

interface NumberRule {
  readonly key: string;
  readonly expected: string;
  holds(value: number): boolean;
}

const attemptsRule: NumberRule = {
  key: "max_attempts",
  expected: "a whole number from 1",
  holds: (value) => Number.isSafeInteger(value) && value >= 1,
};
const jitterRule: NumberRule = {
  key: "jitter",
  expected: "a number from 0 to 1",
  holds: (value) => value >= 0 && value <= 1,
};

/** Parses a whole number of at least 1, for `concurrency` and `max_steps`. */
export function parseCount(node: DocumentNode | undefined, key: string, report: Report): Located<number> | undefined {
  const value = parseNumber(node, { ...attemptsRule, key }, report);
  return value === undefined || node === undefined ? undefined : { value, span: node.span };
}

function parseNumber(node: DocumentNode | undefined, rule: NumberRule, report: Report): number | undefined {
  if (node === undefined) return undefined;
  if (node.kind === "scalar" && typeof node.value === "number" && rule.holds(node.value)) return node.value;
  badValue(node, rule, report);
  return undefined;
}

function badValue(node: DocumentNode, rule: { key: string; expected: string }, report: Report): void {
  const params = { key: rule.key, expected: rule.expected, found: describeKind(node) };
  report.add({ code: "policy/bad-value", params, span: node.span });
}

function parseMode(node: DocumentNode | undefined, report: Report): RetryPlan["mode"] {
  if (node === undefined) return undefined;
  const mode = node.kind === "scalar" ? retryModes.find((known) => known === node.value) : undefined;
  if (mode !== undefined) return mode;
  badValue(node, { key: "mode", expected: "`fixed` or `exponential`" }, report);
  return undefined;
}

function parseNames(node: DocumentNode | undefined, report: Report): readonly string[] | undefined {
  if (node === undefined) return undefined;
  const items = node.kind === "sequence" ? node.items : [node];
  const rule = { key: "on", expected: "a list of error names" };
  if (items.length === 0) badValue(node, { ...rule, expected: "a list of one error name or more" }, report);
  return items.flatMap((item) => {
    if (item.kind === "scalar" && typeof item.value === "string" && item.value.trim() !== "") return [item.value];
    badValue(item, rule, report);
    return [];
  });
}

const milliseconds: Readonly<Record<string, number>> = durationUnits;

/**
 * Numbers without a unit below these probably mean seconds: timers do not count fractions of a millisecond, no callable
 * that needs a timeout answers that fast, and so short a delay has no effect.
 */
const shortestWithoutUnit = { delay: 10, timeout: 100 };

/** Parses a duration, in milliseconds. The longest one is that of a timer, 2^31 - 1. */
function parseDuration(
  node: DocumentNode | undefined,
  key: keyof typeof shortestWithoutUnit,
  report: Report,
): number | undefined {
  if (node === undefined) return undefined;
  const text = node.kind === "scalar" ? String(node.value).trim() : "";
  const match = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)?$/u.exec(text);
  const waits = match === null ? Number.NaN : Number(match[1]) * (milliseconds[match[2] ?? "ms"] ?? 1);
  if (!(waits <= longestDuration)) {
    const found = node.kind === "scalar" ? String(node.value) : describeKind(node);
    const write = meantDuration(text);
    const { span } = node;
    const fix = write !== undefined && { title: `Write \`${write}\``, edits: [{ span, text: write }] };
    report.add({ code: "policy/bad-duration", params: { found, write }, span, ...(fix && { fix }) });
    return undefined;
  }
  const isDoubtful = !Number.isInteger(waits) || (waits > 0 && waits < shortestWithoutUnit[key]);
  if (match?.[2] === undefined && isDoubtful) {
    report.add({ code: "policy/unitless-duration", params: { key, found: text }, span: node.span });
  }
  return waits;
}

/** Parses a timeout. It must be longer than 0, since no attempt could end within no time. */
function parseTimeout(node: DocumentNode | undefined, report: Report): number | undefined {
  const timeout = parseDuration(node, "timeout", report);
  if (timeout !== 0 || node === undefined) return timeout;
  badValue(node, { key: "timeout", expected: "longer than 0" }, report);
  return undefined;
}

interface OnErrorAst {
  readonly onError: PolicyPlan["onError"];
  readonly goto: Located<string> | undefined;
}

const onErrorRule = { key: "on_error", expected: "`stop`, `continue` or `{ goto: <node> }`" };

function parseOnError(node: DocumentNode | undefined, { report, nodeIds }: IdContext): OnErrorAst {
  if (node === undefined || isNull(node)) return { onError: undefined, goto: undefined };
  if (node.kind === "mapping") {
    if (reportWrappedRule(node, report)) return { onError: undefined, goto: undefined };
    const fields = readFields(node, {
      report,
      where: "`on_error`",
      keys: onErrorKeys,
      outer: { key: "on_error", keys: policyKeys },
    });
    const goto = fields.id("goto", nodeIds);
    const isLeftOut = fields.value("goto") === undefined && node.entries.length === fields.entries.size;
    if (isLeftOut) badValue(node, onErrorRule, report);
    const undo = fields.boolean("undo");
    if (goto === undefined) return { onError: undefined, goto };
    return { onError: { goto: goto.value, ...(undo && { undo }) }, goto };
  }
  const rule = node.kind === "scalar" ? errorRules.find((known) => known === node.value) : undefined;
  if (rule !== undefined) return { onError: rule, goto: undefined };
  reportErrorRule(node, report);
  return { onError: undefined, goto: undefined };
}

/**
 * Reports a text that is not a rule: a misspelt one, or the node that should handle the error, with or without `goto`.
 */
function reportErrorRule(node: DocumentNode, report: Report): void {
  const text = node.kind === "scalar" && typeof node.value === "string" ? node.value : "";
  const [closest] = closestNames(text, errorRules);
  const { keyword, id } = /^(?<keyword>goto[\s:=>]+)?(?<id>[\p{L}_][\p{L}\p{N}_-]*)$/u.exec(text)?.groups ?? {};
  const meant = closest ?? (id === undefined ? undefined : `{ goto: ${id} }`);
  if (meant === undefined) return badValue(node, onErrorRule, report);
  const help = `write \`on_error: ${meant}\``;
  const edits = [{ span: node.span, text: meant }];
  const isSure = closest !== undefined || keyword !== undefined;
  report.add({
    code: "policy/bad-value",
    params: { ...onErrorRule, found: describeKind(node) },
    span: node.span,
    // A single word may name a node, or nothing.
    advice: { trials: [{ help, edits: edits.map((edit) => ({ kind: "replace", ...edit })) }] },
    ...(isSure && { fix: { title: `Write \`on_error: ${meant}\``, edits } }),
  });
}

/** Reports a rule that is wrapped in a mapping: `{ action: continue }`, or `{ action: goto, target: apologize }`. */
function reportWrappedRule(node: MappingNode, report: Report): boolean {
  const rule = wrappedRule(node);
  if (rule === undefined) return false;
  const params = { key: "on_error", expected: onErrorRule.expected, found: "a mapping", write: `on_error: ${rule}` };
  const fix = { title: `Write \`on_error: ${rule}\``, edits: [{ span: node.span, text: rule }] };
  const isOnOneLine = node.span.start.line === node.span.end.line;
  report.add({ code: "policy/bad-value", params, span: node.span, ...(isOnOneLine && { fix }) });
  return true;
}

function wrappedRule({ entries }: MappingNode): string | undefined {
  const texts = entries.map(({ key, value }) =>
    keyText(key) !== "goto" && value.kind === "scalar" ? value.value : undefined,
  );
  const [action, target, ...more] = texts;
  if (entries.length === 1) return errorRules.find((known) => known === action);
  const isId = typeof target === "string" && /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(target);
  return action === "goto" && isId && more.length === 0 ? `{ goto: ${target} }` : undefined;
}

/** Returns the duration meant by a text whose unit is spelled differently, such as `5 minutes`. */
function meantDuration(text: string): string | undefined {
  const match =
    /^(?<count>\d+(?:\.\d+)?)\s*(?:(?<ms>ms|msecs?|millis(?:econds?)?)|(?<s>s|secs?|seconds?)|(?<m>m|mins?|minutes?)|(?<h>h|hrs?|hours?)|(?<d>d|days?))$/iu.exec(
      text,
    );
  const { count, ...units } = match?.groups ?? {};
  const unit = Object.keys(durationUnits).find((name) => units[name] !== undefined);
  if (count === undefined || unit === undefined) return undefined;
  return Number(count) * (milliseconds[unit] ?? 1) > longestDuration ? undefined : `${count}${unit}`;
}
