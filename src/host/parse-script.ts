import type * as Oxc from "oxc-parser";
import { createRequire } from "node:module";

type Parse = typeof Oxc.parseSync;

/**
 * Parses TypeScript or JavaScript. The parser is loaded at the first call, since most commands never need it. Node
 * caches it.
 */
export const parseScript: Parse = (...parameters) => {
  const requireFromHere = createRequire(import.meta.url);
  return (requireFromHere("oxc-parser") as { parseSync: Parse }).parseSync(...parameters);
};
