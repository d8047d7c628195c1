/** Options of the bundler plugins. */
export interface FlowcPluginOptions {
  /** The configuration file, relative to `root`. Default: the nearest above each flow, as the command line finds it. */
  readonly config?: string;
  /** The project's folder. Default: the bundler's own root or working folder. */
  readonly root?: string;
  /**
   * Whether a declaration (`order.flow.yaml.d.ts`) is written next to each flow that is imported, which gives TypeScript the
   * types of the import. Default: true. Without it, `flowc build` and imports of its modules are the typed way.
   */
  readonly declarations?: boolean;
}
