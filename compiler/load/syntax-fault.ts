import type { TextRange } from "../../grammar/ast.js";
import type { Code, Params } from "../diagnostics/catalogue.js";
import { lineRest } from "./text-ranges.js";
import type { TokenPlaces } from "./token-places.js";
import type { YamlError } from "./yaml-error.js";

/** What is needed to explain an error. */
export interface SyntaxContext {
  readonly text: string;
  /** All errors of the text, by their start. */
  readonly errors: readonly YamlError[];
  readonly places: TokenPlaces;
}

/** A syntax error in flowc's words, at the place that the user would edit. */
export type SyntaxFault = {
  readonly [C in Code]: {
    readonly code: C;
    readonly params: Params<C>;
    readonly range: TextRange;
    /** Where the missing character was expected, or where a space would fix the error. */
    readonly expectedAt?: number;
  };
}[Code];

/** Creates a fault at the place of an error, but within one line. */
export function faultAt(
  { pos }: YamlError,
  { text }: SyntaxContext,
  [detail, cure]: readonly [detail: string, cure?: string | undefined],
): SyntaxFault {
  const end = Math.max(pos[0] + 1, Math.min(pos[1], lineRest(text, pos[0]).end));
  return { code: "yaml/syntax", params: { detail, cure }, range: { start: pos[0], end } };
}
