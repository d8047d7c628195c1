import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** Who may use the pages: the browser that opened the printed address, and no other site in it. */
export interface Access {
  /** The address that lets a browser in, as often as it is opened. */
  address(port: number): string;
  /** An address that lets a browser in once: other users of the machine can see the arguments of processes. */
  addressForOnce(port: number): string;
  judge(request: IncomingMessage): Verdict;
}

export type Verdict =
  | { readonly kind: "allowed" }
  /** The address had the token: the browser gets this cookie, and the page without the token. */
  | { readonly kind: "entered"; readonly cookie: string }
  | { readonly kind: "refused"; readonly reason: string };

/** Creates a new token. It is never written to the disk, and ends with the process. */
export function createAccess(): Access {
  const token = newSecret();
  const once = new Set<string>();
  return {
    address: (port) => addressOf(port, token),
    addressForOnce: (port) => {
      const code = newSecret();
      once.add(code);
      return addressOf(port, code);
    },
    judge: (request) => {
      const port = request.socket.localPort ?? 0;
      const reason = foreignReason(request, port);
      if (reason !== undefined) return { kind: "refused", reason };
      const given = tokenInAddress(request.url ?? "");
      if (given !== undefined) {
        // A request for the headers alone opens no page, so it uses up no address.
        const isRight = isSame(given, token) || (request.method === "HEAD" ? once.has(given) : once.delete(given));
        if (!isRight) return { kind: "refused", reason: "The token in the address is not that of this flowc dev." };
        const cookie = `${cookieName(port)}=${token}; Path=/; HttpOnly; SameSite=Strict`;
        return { kind: "entered", cookie };
      }
      const kept = cookieOf(request, cookieName(port));
      if (kept !== undefined && isSame(kept, token)) return { kind: "allowed" };
      return { kind: "refused", reason: "Open the address that flowc dev printed: it has a token." };
    },
  };
}

/**
 * Why a request does not come from our own pages. A name of another site that leads to this machine (DNS rebinding) is in `Host`, and another
 * site that sends a request is in `Origin`.
 */
function foreignReason({ method, headers }: IncomingMessage, port: number): string | undefined {
  const { host, origin } = headers;
  if (host === undefined || ![`127.0.0.1:${port}`, `localhost:${port}`].includes(host)) {
    return "The address has another host than the one that flowc dev printed.";
  }
  // Browsers send it with every POST; only reading goes without it.
  const isNeeded = method !== "GET" && method !== "HEAD";
  if (origin === undefined ? isNeeded : origin !== `http://${host}`) return "The request comes from another site.";
  return undefined;
}

function newSecret(): string {
  return randomBytes(24).toString("base64url");
}

function addressOf(port: number, secret: string): string {
  return `http://127.0.0.1:${port}/?token=${secret}`;
}

function tokenInAddress(url: string): string | undefined {
  return /^\/\?token=(?<token>[^&]*)$/u.exec(url)?.groups?.["token"];
}

/** Cookies are shared by all ports of a host. */
function cookieName(port: number): string {
  return `flowc-dev-${port}`;
}

function cookieOf({ headers }: IncomingMessage, name: string): string | undefined {
  const pairs = (headers.cookie ?? "").split(";").map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}

/** Compares in a time that does not depend on where two secrets differ. */
function isSame(one: string, other: string): boolean {
  const hash = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(one), hash(other));
}
