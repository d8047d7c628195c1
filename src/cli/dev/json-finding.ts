import { type Code, catalogue } from "../../../compiler/diagnostics/catalogue.js";
import type { Diagnostic } from "../../../compiler/diagnostics/diagnostic.js";
import type { Position } from "../../../compiler/diagnostics/span.js";

interface JsonPlace {
  readonly file: string;
  readonly start: Position;
  readonly end: Position;
}

/** A finding as `--format json` prints it. */
export interface JsonFinding extends JsonPlace {
  readonly code: Code;
  readonly severity: "error" | "warning";
  readonly message: string;
  readonly help?: string;
  readonly related: readonly (JsonPlace & { readonly message: string })[];
}

/** The finding that was printed. Fixes are left out: pages show none. */
export function findingOf({ code, severity, message, help, related, ...place }: JsonFinding): Diagnostic {
  return {
    code,
    severity,
    message,
    help,
    span: spanOf(place),
    related: related.map((other) => ({ message: other.message, span: spanOf(other) })),
    fix: undefined,
  };
}

function spanOf({ file, start, end }: JsonPlace): JsonPlace {
  return { file, start, end };
}

/** Whether a value is a finding that a flowc of this version printed. */
export function isFinding(value: unknown): value is JsonFinding {
  if (!isPlace(value) || !("code" in value) || !("severity" in value) || !("related" in value)) return false;
  const { code, severity, related } = value;
  const isKnown = typeof code === "string" && Object.hasOwn(catalogue, code);
  if (!isKnown || (severity !== "error" && severity !== "warning")) return false;
  if (!hasMessage(value) || !Array.isArray(related)) return false;
  return related.every((place) => isPlace(place) && hasMessage(place));
}

function hasMessage(value: object): boolean {
  return "message" in value && typeof value.message === "string";
}

function isPlace(value: unknown): value is JsonPlace {
  if (typeof value !== "object" || value === null) return false;
  if (!("file" in value) || !("start" in value) || !("end" in value)) return false;
  return typeof value.file === "string" && isPosition(value.start) && isPosition(value.end);
}

function isPosition(value: unknown): value is Position {
  if (typeof value !== "object" || value === null) return false;
  if (!("line" in value) || !("column" in value) || !("offset" in value)) return false;
  return [value.line, value.column, value.offset].every((part) => typeof part === "number");
}
