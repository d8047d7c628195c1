/** Options of the bundler plugins. */
export interface FlowcPluginOptions {
  /** The configuration file, relative to `root`. Default: the nearest above each flow, as the command line finds it. */
  readonly config?: string;
  /** The project's folder. Default: the bundler's own root or working folder. */
  readonly root?: string;
}
