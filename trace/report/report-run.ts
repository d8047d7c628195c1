import type { PlacedPicture } from "../../picture/layout/placed.js";
import type { RecordedRun } from "../run/recorded-run.js";
import type { ReportNodes } from "./report-nodes.js";

/** A run of a report. */
export interface ReportRun {
  readonly run: RecordedRun;
  /** A name for the run among others: the file it was recorded in. */
  readonly name: string;
  /** Its picture with the places of everything in it; undefined if none was recorded. */
  readonly placed: PlacedPicture | undefined;
  readonly nodes: ReportNodes;
}
