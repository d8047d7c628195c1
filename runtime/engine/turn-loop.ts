/** What there may be to come back in another turn of the event loop. */
interface Globals {
  readonly setImmediate?: (then: () => void) => unknown;
  readonly MessageChannel?: new () => { readonly port1: Port; readonly port2: Port };
  readonly setTimeout?: (then: () => void) => unknown;
}

interface Port {
  onmessage: (() => void) | null;
  postMessage(message: undefined): void;
  close(): void;
}

/** Whether there is a way to let the event loop turn. */
export function canTurnLoop(): boolean {
  const { setImmediate, MessageChannel, setTimeout } = globalThis as unknown as Globals;
  return (setImmediate ?? MessageChannel ?? setTimeout) !== undefined;
}

/** Resolves in a later turn of the event loop: timers, signals and what else waits are heard before. */
export function turnLoop(): Promise<void> {
  const { setImmediate, MessageChannel, setTimeout } = globalThis as unknown as Globals;
  return new Promise((resolve) => {
    if (setImmediate !== undefined) setImmediate(resolve);
    // Browsers let timers that start each other wait for 4 ms.
    else if (MessageChannel !== undefined) {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(undefined);
    } else setTimeout?.(resolve);
  });
}
