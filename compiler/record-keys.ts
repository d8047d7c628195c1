/** What the run itself keeps in the context (SPEC 8): read by flows, never written by them. */
export const recordKeys: ReadonlySet<string> = new Set([
  "steps",
  "payloads",
  "joins",
  "routing",
  "errors",
  "failed_node_id",
  "failed_exception_type",
  "failed_message",
]);
