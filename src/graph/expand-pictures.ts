import { expandFlows } from "../../picture/expand-flows.js";
import type { Picture } from "../../picture/picture.js";
import { pictureOf } from "../../picture/picture-of.js";
import { failure, success, type Outcome, type UsageError } from "../base/usage-error.js";
import type { FlowPicture } from "./plan-pictures.js";

/** Nodes in one picture: larger pictures take minutes to lay out and are too large to read. */
const most = 2000;

/** Draws the flows that nodes run with their nodes, as many levels deep. Those with errors stay as they are. */
export function expandPictures(
  pictures: readonly FlowPicture[],
  levels: number | undefined,
): Outcome<readonly FlowPicture[]> {
  if (levels === undefined) return success(pictures);
  const errors: UsageError[] = [];
  const expanded = pictures.flatMap(({ picture, ...flow }): FlowPicture[] => {
    const known = new Map<string, Picture | undefined>();
    const childOf = (file: string): Picture | undefined => {
      if (known.has(file)) return known.get(file);
      const { plan } = flow.host.planOf(file);
      const child = plan && pictureOf(plan);
      known.set(file, child);
      return child;
    };
    const whole = expandFlows(picture, { childOf, levels, most });
    if (whole !== undefined) return [{ ...flow, picture: whole }];
    errors.push({
      message: `with the flows that it runs, the picture of \`${flow.file}\` would have more than ${most} nodes`,
      help: "Expand fewer levels: `--expand 1`.",
    });
    return [];
  });
  return errors.length > 0 ? failure(...errors) : success(expanded);
}
