import { request } from "node:http";
import { onTestFinished } from "vitest";
import { resultOf, spawnCli } from "../cli/run-cli.js";

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
}

export interface Asking {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A running `flowc dev`. */
export interface Dev {
  readonly address: string;
  readonly port: number;
  readonly child: ReturnType<typeof spawnCli>;
  readonly result: ReturnType<typeof resultOf>;
  /** Sends a request with the cookie. */
  ask(path: string, asking?: Asking): Promise<Answer>;
  /** Sends JSON as the page does. */
  post(path: string, value: unknown): Promise<Answer>;
  /** Listens to events, and resolves with the data of the first one that is wanted. */
  until(name: string, isWanted: (data: never) => boolean): Promise<Readonly<Record<string, unknown>>>;
}

/** Starts `flowc dev` in a process of its own, on any free port unless the arguments name one. */
export async function startDev(cwd: string, args: readonly string[] = ["--port", "0"]): Promise<Dev> {
  const child = spawnCli(["dev", ...args], cwd);
  const result = resultOf(child);
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout?.once("data", (chunk: Buffer) => resolve(chunk.toString().trim()));
    void result.then(({ error }) => reject(new Error(error)));
  });
  const { port, searchParams } = new URL(address);
  const cookie = `flowc-dev-${port}=${searchParams.get("token") ?? ""}`;
  const origin = `http://127.0.0.1:${port}`;
  const ask: Dev["ask"] = (path, asking = {}) =>
    sendTo(Number(port), path, { ...asking, headers: { cookie, ...asking.headers } });
  const headers = { origin, "content-type": "application/json" };
  return {
    address,
    port: Number(port),
    child,
    result,
    ask,
    post: (path, value) => ask(path, { method: "POST", body: JSON.stringify(value), headers }),
    until: (name, isWanted) => eventOf({ port: Number(port), cookie, name, isWanted }),
  };
}

/** The same, for one test. */
export async function startDevForTest(cwd: string, args?: readonly string[]): Promise<Dev> {
  const dev = await startDev(cwd, args);
  onTestFinished(() => void dev.child.kill("SIGKILL"));
  return dev;
}

/** Sends a request whose headers are exactly these: unlike `fetch`, also `Host`. */
export function sendTo(port: number, path: string, { method = "GET", headers = {}, body }: Asking): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, path, method, headers, agent: false }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
    });
    sent.on("error", reject).end(body);
  });
}

interface Listening {
  readonly port: number;
  readonly cookie: string;
  readonly name: string;
  readonly isWanted: (data: never) => boolean;
}

function eventOf({ port, cookie, name, isWanted }: Listening): Promise<Readonly<Record<string, unknown>>> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: "127.0.0.1", port, path: "/events", headers: { cookie }, agent: false },
      (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (chunk: string) => {
          text += chunk;
          for (let end = text.indexOf("\n\n"); end !== -1; end = text.indexOf("\n\n")) {
            const [first = "", second = ""] = text.slice(0, end).split("\n");
            text = text.slice(end + 2);
            if (first !== `event: ${name}`) continue;
            const data = JSON.parse(second.slice("data: ".length)) as Readonly<Record<string, unknown>>;
            if (!isWanted(data as never)) continue;
            resolve(data);
            sent.destroy();
          }
        });
      },
    );
    sent.on("error", reject).end();
  });
}
