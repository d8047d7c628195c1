import type { Analyzed, Observed } from "./run-every-way.js";

interface Claimed extends Analyzed {
  readonly runs: readonly Observed[];
}

/** What each form of `join/may-not-fire` says: when the join does not run. Names are in the order of the message. */
const claims: readonly [form: RegExp, isCase: (run: Observed, names: readonly string[]) => boolean][] = [
  [
    /^`(n\d+)` never runs if `(n\d+)` does not send to `(n\d+)`/u,
    ({ chosen }, [, router, target]) => !chosen.has(`${router} >> ${target}`),
  ],
  [/^`(n\d+)` never runs if `(n\d+)` fails/u, ({ succeeded }, [, failing = ""]) => !succeeded.has(failing)],
  [
    /^`(n\d+)` does not run when `(n\d+)` does not start/u,
    ({ chosen }, [, router]) => ![...chosen].some((one) => one.startsWith(`${router} >> `)),
  ],
];

/** Returns the claims of `join/may-not-fire` that a run refutes. */
export function checkClaims({ diagnostics, runs }: Claimed): string[] {
  return diagnostics.flatMap(({ code, message }) => {
    if (code !== "join/may-not-fire") return [];
    return claims.flatMap(([form, isCase]) => {
      const names = form.exec(message)?.slice(1);
      const refuted = names !== undefined && runs.some((run) => isCase(run, names) && run.starts.has(names[0] ?? ""));
      return refuted ? [`refuted: ${message}`] : [];
    });
  });
}

/** Returns the joins that are said to wait for some parents, and never wait for these, although all choices were run. */
export function checkWaits({ diagnostics, runs }: Claimed): string[] {
  return diagnostics.flatMap(({ code, message }) => {
    const [, join = "", parents = ""] =
      /^`(n\d+)`.*(?:waits? for|does not start) (`.*?)(?: forever|$)/u.exec(message) ?? [];
    if (code !== "join/may-not-fire" || !runs.some(({ waiting }) => waiting.has(join))) return [];
    const waited = `${join}: ${[...parents.matchAll(/`(n\d+)`/gu)]
      .map(([, id]) => id)
      .sort()
      .join(" ")}`;
    return runs.some(({ missing }) => missing.has(waited)) ? [] : [`${waited} is never what it waits for: ${message}`];
  });
}
