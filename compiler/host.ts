import type { Related } from "./diagnostics/diagnostic.js";
import type { Span } from "./diagnostics/span.js";
import type { Silence } from "./plan.js";

/**
 * The compiler's access to the outside world. The compiler never touches the disk itself, so that the command line, a
 * watcher, a bundler plugin and an editor can all use it. All paths are posix; relative paths are relative to the
 * project.
 */
export interface CompilerHost {
  /**
   * Finds the module that a specifier names, like TypeScript's resolution with the nearest tsconfig (`paths`, `.js` for
   * `.ts`, missing extensions, `index`).
   *
   * @param specifier as a source file would import it: `./ops.ts`, `./ops.js`, `../ops`, `@acme/ops`, `node:path`
   * @param from path of the importing file
   */
  resolveModule(specifier: string, from: string): ResolvedModule;

  /**
   * Returns the names that a source module exports, including those of `export *`. Type-only exports are in `types`.
   *
   * @param path as returned by `resolveModule`
   */
  exportsOf(path: string): ModuleExports;

  /** Paths of source modules near a specifier that leads nowhere, for "did you mean". At most 20. */
  modulesNear(specifier: string, from: string): readonly string[];

  /**
   * Finds the flow that a node with `flow` runs (SPEC 13), and what the flow around it has to know of it.
   *
   * @param name path of a flow file, as written
   * @param from path of the flow file that names it
   */
  flowAt(name: string, from: string): ReferencedFlow;

  /** Extension of relative imports in this file, according to its nearest tsconfig and the configuration. */
  importExtension(path: string): "js" | "ts" | "none";
}

export type ResolvedModule =
  /** A TypeScript or JavaScript source file whose exports can be read. */
  | { readonly kind: "source"; readonly path: string }
  /** A module that exists, but whose source flowc does not read: a package's, or one of Node itself. */
  | {
      readonly kind: "opaque";
      /** Whether only types can be imported from it. */
      readonly isOnlyTypes?: boolean;
      /** The values that it exports, if they are known without reading it. */
      readonly values?: readonly string[];
    }
  /** `offered`: what can be imported from the package instead, if the package is installed. */
  | { readonly kind: "missing"; readonly offered?: readonly string[] };

export type ReferencedFlow =
  | {
      readonly kind: "flow";
      /** The flow file, posix, relative to the project. */
      readonly file: string;
      /** Path of the module to import it from: that of its generated module, or of the flow file if a bundler compiles it. */
      readonly module: string;
      /** Whether the module of the flow that names it can import that: a module that `flowc build` writes needs another one. */
      readonly hasModule: boolean;
      /** Number of its own errors, and of errors of the flows that it runs. */
      readonly errors: number;
      /** The first of these errors, at their places. */
      readonly faults: readonly Related[];
      /** Why it gives nothing; undefined if it gives something, or if it has errors. */
      readonly silence: Silence | undefined;
      /** The place that says what it takes: its input, or else its entry; undefined if it has errors. */
      readonly takes: Span | undefined;
      /** What it reads from its caller's context, as written: `$ctx.user`. */
      readonly asks: readonly string[];
    }
  /** It runs the flow that names it: `files` leads from the named flow back to that one. */
  | { readonly kind: "circle"; readonly files: readonly string[] }
  /** `near`: paths of flow files with a similar name, as the flow would write them. */
  | { readonly kind: "missing"; readonly near: readonly string[] }
  /** Something other than a flow file, in words: "a folder". `near`: the flow files in that folder, as the flow would write them. */
  | { readonly kind: "no-flow"; readonly found: string; readonly near: readonly string[] }
  | { readonly kind: "outside" };

export interface ModuleExports {
  /** Values that can be imported: functions, classes, constants, enums, namespaces. */
  readonly values: readonly string[];
  readonly types: readonly string[];
  /** The values that are variables (or expressions): not functions, classes, enums, namespaces. */
  readonly variables: readonly string[];
  /** Exported classes that are declared to implement `RoutingNode`: routers. */
  readonly routingClasses: readonly string[];
  /** Whether an `export *` leads to a module whose exports cannot be read, so that any name may exist. */
  readonly isOpen: boolean;
  /** The first syntax error of a module that does not parse, in one line, or the reason why it cannot be read. */
  readonly syntaxError: string | undefined;
}
