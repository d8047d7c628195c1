/** A gate, where others wait until it is opened. */
export interface Gate {
  pass(): Promise<void>;
  open(): void;
  readonly isReached: Promise<void>;
}

export function createGate(): Gate {
  const noop = (): void => undefined;
  let open = noop;
  let reach = noop;
  const isOpen = new Promise<void>((resolve) => (open = resolve));
  const isReached = new Promise<void>((resolve) => (reach = resolve));
  return {
    isReached,
    open: () => {
      open();
    },
    pass: () => {
      reach();
      return isOpen;
    },
  };
}
