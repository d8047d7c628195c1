/** How serious a finding is. A flow with an error is not built. */
export type Severity = "error" | "warning";
