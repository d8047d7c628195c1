import { referenceText } from "../../compiler/analyze/facts/reference-text.js";
import { visibleText } from "../base/visible-text.js";
import type { FlowNeeds } from "../project/findings-report.js";

/** Describes what each flow reads from its caller, and where: one line per flow (SPEC 16). */
export function describeNeeds(flows: readonly FlowNeeds[]): string {
  return flows
    .map(({ file, needs }) => {
      const places = needs.map(({ path, node }) => `\`${referenceText("ctx", path)}\` (read by \`${node}\`)`);
      return `${visibleText(`${file} needs from its caller: ${places.join(", ")}`)}\n`;
    })
    .join("");
}
