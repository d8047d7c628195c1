/** The exit statuses of flowc (SPEC 11). */
export const exitStatus = {
  fine: 0,
  /** There are errors among the findings, modules are out of date, or a run failed. */
  findings: 1,
  /** Wrong usage or configuration. */
  usage: 2,
  /** A bug in flowc itself. */
  fault: 3,
  /** 128 plus the number of the signal (SIGINT), as in shells. */
  interrupted: 130,
} as const;

export type ExitStatus = (typeof exitStatus)[keyof typeof exitStatus];
