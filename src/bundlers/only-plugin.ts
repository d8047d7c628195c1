/** Returns our only plugin. unplugin's types also allow a list, for factories that create several. */
export function onlyPlugin<Plugin extends object>(created: Plugin | Plugin[]): Plugin {
  const [plugin] = Array.isArray(created) ? created : [created];
  if (plugin === undefined) throw new Error("unplugin made no plugin");
  return plugin;
}
