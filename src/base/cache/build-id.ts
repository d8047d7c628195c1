declare const __FLOWC_BUILD__: string | undefined;

/** Identifies this build of flowc: a hash of its sources. Cache entries written by other builds are ignored. */
export const buildId = typeof __FLOWC_BUILD__ === "undefined" ? "sources" : __FLOWC_BUILD__;
