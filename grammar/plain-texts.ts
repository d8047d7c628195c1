import type { EdgeChain, NodeName, PathKey, Reference } from "./ast.js";
import { reservedNames, type scopes } from "./words.js";

/**
 * The simplest texts, which are most of all: `$ctx.user.name`, `a >> b >> c`. Reading them here gives what the grammars give, without
 * the time that setting up a parser takes, a sixth of a small build.
 */
const plainReference = /^\$?(ctx|payload|joins)((?:\.[A-Za-z_]\w*){0,20})$/;

/** With these blanks only, so that places are easy to tell. */
const plainChain = /^[A-Za-z_][\w-]*(?: >> [A-Za-z_][\w-]*)+$/;

const arrow = " >> ";

/** Returns the reference that a text is, if it is one of the simplest. */
export function readPlainReference(text: string): Reference | undefined {
  const [, scope, steps = ""] = plainReference.exec(text) ?? [];
  if (!isScope(scope)) return undefined;
  const path: PathKey[] = [];
  let at = text.length - steps.length;
  for (const value of steps.split(".").slice(1)) {
    if (reservedNames.includes(value)) return undefined;
    path.push({ kind: "path-key", value, range: { start: at + 1, end: at + 1 + value.length } });
    at += 1 + value.length;
  }
  return { kind: "reference", scope, path, range: { start: 0, end: text.length } };
}

function isScope(word: string | undefined): word is Exclude<(typeof scopes)[number], "env"> {
  return word === "ctx" || word === "payload" || word === "joins";
}

/** Returns the edge that a text is, if it is one of the simplest. */
export function readPlainChain(text: string): EdgeChain | undefined {
  if (!plainChain.test(text)) return undefined;
  const groups: NodeName[] = [];
  let start = 0;
  for (const value of text.split(arrow)) {
    const end = start + value.length;
    groups.push({ kind: "node-name", value, range: { start, end } });
    start = end + arrow.length;
  }
  return { kind: "edge-chain", groups, range: { start: 0, end: text.length } };
}
