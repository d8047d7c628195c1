import { test } from "vitest";
import { runCampaign } from "./campaign.js";

test("the findings for large flows agree with their runs", async () => {
  await runCampaign();
}, 1_800_000);
