import type { ServerResponse } from "node:http";

/** Milliseconds between two signs of life, by which a closed connection is noticed. */
const pulse = 20_000;

/** Pages that listen to server-sent events. */
export interface EventStream {
  /** Adds a page, which gets these events first. */
  add(response: ServerResponse, first: readonly ServerEvent[]): void;
  send(event: ServerEvent): void;
  close(): void;
}

export interface ServerEvent {
  readonly name: "changed" | "run";
  readonly data: unknown;
}

/** Bytes that may wait for a page that does not read. It then loses its connection, and gets all that is current when it comes back. */
const mostWaiting = 4_000_000;

export function createEventStream(): EventStream {
  const listeners = new Set<ServerResponse>();
  const write = (response: ServerResponse, text: string): void => {
    if (response.writableLength > mostWaiting) response.destroy();
    else response.write(text);
  };
  const timer = setInterval(() => listeners.forEach((response) => write(response, ":\n\n")), pulse);
  timer.unref();
  return {
    add: (response, first) => {
      listeners.add(response);
      response.on("close", () => listeners.delete(response));
      response.write(`retry: 1000\n\n${first.map(textOf).join("")}`);
    },
    send: (event) => {
      const text = textOf(event);
      for (const response of listeners) write(response, text);
    },
    close: () => {
      clearInterval(timer);
      for (const response of listeners) response.end();
    },
  };
}

/** JSON has no line breaks, so the data is one line. */
function textOf({ name, data }: ServerEvent): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
