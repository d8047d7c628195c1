/** The exit statuses of flowc (SPEC 11). */
export const exitStatus = {
  fine: 0,
  /** Errors among the findings, modules that are out of date, a run that failed. */
  findings: 1,
  /** Wrong usage or configuration. */
  usage: 2,
  /** A fault of flowc itself. */
  fault: 3,
  /** 128 and the number of the signal, as shells have it. */
  interrupted: 130,
} as const;

export type ExitStatus = (typeof exitStatus)[keyof typeof exitStatus];
