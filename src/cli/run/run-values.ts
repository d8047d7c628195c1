import { readFileSync } from "node:fs";
import path from "node:path";
import { parseJson } from "../../base/parse-json.js";
import { failure, success, type Outcome } from "../../base/usage-error.js";
import { describeFailure } from "../../base/describe-failure.js";
import { setValues } from "./set-values.js";
import type { Terminal } from "../../base/terminal.js";

export interface RunValues {
  readonly context: Record<string, unknown>;
  /** Undefined if the run gets no input. */
  readonly input: unknown;
}

interface ValueOptions {
  readonly context?: string;
  readonly input?: string;
  readonly set?: readonly string[];
  readonly inputSet?: readonly string[];
}

/** Reads `--context` and `--input` (JSON, `@file`, or `-` for standard input), and sets the values of `--set` and `--input-set`. */
export async function readRunValues(options: ValueOptions, terminal: Terminal): Promise<Outcome<RunValues>> {
  if (options.context === "-" && options.input === "-") {
    return failure({
      message: "`--context -` and `--input -` both ask for the standard input",
      help: "Give one of them as JSON or as `@file`.",
    });
  }
  const context = await readValue("--context", options.context, terminal);
  if (!context.ok) return context;
  const input = await readValue("--input", options.input, terminal);
  if (!input.ok) return input;
  const start = context.value ?? {};
  if (!isObject(start)) {
    return failure({ message: "`--context` must be an object", help: "Write `--context '{ \"key\": 1 }'`." });
  }
  const isSet = setValues(start, options.set ?? [], "--set");
  if (!isSet.ok) return isSet;
  const whole = withSettings(input.value, options.inputSet ?? []);
  return whole.ok ? success({ context: start, input: whole.value }) : whole;
}

function withSettings(input: unknown, settings: readonly string[]): Outcome<unknown> {
  if (settings.length === 0) return success(input);
  const whole = input ?? {};
  if (typeof whole !== "object") {
    return failure({
      message: "`--input-set` needs an input that is an object or a list",
      help: "Leave out `--input`, or give it as JSON in braces or brackets.",
    });
  }
  const isSet = setValues(whole, settings, "--input-set");
  return isSet.ok ? success(whole) : isSet;
}

async function readValue(name: string, given: string | undefined, terminal: Terminal): Promise<Outcome<unknown>> {
  if (given === undefined) return success(undefined);
  const text = await readSource(given, terminal);
  if (!text.ok) return text;
  const parsed = parseJson(text.value);
  if (parsed.ok) return success(parsed.value);
  return failure({
    message: `\`${name}\` is no JSON: ${parsed.reason}`,
    help: `A text is written in double quotes: \`${name} '"text"'\`. A file is named with an \`@\`: \`${name} @file.json\`.`,
  });
}

async function readSource(given: string, terminal: Terminal): Promise<Outcome<string>> {
  if (given === "-") return success(await terminal.readInput());
  if (!given.startsWith("@")) return success(given);
  const file = given.slice(1);
  try {
    return success(readFileSync(path.resolve(terminal.cwd, file), "utf8"));
  } catch (error) {
    return failure(describeFailure(file, "read", error));
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
