/** What the platform may offer for continuing in a later turn of the event loop. */
interface Globals {
  readonly setImmediate?: (then: () => void) => unknown;
  readonly MessageChannel?: new () => { readonly port1: Port; readonly port2: Port };
  readonly setTimeout?: (then: () => void) => unknown;
  /** Every platform has it: a type of optional members alone would refuse one that has none of them. */
  readonly Promise: unknown;
}

interface Port {
  onmessage?: ((event: never) => unknown) | null;
  postMessage(message: undefined): void;
  close(): void;
}

function globals(): Globals {
  return globalThis;
}

/** Whether the platform can let the event loop turn. */
export function canTurnLoop(): boolean {
  const { setImmediate, MessageChannel, setTimeout } = globals();
  return (setImmediate ?? MessageChannel ?? setTimeout) !== undefined;
}

/** Resolves in a later turn of the event loop. Timers, signals and other waiting events are handled before. */
export function turnLoop(): Promise<void> {
  const { setImmediate, MessageChannel, setTimeout } = globals();
  return new Promise((resolve) => {
    if (setImmediate !== undefined) setImmediate(resolve);
    // Better than `setTimeout`: browsers delay nested timers by 4 ms.
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
