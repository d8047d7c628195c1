import { it } from "vitest";
import { runCampaign } from "./campaign.js";

it("the findings for large flows agree with their runs: first half", { timeout: 600_000 }, async () => {
  await runCampaign(0);
});
