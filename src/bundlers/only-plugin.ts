/** unplugin's types allow a list, which it gives where a factory makes several plugins: ours makes one. */
export function onlyPlugin<Plugin extends object>(created: Plugin | Plugin[]): Plugin {
  const [plugin] = Array.isArray(created) ? created : [created];
  if (plugin === undefined) throw new Error("unplugin made no plugin");
  return plugin;
}
