import type { GrammarFaults } from "../../grammar/grammar-error.js";
import { callableEntries } from "./catalogue/callable.js";
import { childEntries } from "./catalogue/child.js";
import { conditionEntries } from "./catalogue/condition.js";
import { contextEntries } from "./catalogue/context.js";
import type { CatalogueEntry } from "./catalogue/entry.js";
import { flowEntries } from "./catalogue/flow.js";
import { grammarEntries } from "./catalogue/grammar.js";
import { graphEntries } from "./catalogue/graph.js";
import { ignoreEntries } from "./catalogue/ignore.js";
import { typeEntries } from "./catalogue/types.js";
import { yamlEntries } from "./catalogue/yaml.js";

/** Every code that flowc reports, with its severity, message and help. Each one has a page in `docs/errors/`. */
export const catalogue = {
  ...yamlEntries,
  ...flowEntries,
  ...grammarEntries,
  ...conditionEntries,
  ...callableEntries,
  ...childEntries,
  ...contextEntries,
  ...graphEntries,
  ...ignoreEntries,
  ...typeEntries,
} satisfies Record<string, CatalogueEntry<never>> & GrammarWords;

/** Requires an entry for every error of the parsers. */
type GrammarWords = { readonly [C in keyof GrammarFaults]: CatalogueEntry<GrammarFaults[C]> };

/** A code, `area/kebab-slug`. */
export type Code = keyof typeof catalogue;

/** The parameters of a code's message. */
export type Params<C extends Code> = Parameters<(typeof catalogue)[C]["message"]>[0];
