/**
 * The path of the declaration that types the imports of a flow's own file: TypeScript looks for it there alone. A file of
 * JSON it would take for data, but for `order.flow.d.json.ts` (which needs `allowArbitraryExtensions`).
 */
export function declarationPathOf(flow: string): string {
  return flow.endsWith(".json") ? flow.replace(/\.json$/u, ".d.json.ts") : `${flow}.d.ts`;
}

/** Whether a path could be a declaration's of `declarationPathOf`. */
export function isDeclarationPath(path: string): boolean {
  return /\.flow\.(?:ya?ml\.d|json\.d|d\.json)\.ts$/u.test(path);
}

/** The path of the JavaScript that a declaration file describes (`ops.d.ts` is `ops.js`); other paths as they are. */
export function scriptPathOf(module: string): string {
  return module.replace(/\.d\.([cm]?)ts$/u, ".$1js");
}

/**
 * The path of a flow's module: `order.flow.yaml` and `order.yaml` both give `order.flow.ts`, next to the flow or below
 * the output folder in the same place (SPEC 11). Posix, relative to the project, as the flow's.
 */
export function modulePathOf(flow: string, outDir?: string): string {
  const module = flow.replace(/(\.flow)?\.(yaml|yml|json)$/u, "") + ".flow.ts";
  if (outDir === undefined) return module;
  const folder = outDir.replace(/^\.\//u, "").replace(/\/+$/u, "");
  return folder === "" || folder === "." ? module : `${folder}/${module.replace(/^(\.\.\/)+/u, "")}`;
}
