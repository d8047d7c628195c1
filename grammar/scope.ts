import type { Scope } from "./ast.js";

/** The words that a reference may begin with, with or without `$`. */
export const scopes: ReadonlyMap<string, Scope> = new Map([
  ["ctx", "ctx"],
  ["payload", "payload"],
  ["joins", "joins"],
  ["env", "env"],
]);

/** What no path may name: parts of every JavaScript object. */
export const reservedKeys: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);
