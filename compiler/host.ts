/**
 * The compiler's window to the world: it never touches the disk itself, so the command line, a watcher, a bundler plugin
 * and an editor are one engine. All paths are posix; a relative one is relative to the project.
 */
export interface CompilerHost {
  /**
   * Finds the module that a specifier names, as TypeScript's resolution with the nearest tsconfig does (`paths`,
   * `.js` for `.ts`, missing extensions, `index`).
   *
   * @param specifier as a source file would import it: `./ops.ts`, `./ops.js`, `../ops`, `@acme/ops`, `node:path`
   * @param from path of the importing file
   */
  resolveModule(specifier: string, from: string): ResolvedModule;

  /**
   * The names that a source module exports, `export *` followed. Type-only exports are in `types`.
   *
   * @param path as `resolveModule` gave it
   */
  exportsOf(path: string): ModuleExports;

  /** Paths of source modules near a specifier that leads nowhere, for "did you mean"; at most 20. */
  modulesNear(specifier: string, from: string): readonly string[];

  /** Extension that a relative import in this file needs, by its nearest tsconfig and the configuration. */
  importExtension(path: string): "js" | "ts" | "none";
}

export type ResolvedModule =
  /** A TypeScript or JavaScript source file whose exports can be read. */
  | { readonly kind: "source"; readonly path: string }
  /** It exists, but its exports are not ours to read: a package's declarations, CommonJS, `node:`. */
  | { readonly kind: "opaque"; /** Whether only types can be imported of it. */ readonly isOnlyTypes?: boolean }
  /** `offered`: what can be imported of the package instead, where that is installed. */
  | { readonly kind: "missing"; readonly offered?: readonly string[] };

export interface ModuleExports {
  /** Values that can be imported: functions, classes, constants, enums, namespaces. */
  readonly values: readonly string[];
  readonly types: readonly string[];
  /** Exported classes that are declared to `implements RoutingNode`: routers. */
  readonly routingClasses: readonly string[];
  /** Whether an `export *` leads to a module whose exports cannot be read: any name may exist. */
  readonly isOpen: boolean;
  /** Where the module does not parse: its first syntax error in one line; where it cannot be read, why. */
  readonly syntaxError: string | undefined;
}
