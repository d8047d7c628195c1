declare const __FLOWC_BUILD__: string | undefined;

/** Identifies a build of flowc: a hash of its sources. Cache entries of another build are not used. */
export const buildId = typeof __FLOWC_BUILD__ === "undefined" ? "sources" : __FLOWC_BUILD__;
