import type { GrammarError } from "../../grammar/grammar-error.js";
import type { Fix } from "../diagnostics/diagnostic.js";
import type { ScalarNode } from "../load/document.js";

/** Returns the edit that corrects an error in a condition, if there is only one. */
export function conditionFix(error: GrammarError, scalar: ScalarNode): Fix | undefined {
  if (error.code === "value/condition-as-text") {
    const text = `'$(${error.params.text.replaceAll("'", "''")})'`;
    return { title: "Mark it as a condition", edits: [{ span: scalar.span, text }] };
  }
  if (error.code !== "condition/unknown-operator" || /^$|\(/u.test(error.params.write)) return undefined;
  const { found, write } = error.params;
  const text = found === "!" ? `${write} ` : write;
  return { title: `Write \`${write}\``, edits: [{ span: scalar.spanOf(error.range), text }] };
}
