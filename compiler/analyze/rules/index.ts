import { contextConcurrentWrite } from "./context-concurrent-write.js";
import { contextDeadWrite } from "./context-dead-write.js";
import { contextMaybeUnset } from "./context-maybe-unset.js";
import { contextNeverWritten } from "./context-never-written.js";
import { contextOverlappingWrite } from "./context-overlapping-write.js";
import { cycleNoExit } from "./cycle-no-exit.js";
import { cycleSharedRead } from "./cycle-shared-read.js";
import { envUndeclared } from "./env-undeclared.js";
import { joinFiresTwice } from "./join-fires-twice.js";
import { joinMayNotFire } from "./join-may-not-fire.js";
import { joinMixedIterations } from "./join-mixed-iterations.js";
import { joinNeverFires } from "./join-never-fires.js";
import { joinsNotAJoin } from "./joins-not-a-join.js";
import { joinsNotAParent } from "./joins-not-a-parent.js";
import { loopLeadsBack } from "./loop-leads-back.js";
import { loopSharedRead } from "./loop-shared-read.js";
import { nodeUnreachable } from "./node-unreachable.js";
import { payloadNotYetRun } from "./payload-not-yet-run.js";
import { payloadUnknownNode } from "./payload-unknown-node.js";
import { policyGotoEndless } from "./policy-goto-endless.js";
import { policyGotoIntoJoin } from "./policy-goto-into-join.js";
import { policyGotoIntoLoop } from "./policy-goto-into-loop.js";
import { routerNoSuccessor } from "./router-no-successor.js";
import type { Rule } from "./rule-context.js";

/** What is looked for once the graph stands. */
export const rules: readonly Rule[] = [
  nodeUnreachable,
  routerNoSuccessor,
  policyGotoIntoJoin,
  policyGotoIntoLoop,
  policyGotoEndless,
  loopLeadsBack,
  cycleNoExit,
  joinMixedIterations,
  joinNeverFires,
  joinMayNotFire,
  joinFiresTwice,
  contextConcurrentWrite,
  contextDeadWrite,
  contextMaybeUnset,
  contextNeverWritten,
  contextOverlappingWrite,
  joinsNotAJoin,
  joinsNotAParent,
  loopSharedRead,
  cycleSharedRead,
  envUndeclared,
  payloadNotYetRun,
  payloadUnknownNode,
];
