/** Editors write a file in several steps: a build waits until it has been quiet for so many milliseconds, */
const quiet = 60;
/** and no longer than this, however busy it is. */
const patience = 1000;

/** Collects changes until it is worth while to build. */
export interface Changes {
  add(): void;
  stop(): void;
  /** Resolves some time after the last change: true, or false where there will be no more. */
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
