/** The files whose imports give a flow. Without flags: esbuild takes it to Go, which has others. */
export const flowFile = /\.flow\.(?:ya?ml|json)$/;

/**
 * The modules that flows become. Where a bundler would take what ends with `.json` for data, regardless of what a plugin says, the
 * module of such a flow has another name, which ends with `.js`.
 */
export const flowModule = /\.flow\.(?:ya?ml|json(?:\.js)?)$/;

/** The flow file (absolute, in the system's spelling) whose module this is. */
export function flowOf(id: string): string {
  return id.endsWith(".json.js") ? id.slice(0, -".js".length) : id;
}
