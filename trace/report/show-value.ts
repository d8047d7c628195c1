import type { Json } from "../../runtime/trace/index.js";

type Tagged = { readonly [key: string]: Json };

/** Values inside of more objects and lists than this are not shown. */
const deepest = 40;

/** Characters up to which a list or an object is on one line. */
const widest = 90;

/** A recorded value as people write it: JSON, and words for what JSON cannot say. Cut after `limit` characters. */
export function showValue(value: Json, limit = 20_000): string {
  const text = new Shower(limit).show(value, "");
  return text.length > limit ? `${text.slice(0, limit)}…` : text;
}

/** A recorded error with its stack and its causes, as Node prints it. */
export function showError(error: Json): string {
  const causes: string[] = [];
  for (let at: Json | undefined = error; at !== undefined && causes.length < 10; at = causeOf(at))
    causes.push(oneError(at) + restOf(at));
  return causes.join("\ncaused by: ").slice(0, 20_000);
}

/** The name and the message of a recorded error, on one line if they are. */
export function errorTitle(error: Json | undefined): string {
  if (error === undefined) return "";
  if (!isTagged(error, "error")) return showValue(error, 300);
  return [textOf(error["name"]), textOf(error["message"])].filter((part) => part !== "").join(": ");
}

function oneError(error: Json): string {
  const title = errorTitle(error);
  const stack = isTagged(error, "error") ? textOf(error["stack"]) : "";
  if (stack === "") return title;
  // Some stacks lack the message, such as that of an error whose message was changed later.
  return stack.includes(isTagged(error, "error") ? textOf(error["message"]) : "") ? stack : `${title}\n${stack}`;
}

/** What an error has besides, such as a `code`, behind its title or its stack; empty for most. */
function restOf(error: Json): string {
  if (!isTagged(error, "error") || error["entries"] === undefined) return "";
  return ` ${showValue({ $: "object", entries: error["entries"] }, 5000)}`;
}

function causeOf(error: Json): Json | undefined {
  return isTagged(error, "error") ? error["cause"] : undefined;
}

function isTagged(value: Json | undefined, kind?: string): value is Tagged {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const tag = (value as Tagged)["$"];
  return typeof tag === "string" && (kind === undefined || tag === kind);
}

/** A text, or the beginning of one that was cut. */
function textOf(value: Json | undefined): string {
  if (typeof value === "string") return value;
  if (isTagged(value, "unreadable")) return "‹unreadable›";
  return isTagged(value, "text") && typeof value["text"] === "string" ? `${value["text"]}…` : "";
}

/** What is shown in front of a value, and the value. */
type Entry = readonly [label: string, value: Json];

class Shower {
  /** Characters left. */
  #left: number;
  #depth = 0;

  constructor(limit: number) {
    this.#left = limit;
  }

  show(value: Json, indent: string): string {
    if (this.#left <= 0 || this.#depth > deepest) return "…";
    if (isTagged(value)) return this.#tagged(value, indent);
    if (Array.isArray(value)) return this.#list("[", value as readonly Json[], "]", indent);
    if (typeof value === "object" && value !== null)
      return this.#entries("{", Object.entries(value).map(propertyOf), indent);
    const text = JSON.stringify(value);
    this.#left -= text.length;
    return text;
  }

  #tagged(value: Tagged, indent: string): string {
    const kind = String(value["$"]);
    const text = textOf(value["text"]);
    const entries = Array.isArray(value["entries"]) ? (value["entries"] as readonly Json[]) : [];
    this.#left -= kind.length + text.length;
    switch (kind) {
      case "undefined":
        return kind;
      case "cut":
        return "…";
      case "more":
        return `… ${this.#count(value["count"])} more`;
      case "text":
        return `${JSON.stringify(text.slice(0, -1) + "…")} (${this.#count(value["length"])} characters)`;
      case "number":
      case "symbol":
      case "regexp":
        return text;
      case "bigint":
        return `${text}n`;
      case "date":
      case "url":
        return `${kind} ${text}`;
      case "bytes":
        return `‹${textOf(value["class"])}, ${this.#count(value["length"])} bytes›`;
      case "function":
        return `‹function ${textOf(value["name"])}›`;
      case "error":
        return (
          errorTitle(value) + (entries.length === 0 ? "" : this.#entries(" {", entries.map(objectEntryOf), indent))
        );
      case "map":
        return this.#entries("Map {", entries.map(mapEntryOf), indent);
      case "set":
        return this.#list("Set {", entries, "}", indent);
      case "object":
        return this.#entries(`${textOf(value["class"])} {`.trimStart(), entries.map(objectEntryOf), indent);
      default:
        return `‹${kind}›`;
    }
  }

  #count(value: Json | undefined): string {
    return typeof value === "number" ? value.toLocaleString("en") : "?";
  }

  #list(open: string, values: readonly Json[], close: string, indent: string): string {
    return this.#items(open, values.length, close, indent, (at, inner) => this.show(values[at] ?? null, inner));
  }

  #entries(open: string, entries: readonly Entry[], indent: string): string {
    return this.#items(open, entries.length, "}", indent, (at, inner) => {
      const [label, value] = entries[at] ?? ["", null];
      this.#left -= label.length;
      return label + this.show(value, inner);
    });
  }

  /** Items on one line if they are short, otherwise one a line. */
  #items(
    open: string,
    size: number,
    close: string,
    indent: string,
    showAt: (at: number, indent: string) => string,
  ): string {
    const inner = `${indent}  `;
    const shown: string[] = [];
    this.#depth += 1;
    while (shown.length < size && this.#left > 0) shown.push(showAt(shown.length, inner));
    this.#depth -= 1;
    if (shown.length < size) shown.push("…");
    if (shown.length === 0) return open + close;
    const length = shown.reduce((sum, item) => sum + item.length + 2, 0);
    if (length <= widest && shown.every((item) => !item.includes("\n"))) {
      const blank = close === "}" ? " " : "";
      return `${open}${blank}${shown.join(", ")}${blank}${close}`;
    }
    return `${open}\n${shown.map((item) => inner + item).join(",\n")}\n${indent}${close}`;
  }
}

/** `key: `; nothing for the entry that counts what was left out. */
function propertyOf([key, value]: readonly [string, Json]): Entry {
  if (key === "…") return ["", value];
  return [`${/^[\w$]+$/u.test(key) ? key : JSON.stringify(key)}: `, value];
}

function objectEntryOf(entry: Json): Entry {
  const [key, value] = pairOf(entry);
  return typeof key === "string" ? propertyOf([key, value]) : ["", value];
}

/** `"key" => `: the keys of a map are any values. */
function mapEntryOf(entry: Json): Entry {
  if (!Array.isArray(entry)) return ["", entry];
  const [key, value] = pairOf(entry);
  return [`${showValue(key, 200)} => `, value];
}

function pairOf(entry: Json): readonly [Json, Json] {
  if (!Array.isArray(entry)) return [null, entry];
  const [key = null, value = null] = entry as readonly Json[];
  return [key, value];
}
