import { conditionBackAndExit } from "./rules/condition-back-and-exit.js";
import { conditionConstant } from "./rules/condition-constant.js";
import { conditionOwnPayload } from "./rules/condition-own-payload.js";
import { conditionShadowed } from "./rules/condition-shadowed.js";
import { contextConcurrentRead } from "./rules/context-concurrent-read.js";
import { contextConcurrentWrite } from "./rules/context-concurrent-write.js";
import { contextDeadWrite } from "./rules/context-dead-write.js";
import { contextMaybeUnset } from "./rules/context-maybe-unset.js";
import { contextNeverWritten } from "./rules/context-never-written.js";
import { contextOverlappingWrite } from "./rules/context-overlapping-write.js";
import { cycleNoExit } from "./rules/cycle-no-exit.js";
import { cycleSharedRead } from "./rules/cycle-shared-read.js";
import { durableBatchBody } from "./rules/durable-batch-body.js";
import { envUndeclared } from "./rules/env-undeclared.js";
import { flowNoOutput } from "./rules/flow-no-output.js";
import { joinFiresTwice } from "./rules/join-fires-twice.js";
import { joinMayNotFire } from "./rules/join-may-not-fire.js";
import { joinMixedIterations } from "./rules/join-mixed-iterations.js";
import { joinNeverFires } from "./rules/join-never-fires.js";
import { joinsNotAJoin } from "./rules/joins-not-a-join.js";
import { joinsNotAParent } from "./rules/joins-not-a-parent.js";
import { loopLeadsBack } from "./rules/loop-leads-back.js";
import { loopLimitNoEffect } from "./rules/loop-limit-no-effect.js";
import { loopSharedRead } from "./rules/loop-shared-read.js";
import { nodeUnreachable } from "./rules/node-unreachable.js";
import { outputNeverSet } from "./rules/output-never-set.js";
import { payloadNotYetRun } from "./rules/payload-not-yet-run.js";
import { payloadUnknownNode } from "./rules/payload-unknown-node.js";
import { policyGotoEndless } from "./rules/policy-goto-endless.js";
import { policyGotoIntoJoin } from "./rules/policy-goto-into-join.js";
import { policyGotoIntoLoop } from "./rules/policy-goto-into-loop.js";
import { routerNoSuccessor } from "./rules/router-no-successor.js";
import { undoNeverRuns } from "./rules/undo-never-runs.js";
import type { Rule } from "./rule.js";

/** The rules that run once the graph is resolved. */
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
  contextConcurrentRead,
  conditionConstant,
  conditionShadowed,
  conditionOwnPayload,
  conditionBackAndExit,
  outputNeverSet,
  flowNoOutput,
  loopLimitNoEffect,
  durableBatchBody,
  undoNeverRuns,
];
