import type { CallMeta } from "../engine/call-meta.js";

/** For attempts that run a flow which can be undone: a promise of its end, which never rejects. */
export const running = new WeakMap<CallMeta, PromiseLike<void>>();
