import type { CST } from "yaml";

export interface Unclosed {
  /** All quoted scalars in file order: any of them may lack its closing quote. */
  readonly quotes: readonly CST.FlowScalar[];
  /** Brackets without a closing one, outer before inner. */
  readonly brackets: readonly CST.FlowCollection[];
}

/** Returns the quoted scalars and the unclosed flow collections of a document that has errors. */
export function findUnclosed(document: CST.Document | undefined): Unclosed {
  const quotes: CST.FlowScalar[] = [];
  const brackets: CST.FlowCollection[] = [];
  const visit = (token: CST.Token | null | undefined): void => {
    if (!token) return;
    if (token.type === "single-quoted-scalar" || token.type === "double-quoted-scalar") quotes.push(token);
    if (token.type === "flow-collection" && token.end[0]?.source !== closerOf(token)) brackets.push(token);
    if (!("items" in token)) return;
    for (const item of token.items) {
      visit(item.key);
      visit(item.value);
    }
  };
  visit(document?.value);
  return { quotes, brackets };
}

/** Returns the bracket that closes a flow collection. */
export function closerOf(collection: CST.FlowCollection): "]" | "}" {
  return collection.start.source === "{" ? "}" : "]";
}
