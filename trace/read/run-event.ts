import type { Json } from "../../runtime/trace/index.js";

/** Node and visit of an activation. */
export type ActivationName = readonly [node: string, visit: number];

interface OfNode<Type extends string> {
  readonly type: Type;
  readonly node: string;
  readonly visit: number;
}

/** A line of a recorded run behind its header. Values are absent if they were not recorded. */
export type RunEvent = {
  /** Milliseconds since the header. */
  readonly t: number;
  /** The steps around, for a flow that a node runs. */
  readonly within?: readonly string[];
} & (
  | { readonly type: "run"; readonly flow?: string; readonly file?: string; readonly input?: Json }
  | (OfNode<"start"> & {
      readonly index?: readonly number[];
      readonly from?: readonly ActivationName[];
      readonly input?: Json;
    })
  | (OfNode<"success"> & { readonly result?: Json })
  | (OfNode<"route"> & { readonly routes?: Json })
  | (OfNode<"item"> & { readonly position: number })
  | (OfNode<"failed"> & { readonly error?: Json; readonly handled?: "continue" | "goto"; readonly at?: string })
  | (OfNode<"retry"> & { readonly attempt: number; readonly delay: number; readonly error?: Json })
  | OfNode<"undo">
  | OfNode<"undone">
  | (OfNode<"undo-failed"> & { readonly error?: Json })
  | {
      readonly type: "waiting";
      readonly node: string;
      readonly arrived: readonly string[];
      readonly missing: readonly (readonly string[])[];
    }
  | { readonly type: "context"; readonly value?: Json }
  | { readonly type: "end"; readonly error?: Json }
);

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === "string";
const isNumber: Check = (value) => typeof value === "number" && Number.isFinite(value) && value >= 0;
/** Milliseconds: a hundred years. No run takes longer, and a timeline of more shows nothing. */
const longest = 100 * 365.25 * 24 * 3_600_000;
const isTime: Check = (value) => isNumber(value) && Number(value) <= longest;
const isWhole: Check = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
const isCount: Check = (value) => isWhole(value) && value !== 0;
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const isName: Check = (value) => Array.isArray(value) && value.length === 2 && isText(value[0]) && isCount(value[1]);
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);

const ofNode = { node: isText, visit: isCount };

/** What the keys of each known type hold, except the user's values, which are any JSON. */
const shapes: Readonly<Record<RunEvent["type"], Readonly<Record<string, Check>>>> = {
  run: { flow: optional(isText), file: optional(isText) },
  start: { ...ofNode, index: optional(listOf(isWhole)), from: optional(listOf(isName)) },
  success: ofNode,
  route: ofNode,
  item: { ...ofNode, position: isWhole },
  failed: {
    ...ofNode,
    handled: optional((value) => value === "continue" || value === "goto"),
    at: optional(isText),
  },
  retry: { ...ofNode, attempt: isCount, delay: isNumber },
  undo: ofNode,
  undone: ofNode,
  "undo-failed": ofNode,
  waiting: { node: isText, arrived: listOf(isText), missing: listOf(listOf(isText)) },
  context: {},
  end: {},
};

/** The line as an event; undefined if its type is unknown; the key that holds something else than the format says. */
export function eventOf(line: Readonly<Record<string, unknown>>): RunEvent | undefined | { readonly wrongKey: string } {
  const { t, type } = line;
  if (!isTime(t)) return { wrongKey: "t" };
  if (typeof type !== "string") return { wrongKey: "type" };
  if (!Object.hasOwn(shapes, type)) return undefined;
  if (!optional(listOf(isText))(line["within"])) return { wrongKey: "within" };
  const checks = Object.entries(shapes[type as RunEvent["type"]]);
  const isEvent = (checked: typeof line): checked is typeof line & RunEvent =>
    checks.every(([key, check]) => check(checked[key]));
  if (isEvent(line)) return line;
  const [wrongKey = "type"] = checks.find(([key, check]) => !check(line[key])) ?? [];
  return { wrongKey };
}
