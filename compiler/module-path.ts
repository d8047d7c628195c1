/**
 * Returns the path of the declaration that types imports of the flow file itself. TypeScript looks only there. For JSON
 * this must be `order.flow.d.json.ts` (which needs `allowArbitraryExtensions`), or TypeScript reads the file as data.
 */
export function declarationPathOf(flow: string): string {
  return flow.endsWith(".json") ? flow.replace(/\.json$/u, ".d.json.ts") : `${flow}.d.ts`;
}

/** Whether a path could be a result of `declarationPathOf`. */
export function isDeclarationPath(path: string): boolean {
  return /\.flow\.(?:ya?ml\.d|json\.d|d\.json)\.ts$/u.test(path);
}

/**
 * Returns the path of the JavaScript that a declaration file describes (`ops.js` for `ops.d.ts`). Other paths stay the
 * same.
 */
export function scriptPathOf(module: string): string {
  return module.replace(/\.d\.([cm]?)ts$/u, ".$1js");
}

/**
 * Returns the path of a flow's module: `order.flow.yaml` and `order.yaml` both give `order.flow.ts`, next to the flow
 * or in the same place below the output folder (SPEC 11). Like the flow's path, it is posix and relative to the
 * project.
 */
export function modulePathOf(flow: string, outDir?: string): string {
  const module = flow.replace(/(\.flow)?\.(yaml|yml|json)$/u, "") + ".flow.ts";
  if (outDir === undefined) return module;
  const folder = outDir.replace(/^\.\//u, "").replace(/\/+$/u, "");
  return folder === "" || folder === "." ? module : `${folder}/${module.replace(/^(\.\.\/)+/u, "")}`;
}
