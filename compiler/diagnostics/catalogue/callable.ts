import { didYouMean, listOf } from "../listed-names.js";
import { entry, type Suggested } from "./entry.js";

/** Callables, node classes and types that cannot be found or used (SPEC 1). */
export const callableEntries = {
  "callable/not-a-reference": entry<{ text: string; what: string }>(
    "error",
    ({ text, what }) => `\`${text}\` does not name a ${what}`,
    ({ what }) =>
      what === "type"
        ? "write `./types.ts#Name`"
        : what === "flow"
          ? "write the path of a flow file, `./enrich.flow.yaml`, or what a module exports, `@acme/flows#enrich`"
          : "write `./ops.ts#name`, `@package/ops#name` or `folder.module.name`; or `$ctx.…` for one in the context",
  ),
  "callable/missing-module": entry<
    {
      specifier: string;
      tried: readonly string[];
      /** What can be imported from the package instead, if the package is installed. */
      offered?: readonly string[] | undefined;
    } & Suggested
  >(
    "error",
    ({ specifier, offered }) =>
      offered === undefined
        ? `the module \`${specifier}\` does not exist`
        : `\`${specifier}\` cannot be imported from its package`,
    ({ closest, tried, specifier, offered }) =>
      didYouMean(closest) ??
      (offered === undefined ? undefined : offeredInstead(offered)) ??
      (tried.length > 0 ? `looked for ${tried.map((path) => `\`${path}\``).join(", ")}` : missingModuleCure(specifier)),
  ),
  "callable/missing-export": entry<{ module: string; name: string; exports: readonly string[] } & Suggested>(
    "error",
    ({ module, name }) =>
      name === "default"
        ? `the module \`${module}\` has no default export`
        : `the module \`${module}\` does not export \`${name}\``,
    ({ closest, name, module, exports }) => {
      const names = didYouMean(closest);
      if (names !== undefined) return names;
      const [first = "name", ...more] = exports;
      if (name === "default") return `name one of its exports: \`${module}#${first}\``;
      if (more.length > 7)
        return `it exports ${exports
          .slice(0, 7)
          .map((known) => `\`${known}\``)
          .join(", ")}, …`;
      return exports.length === 0 ? "it exports nothing" : `it exports ${listOf(exports)}`;
    },
  ),
  "callable/only-a-type": entry<{ module: string; name: string; isFlow: boolean }>(
    "error",
    ({ module, name, isFlow }) =>
      `\`${name}\` of \`${module}\` is a type, ${isFlow ? "not a flow" : "which cannot be called"}`,
    ({ isFlow }) =>
      isFlow ? "name a flow that the module exports" : "name a function, or a class as the node's `type`",
  ),
  "callable/sign-in-path": entry<{ specifier: string; sign: string }>(
    "error",
    ({ specifier, sign }) => `\`${specifier}\` has a \`${sign}\`, which an import does not read as part of a path`,
    "rename the file or folder",
  ),
  "callable/module-syntax": entry<{ module: string; detail: string }>(
    "error",
    ({ module, detail }) => `the module \`${module}\` cannot be read: ${detail}`,
  ),
  "callable/not-a-function": entry<{ found: string; kind: NonFunction }>(
    "error",
    ({ found, kind }) => `a callable must be a function, not ${nonFunction(kind, found)}`,
    ({ kind }) =>
      kind === "class"
        ? "name a class that implements `Node` or `RoutingNode` as the node's `type`"
        : "write `./ops.ts#name`, or `$ctx.…` for one in the context",
  ),
};

type NonFunction = "class" | "variable" | "literal" | "scope";

function nonFunction(kind: NonFunction, found: string): string {
  if (kind === "scope") return `\`${found}\`, which is an object`;
  if (kind === "class") return found === "" ? "a class" : `the class \`${found}\``;
  return kind === "variable" ? `the environment variable \`${found}\`, which is text` : `the literal \`${found}\``;
}

function offeredInstead(offered: readonly string[]): string {
  if (offered.length === 0) return "the package has nothing that can be imported";
  const names = offered.slice(0, 7).map((name) => `\`${name}\``);
  return `the package has ${names.join(", ")}${offered.length > 7 ? ", …" : ""}`;
}

function missingModuleCure(specifier: string): string {
  if (/^\.{0,2}\//u.test(specifier)) return "the path is relative to the flow file";
  const isFile = /\.[cm]?[jt]sx?$/u.test(specifier);
  return isFile ? `a file is written with its path: \`./${specifier}\`` : "a package has to be installed";
}
