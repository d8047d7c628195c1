import { parseEdge } from "../../grammar/index.js";
import type { GrammarError } from "../../grammar/grammar-error.js";
import type { AnyFinding } from "../diagnostics/diagnostic.js";
import type { ScalarNode } from "../load/document.js";

/**
 * Misspelt operators, each in a group named after the right one. Quoted ids come first, so that nothing in them is
 * replaced.
 */
const misspelt =
  /(?<quoted>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?<arrow>[→⟶➔➜⇒⟹»]|[-=~]+>+|>{3,}|(?<![>])>(?!>))|(?<or>\|{2,}|(?<=[\s)])(?:or|OR)(?=[\s(]))|(?<and>&{2,}|(?<=[\s)])(?:and|AND)(?=[\s(]))/gu;

/** A replacement of a part of the edge's text. */
interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

