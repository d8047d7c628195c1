import type { Picture } from "../picture.js";
import type { Direction } from "./elk-options.js";
import { fitted, type FittedText, typefaces } from "./node-size.js";

/** Pixels across the dot from which a flow starts. */
export const startDot = 14;

/** The declared type of the input, which is written next to the dot. */
export function inputText({ input }: Picture): FittedText | undefined {
  return input === undefined ? undefined : fitted(input, 200, typefaces.small);
}

/** The room for the dot. From left to right the text is above it; else it is next to its line. */
export function startMark(input: FittedText | undefined, direction: Direction): Size {
  if (input === undefined || direction === "down") return { width: startDot, height: startDot };
  return { width: Math.ceil(Math.max(startDot, input.width)), height: startDot + 40 };
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export const failureText: FittedText = fitted("any failure", 200, typefaces.small);

/** The mark of a failure that the flow's own handler gets. */
export const failureMark: Size = { width: Math.ceil(failureText.width + 24), height: 20 };
