import fc from "fast-check";

/**
 * Property tests draw the same values in each run, so that only a change of the code can change their results.
 * `SEED=random` draws other values (a failure prints its seed), `SEED=7` those of seed 7. `RUNS=100000` draws more of
 * them in tests that have a campaign.
 */
const given = process.env["SEED"] ?? "1";

fc.configureGlobal({ seed: given === "random" ? Math.floor(Math.random() * 2 ** 31) : Number(given) });
