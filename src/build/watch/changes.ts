/** Milliseconds without a change before a build starts: editors write a file in several steps. */
const quiet = 60;
/** The longest wait for such a pause, in milliseconds, while changes keep coming. */
const patience = 1000;

/** Collects changes until it is worth building. */
export interface Changes {
  add(): void;
  stop(): void;
  /** Resolves some time after the last change: to true, or to false if there will be no more changes. */
  next(): Promise<boolean>;
}

export function createChanges(): Changes {
  let isReady = false;
  let isStopped = false;
  let since: number | undefined;
  let timer: NodeJS.Timeout | undefined;
  let resume: ((goesOn: boolean) => void) | undefined;
  const settle = (): void => {
    if (resume === undefined || (!isReady && !isStopped)) return;
    const resolve = resume;
    resume = undefined;
    isReady = false;
    resolve(!isStopped);
  };
  const ready = (): void => {
    isReady = true;
    since = undefined;
    settle();
  };
  return {
    add: () => {
      const now = Date.now();
      since ??= now;
      clearTimeout(timer);
      timer = setTimeout(ready, Math.max(0, Math.min(quiet, since + patience - now)));
    },
    stop: () => {
      clearTimeout(timer);
      isStopped = true;
      settle();
    },
    next: () =>
      new Promise((resolve) => {
        resume = resolve;
        settle();
      }),
  };
}
