import type { IncomingMessage, ServerResponse } from "node:http";
import { describeFailure } from "../base/describe-failure.js";
import { parseJson } from "../base/parse-json.js";
import type { Outcome, UsageError } from "../base/usage-error.js";
import type { DevFlow, DevProject } from "./dev-project.js";
import type { EventStream } from "./event-stream.js";
import type { DrawFlow } from "./flow-svg.js";
import { devPage, devPolicy } from "./page/dev-page.js";
import type { DevView } from "./page/dev-view.js";
import { errorList, type PlaceLink } from "./page/finding-list.js";
import { flowBody } from "./page/flow-page.js";
import { listBody } from "./page/list-page.js";
import { readJsonBody } from "./read-json-body.js";
import type { RunFolder } from "./run-folder.js";
import type { Runs, RunState } from "./runs.js";
import { beginEvents, sendJson, sendPage, sendText } from "./send.js";

/** What the server knows of the project. */
export interface DevState {
  project: DevProject | undefined;
  errors: readonly UsageError[];
  /** Goes up with each change of what pages show. */
  version: number;
}

export interface RouteOptions {
  readonly state: DevState;
  readonly events: EventStream;
  readonly folder: RunFolder;
  readonly runs: Runs;
  readonly linkOf: PlaceLink;
  readonly draw: DrawFlow;
  reportOf(file: string): Promise<Outcome<string>>;
}

type Route = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Answers a request that may be answered. Addresses name flows and runs by ids that are looked up. */
export function createRoutes(options: RouteOptions): Route {
  const { state, events, runs } = options;
  const posts: Readonly<Record<string, (value: Readonly<Record<string, unknown>>, response: ServerResponse) => void>> =
    {
      "/start": (value, response) => start(value, response, options),
      "/stop": ({ flow }, response) => sendJson(response, 200, { stopped: runs.stop(String(flow)) }),
    };
  return async (request, response) => {
    const { method, url = "" } = request;
    if (method === "POST" && Object.hasOwn(posts, url)) {
      const body = await readJsonBody(request);
      if (!body.ok) return sendText(response, body.status, body.reason);
      posts[url]?.(body.value, response);
      return;
    }
    if (method !== "GET" && method !== "HEAD") return sendText(response, 405, "This address is only read.");
    if (url === "/") return sendDevPage(response, { title: "Flows", body: listBody(viewOf(options)) }, options);
    if (url === "/events") {
      beginEvents(response);
      if (method === "HEAD") return void response.end();
      const current = { name: "changed", data: { version: String(state.version) } } as const;
      events.add(response, [current, ...runs.states().map((data) => ({ name: "run", data }) as const)]);
      return;
    }
    const [, kind, id = ""] = /^\/(flow|run)\/([0-9a-f-]+)$/u.exec(url) ?? [];
    if (kind === "flow") return sendFlow(id, response, options);
    if (kind === "run") return sendRun(id, response, options);
    sendText(response, 404, "There is no such page.");
  };
}

function viewOf({ state, folder, runs, linkOf }: RouteOptions): DevView {
  return { project: state.project, errors: state.errors, runs: folder.list(), states: runs.states(), linkOf };
}

function sendDevPage(
  response: ServerResponse,
  page: { readonly title: string; readonly body: string; readonly flow?: string },
  { state }: RouteOptions,
): void {
  sendPage(response, devPage({ ...page, version: String(state.version) }), devPolicy());
}

async function sendFlow(id: string, response: ServerResponse, options: RouteOptions): Promise<void> {
  const flow = flowOf(id, options);
  if (flow === undefined) return sendText(response, 404, "There is no such flow any more.");
  const picture = await options.draw(flow, options.state.project?.flows ?? []);
  const body = flowBody(flow, picture, viewOf(options));
  sendDevPage(response, { title: flow.name, body, flow: flow.id }, options);
}

function flowOf(id: unknown, { state }: RouteOptions): DevFlow | undefined {
  return state.project?.flows.find((flow) => flow.id === id);
}

async function sendRun(id: string, response: ServerResponse, options: RouteOptions): Promise<void> {
  const { folder } = options;
  const run = folder.list().find((candidate) => candidate.id === id);
  if (run === undefined) return sendText(response, 404, "There is no such run: the newest 50 are kept.");
  const report = await options.reportOf(folder.fileOf(id));
  // The report has a policy of its own; this is what only a header can say.
  if (report.ok) return sendPage(response, report.value, "frame-ancestors 'none'");
  const body = `<header><p><a href="/">All flows</a></p></header><main><div class="alerts">${errorList(report.errors)}</div></main>`;
  sendDevPage(response, { title: "Run", body }, options);
}

/** Starts a run. What is wrong with a field is said with its name and the offset of the fault. */
function start(value: Readonly<Record<string, unknown>>, response: ServerResponse, options: RouteOptions): void {
  const flow = flowOf(value["flow"], options);
  if (flow === undefined) return sendJson(response, 404, { message: "There is no such flow any more." });
  if (flow.plan === undefined) return sendJson(response, 409, { message: "A flow with errors cannot run." });
  const texts = { input: textOf(value["input"]), context: textOf(value["context"]) };
  for (const field of ["input", "context"] as const) {
    const fault = faultOf(field, texts[field]);
    if (fault !== undefined) return sendJson(response, 400, { field, ...fault });
  }
  const run = startOrFault(() => options.runs.start(flow, texts));
  if (typeof run === "string") return sendJson(response, 500, { message: run });
  if (run === undefined) {
    return sendJson(response, 409, {
      message: "This flow is running, or too many others are: stop one of them first.",
    });
  }
  options.events.send({ name: "run", data: run });
  sendJson(response, 200, { id: run.id });
}

/** The run, or why the system does not let it start: its record has no place, for example. */
function startOrFault(begin: () => RunState | undefined): RunState | undefined | string {
  try {
    return begin();
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    const path = "path" in error ? String(error.path) : "the record";
    return describeFailure(path, "written", error).message;
  }
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function faultOf(field: "input" | "context", text: string): { message: string; offset?: number } | undefined {
  if (text.trim() === "") return undefined;
  const parsed = parseJson(text);
  if (!parsed.ok) return { message: `This is not JSON: ${parsed.reason}`, offset: parsed.offset };
  const { value } = parsed;
  if (field === "input" || (typeof value === "object" && value !== null && !Array.isArray(value))) return undefined;
  return { message: 'The context must be an object: { "key": 1 }' };
}
