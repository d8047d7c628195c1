declare const __FLOWC_BUILD__: string | undefined;

/** Tells one build of flowc from another: a hash of its sources. What another one kept is not taken. */
export const buildId = typeof __FLOWC_BUILD__ === "undefined" ? "sources" : __FLOWC_BUILD__;
