import { it } from "vitest";
import { runCampaign } from "./campaign.js";

it("holds what it says of large flows against their runs: one half", { timeout: 600_000 }, async () => {
  await runCampaign(0);
});
