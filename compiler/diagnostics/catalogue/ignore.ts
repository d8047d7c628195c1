import { didYouMean } from "../listed-names.js";
import { entry, type Suggested } from "./entry.js";

/** Comments that silence a finding. */
export const ignoreEntries = {
  "ignore/unused": entry<{ ignored: string; isError: boolean }>(
    "warning",
    ({ ignored, isError }) =>
      isError
        ? `\`${ignored}\` is an error here, which cannot be ignored`
        : `nothing on the next line reports \`${ignored}\``,
    ({ isError }) => (isError ? "fix the flow, and remove the comment" : "remove the comment"),
  ),
  "ignore/unknown-code": entry<{ found: string } & Suggested>(
    "warning",
    ({ found }) => `there is no finding \`${found}\``,
    ({ closest }) => didYouMean(closest) ?? "`flowc explain` lists them",
  ),
};
