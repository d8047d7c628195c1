import type { UnpluginBuildContext } from "unplugin";

/**
 * Makes a watching bundler load a flow again when something appears at one of these absolute paths, where nothing
 * exists now. Vite's dev server does not need this: it reports every change to the plugin.
 */
export function watchMissed(paths: readonly string[], context: UnpluginBuildContext): void {
  if (isServer(context)) return;
  const native = context.getNativeBuildContext?.();
  if (native?.framework === "webpack" || native?.framework === "rspack") {
    // webpack and Rspack treat a watched file that does not exist as removed, and would rebuild endlessly.
    for (const path of paths) native.loaderContext?.addMissingDependency(path);
  } else for (const path of paths) context.addWatchFile(path);
}

function isServer(context: object): boolean {
  const environment: unknown = "environment" in context ? context.environment : undefined;
  return typeof environment === "object" && environment !== null && "mode" in environment && environment.mode === "dev";
}
