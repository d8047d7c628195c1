import { createReport } from "../../compiler/diagnostics/report.js";
import { documentOf } from "../../compiler/load/document-of.js";
import { planDocument } from "../../compiler/plan-flow.js";
import type { Picture } from "../../picture/picture.js";
import { pictureOf } from "../../picture/picture-of.js";
import { recoverSource } from "../../picture/recover-source.js";
import { noModules } from "../../src/library/no-modules.js";
import { toDocument } from "../analyze/large/flow.js";
import { generateFlow } from "../analyze/large/generate-flow.js";
import { createRandom } from "../analyze/random-flow.js";

/** A random flow of 15 to 60 nodes, drawn as far as it resolves: rules find errors in many of them. */
export function randomPicture(seed: number): Picture {
  const report = createReport();
  const { document } = documentOf(
    toDocument(generateFlow(createRandom(seed)), () => () => undefined),
    "large.flow.yaml",
    report,
  );
  const { plan, ast, facts } = planDocument(document, { file: "large.flow.yaml", host: noModules, roots: [], report });
  if (plan !== undefined) return pictureOf(plan);
  if (ast === undefined || facts === undefined) throw new Error(`seed ${seed}: no flow`);
  return pictureOf(recoverSource(ast, facts), { isPartial: true });
}
