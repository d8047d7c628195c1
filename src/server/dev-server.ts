import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import path from "node:path";
import { toPosix } from "../base/project-paths.js";
import { success, type Outcome } from "../base/usage-error.js";
import type { LinkTemplate } from "../graph/link-template.js";
import { type Access, createAccess } from "./access.js";
import type { DevProject } from "./dev-project.js";
import { createEventStream } from "./event-stream.js";
import { createDrawFlow } from "./flow-svg.js";
import { listen } from "./listen.js";
import type { PlaceLink } from "./page/finding-list.js";
import { openRunFolder } from "./run-folder.js";
import { createRoutes, type DevState } from "./routes.js";
import { createRuns, type RunFiles, type RunningProcess } from "./runs.js";
import { sendPage, sendText } from "./send.js";

/** The server of `flowc dev`. It serves pages that it makes itself, never a file by its path. */
export interface DevServer {
  readonly access: Access;
  readonly port: number;
  /** Shows another state of the project, or what keeps it from being read. */
  update(project: Outcome<DevProject>): void;
  /** Ends all runs and connections. */
  close(): Promise<void>;
}

export interface DevServerOptions {
  /** The port to listen on; if undefined, a free one is taken. */
  readonly port: number | undefined;
  /** Absolute path of the folder in whose cache runs are kept. */
  readonly projectDir: string;
  readonly link: LinkTemplate;
  startRun(files: RunFiles): RunningProcess;
  /** The report of a recorded run, as a page. */
  reportOf(file: string): Promise<Outcome<string>>;
  /** Hears of faults of our own. */
  onFault(error: unknown): void;
}

export async function startDevServer(options: DevServerOptions): Promise<Outcome<DevServer>> {
  const access = createAccess();
  const server = createServer((request, response) => void answer(request, response));
  const port = await listen(server, options.port);
  if (!port.ok) return port;
  const events = createEventStream();
  const folder = openRunFolder(options.projectDir);
  const state: DevState = { project: undefined, errors: [], version: 1 };
  const onChange = (): void => {
    state.version += 1;
    events.send({ name: "changed", data: { version: String(state.version) } });
  };
  const runs = createRuns({
    folder,
    startRun: options.startRun,
    onState: (data) => {
      events.send({ name: "run", data });
      if (data.status !== "running") onChange();
    },
  });
  const linkOf: PlaceLink = ({ file, start }) => {
    const absolute = path.resolve(state.project?.root ?? options.projectDir, file);
    return options.link({ file, path: toPosix(absolute), line: start.line, column: start.column });
  };
  const draw = createDrawFlow(options.link);
  const routes = createRoutes({ state, events, folder, runs, linkOf, draw, reportOf: options.reportOf });
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      const verdict = access.judge(request);
      if (verdict.kind === "refused") return sendText(response, 403, verdict.reason);
      if (verdict.kind === "allowed") return await routes(request, response);
      // A redirect would lose the cookie where a link of another site led here: browsers hold it to be that site's request.
      response.setHeader("set-cookie", verdict.cookie);
      sendPage(response, entryPage, "default-src 'none'");
    } catch (error) {
      // The page went away while it sent its request.
      if (!request.complete) return void response.destroy();
      options.onFault(error);
      if (response.headersSent) response.destroy();
      else sendText(response, 500, "flowc dev failed at this page: its terminal says more.");
    }
  };
  return success({
    access,
    port: port.value,
    update: (outcome) => {
      if (outcome.ok) state.project = outcome.value;
      state.errors = outcome.ok ? [] : outcome.errors;
      onChange();
    },
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      await runs.close();
      events.close();
      server.closeAllConnections();
      await closed;
      folder.close();
    },
  });
}

const entryPage = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=/"><title>flowc dev</title></head>
<body><a href="/">flowc dev</a></body></html>
`;
