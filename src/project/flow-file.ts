/**
 * Files that a bundler imports as flows. The pattern has no flags, because esbuild passes it to Go, where flags differ.
 */
export const flowFile = /\.flow\.(?:ya?ml|json)$/;

/**
 * Module ids of flows. Bundlers treat every id that ends with `.json` as data, even if a plugin handles it, so the id
 * of such a flow gets `.js` appended.
 */
export const flowModule = /\.flow\.(?:ya?ml|json(?:\.js)?)$/;

/** The flow file (absolute, in the system's spelling) of a module id. */
export function flowOf(id: string): string {
  return id.endsWith(".json.js") ? id.slice(0, -".js".length) : id;
}
