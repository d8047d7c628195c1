import type { ServerResponse } from "node:http";

/** Headers of every answer: nothing is kept, framed, or read by other sites. */
const common: Readonly<Record<string, string>> = {
  "cache-control": "no-store",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
};

/** Sends a page with its policy. */
export function sendPage(response: ServerResponse, html: string, policy: string): void {
  response.writeHead(200, { ...common, "content-type": "text/html; charset=utf-8", "content-security-policy": policy });
  response.end(html);
}

/** Sends a sentence for a reader who opened a wrong address. */
export function sendText(response: ServerResponse, status: number, text: string): void {
  const policy = "default-src 'none'; frame-ancestors 'none'";
  response.writeHead(status, {
    ...common,
    "content-type": "text/plain; charset=utf-8",
    "content-security-policy": policy,
    // What is left of the request is not read.
    ...(status === 413 && { connection: "close" }),
  });
  response.end(`${text}\n`);
}

export function sendJson(response: ServerResponse, status: number, value: object): void {
  response.writeHead(status, { ...common, "content-type": "application/json" });
  response.end(JSON.stringify(value));
}

/** Begins an answer that events are added to. */
export function beginEvents(response: ServerResponse): void {
  response.writeHead(200, { ...common, "content-type": "text/event-stream" });
}
