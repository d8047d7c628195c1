import { concurrencySupport } from "./concurrency/concurrency.js";
import { conditionSupport } from "./conditions/condition-support.js";
import { cycleSupport } from "./cycles/cycle-support.js";
import type { Feature } from "./flow-spec.js";
import { gotoSupport } from "./gotos/goto-support.js";
import { joinSupport } from "./joins/join-support.js";
import { limitSupport } from "./loops/limit-support.js";
import { loopSupport } from "./loops/loop-support.js";
import { policySupport } from "./policies/policies.js";
import { routerSupport } from "./routers/router.js";
import { schemaSupport } from "./schemas/schema-support.js";
import { undoSupport } from "./undo/undo-support.js";

/** All features, for tables that are built while a program runs. */
export const everyFeature: readonly Feature[] = [
  concurrencySupport,
  conditionSupport,
  cycleSupport,
  gotoSupport,
  joinSupport,
  limitSupport,
  loopSupport,
  policySupport,
  routerSupport,
  schemaSupport,
  undoSupport,
];
