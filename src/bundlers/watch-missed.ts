import type { UnpluginBuildContext } from "unplugin";

/**
 * Has a bundler that watches load a flow again when something comes to one of these paths (absolute), where nothing is now.
 * Vite's dev server needs no such list: it asks for all that has changed.
 */
export function watchMissed(paths: readonly string[], context: UnpluginBuildContext): void {
  if (isServer(context)) return;
  const native = context.getNativeBuildContext?.();
  if (native?.framework === "webpack" || native?.framework === "rspack") {
    // A file that is watched and not there is one that was removed: they would begin again without end.
    for (const path of paths) native.loaderContext?.addMissingDependency(path);
  } else for (const path of paths) context.addWatchFile(path);
}

function isServer(context: object): boolean {
  const environment: unknown = "environment" in context ? context.environment : undefined;
  return typeof environment === "object" && environment !== null && "mode" in environment && environment.mode === "dev";
}
