/** The keys of the context that a run uses for its records (SPEC 8). Flows may read but not write them. */
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
