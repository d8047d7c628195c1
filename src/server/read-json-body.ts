import type { IncomingMessage } from "node:http";

/** Bytes of the largest request. */
const most = 4_000_000;

/** An object that a page sent, or the status that refuses it. */
export type JsonBody =
  | { readonly ok: true; readonly value: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly status: 400 | 413 | 415; readonly reason: string };

/** Reads the body of a POST. It must say that it is JSON: forms of other sites cannot. */
export async function readJsonBody(request: IncomingMessage): Promise<JsonBody> {
  if (!/^application\/json(?:;|$)/iu.test(request.headers["content-type"] ?? "")) {
    return { ok: false, status: 415, reason: "The request is not JSON." };
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most) return { ok: false, status: 413, reason: "The request is too large." };
    chunks.push(chunk);
  }
  try {
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString("utf8"));
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ok: true, value: { ...value } };
  } catch {
    return { ok: false, status: 400, reason: "The request is not JSON." };
  }
  return { ok: false, status: 400, reason: "The request is no object." };
}
