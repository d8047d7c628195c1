import { createRequire } from "node:module";
import type { ts } from "ts-morph";

/** TypeScript with the texts of its library, by file name. */
export interface LoadedTypeScript {
  readonly ts: typeof ts;
  readonly libraries: ReadonlyMap<string, string>;
}

/** Loads TypeScript, which takes a third of a second: only when types are really checked. */
export function loadTypeScript(): LoadedTypeScript {
  const requireFromHere = createRequire(import.meta.url);
  const morph = requireFromHere("ts-morph") as { readonly ts: typeof ts };
  const common = createRequire(requireFromHere.resolve("ts-morph"))("@ts-morph/common") as {
    getLibFiles(): readonly { readonly fileName: string; readonly text: string }[];
  };
  return { ts: morph.ts, libraries: new Map(common.getLibFiles().map(({ fileName, text }) => [fileName, text])) };
}
