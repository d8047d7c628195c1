import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** How the server handles one request: it sends an answer or a status, or never responds. */
export type Behaviour = { readonly body: string } | { readonly status: number } | "stall";

export interface RateServer {
  readonly url: string;
  /** Queries of the requests so far. */
  readonly queries: readonly string[];
  close(): Promise<void>;
}

/** Starts a server on a free port of 127.0.0.1. It follows the behaviours in order and repeats the last one. */
export async function startRateServer(behaviours: readonly Behaviour[]): Promise<RateServer> {
  const queries: string[] = [];
  const server = createServer((request, response) => {
    const behaviour = behaviours[Math.min(queries.length, behaviours.length - 1)] ?? "stall";
    queries.push(new URL(request.url ?? "/", "http://127.0.0.1").search);
    if (behaviour === "stall") return;
    if ("status" in behaviour) response.statusCode = behaviour.status;
    response.end("body" in behaviour ? behaviour.body : "");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/rate`, queries, close: () => close(server) };
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve, reject) => server.close((error) => (error === undefined ? resolve() : reject(error))));
}
