export type * from "./ast.js";
export type { GrammarError, GrammarErrorCode, GrammarFaults, ParseResult } from "./grammar-error.js";
export { parseEdge } from "./parse-edge.js";
export { parseTarget } from "./parse-target.js";
export { parseValue } from "./parse-value.js";
export { printEdge } from "./print-edge.js";
export { printTarget, printValue } from "./print-value.js";
export { isDynamic } from "./text-kind.js";
export { childKeys, childrenOf, visit, type Visitor } from "./visit.js";
