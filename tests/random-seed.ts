import fc from "fast-check";

/**
 * Property tests draw the same values in each run, so that a change is judged by what it changes.
 * `SEED=random` draws others (a failure prints its seed), `SEED=7` those of 7; `RUNS=100000` draws more of them where a
 * test has a campaign.
 */
const given = process.env["SEED"] ?? "1";

fc.configureGlobal({ seed: given === "random" ? Math.floor(Math.random() * 2 ** 31) : Number(given) });
