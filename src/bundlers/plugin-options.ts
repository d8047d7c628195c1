/** Options of the bundler plugins. */
export interface FlowcPluginOptions {
  /** The configuration file, relative to `root`. Default: the nearest one above each flow, as on the command line. */
  readonly config?: string;
  /** The project's folder. Default: the bundler's own root or working directory. */
  readonly root?: string;
  /**
   * Whether a declaration (`order.flow.yaml.d.ts`) is written next to each imported flow, so that TypeScript knows the
   * types of the import. Default: true. Without declarations, import the modules of `flowc build` to get types.
   */
  readonly declarations?: boolean;
}
