import { schemaText } from "../../compiler/schema/schema-text.js";
import { exitStatus, type ExitStatus } from "../base/exit-status.js";
import type { Terminal } from "../base/terminal.js";

/** `flowc schema`: prints the JSON Schema of the flow file. */
export function schema(terminal: Terminal): ExitStatus {
  terminal.out(schemaText());
  return exitStatus.fine;
}
