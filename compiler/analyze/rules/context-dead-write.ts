import { referenceText } from "../facts/reference-text.js";
import { findLiveness } from "../facts/liveness.js";
import type { Rule } from "./rule-context.js";

/** A write that another one replaces on every path before anything reads it. */
export const contextDeadWrite: Rule = ({ ast, facts, scopes, activations, report, nameOf }) => {
  for (const { write, by } of findLiveness({ ast, facts, scopes, activations }).dead) {
    const target = ast.nodes[write.node]?.outputs[write.output]?.target;
    const replaced = ast.nodes[by.node]?.outputs[by.output]?.target;
    if (target === undefined || replaced === undefined || facts.reachable[write.node] !== true) continue;
    const params = { text: referenceText("ctx", write.path), by: nameOf(by.node) };
    const related = [{ message: "overwritten here", span: replaced.span }];
    report.add({ code: "context/dead-write", params, span: target.span, related });
  }
};
