import type { GrammarFaults } from "../../../grammar/grammar-error.js";
import { entry } from "./entry.js";

/** Faults in the text of an edge, an expression, a template or a write target. */
export const grammarEntries = {
  "edge/unexpected-character": entry<GrammarFaults["edge/unexpected-character"]>(
    "error",
    ({ found }) => `\`${found}\` cannot stand in an edge`,
    "an id of other characters than letters, digits, `_` and `-` is written in quotes",
  ),
};
