import { createRequire } from "node:module";
import type { ts } from "ts-morph";

/** TypeScript and the texts of its libraries, keyed by file name. */
export interface LoadedTypeScript {
  readonly ts: typeof ts;
  readonly libraries: ReadonlyMap<string, string>;
}

/** Loads TypeScript. That takes a third of a second, so call it only if types must be checked. */
export function loadTypeScript(): LoadedTypeScript {
  const requireFromHere = createRequire(import.meta.url);
  const morph = requireFromHere("ts-morph") as { readonly ts: typeof ts };
  const common = createRequire(requireFromHere.resolve("ts-morph"))("@ts-morph/common") as {
    getLibFiles(): readonly { readonly fileName: string; readonly text: string }[];
  };
  return { ts: morph.ts, libraries: new Map(common.getLibFiles().map(({ fileName, text }) => [fileName, text])) };
}
