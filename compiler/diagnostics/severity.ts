/** How grave a finding is. An error keeps a flow from being built. */
export type Severity = "error" | "warning";
