import { formScript } from "./form-script.js";
import { zoomScript } from "../../../trace/report/zoom-script.js";

/**
 * The script of the pages. It has no data, so that its hash allows it. Pages come whole from the server: when something has changed, the script
 * reads the page again and replaces the parts that differ. Texts of the user's are set as text, never as markup.
 */
export const devScript = `"use strict";
const partsOf = (root) => new Map([...root.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part]));
const served = new Map([...partsOf(document)].map(([name, part]) => [name, part.outerHTML]));
const flow = document.body.dataset.flow;
let version = document.body.dataset.version;
let run;

const swap = (old, part) => {
  const typed = [...old.querySelectorAll("textarea[name]")].filter((field) => field.value !== field.defaultValue);
  const added = document.adoptNode(part);
  old.replaceWith(added);
  for (const { name, value } of typed) {
    const field = added.querySelector("textarea[name=" + name + "]");
    if (field !== null) field.value = value;
  }
  fillForm();
  startPictures(added.parentElement);
};
const read = async () => {
  const response = await fetch(location.href);
  if (!response.ok) return;
  const next = new DOMParser().parseFromString(await response.text(), "text/html");
  const now = partsOf(document);
  for (const [name, part] of partsOf(next)) {
    const text = part.outerHTML;
    if (served.get(name) === text || !now.has(name)) continue;
    served.set(name, text);
    swap(now.get(name), part);
  }
  version = next.body.dataset.version;
  document.title = next.title;
  show();
};
let [reading, isStale] = [false, false];
const refresh = async () => {
  isStale = true;
  if (reading) return;
  reading = true;
  try {
    while (isStale) {
      isStale = false;
      await read();
    }
  } finally {
    reading = false;
  }
};

const states = ["running", "failed", "handled", "ok"];
const markText = ({ running, ok, failed, handled, retries, time }) => {
  const count = running + ok + failed + handled;
  return [running > 0 ? "▶" : "", count > 1 ? "×" + count : "", retries > 0 ? "↻ " + retries : "", failed + handled > 0 ? "✕" : "", time]
    .filter((text) => text !== "")
    .join(" ");
};
const mark = (node, progress) => {
  node.querySelector(":scope > .live-mark")?.remove();
  node.classList.remove(...states);
  if (progress === undefined) return;
  node.classList.add(states.find((state) => progress[state] > 0) ?? "ok");
  const box = node.querySelector(":scope > .box").getBBox();
  const text = document.createElementNS("http://www.w3.org/2000/svg", "text");
  text.setAttribute("class", "live-mark");
  text.setAttribute("x", box.x + box.width);
  text.setAttribute("y", box.y - 4);
  text.textContent = markText(progress);
  node.append(text);
};
const show = () => {
  if (run === undefined) return;
  const [nodes, edges] = [new Map(run.nodes), new Set(run.edges)];
  const hasEnded = !["running", "not started"].includes(run.status);
  for (const node of document.querySelectorAll("[data-node]")) {
    mark(node, nodes.get(node.dataset.node));
    node.classList.toggle("unused", hasEnded && !nodes.has(node.dataset.node));
  }
  for (const edge of document.querySelectorAll("[data-edge]")) {
    edge.classList.toggle("went", edges.has(edge.dataset.edge));
    edge.classList.toggle("unused", hasEnded && !edges.has(edge.dataset.edge));
  }
  document.querySelector("#run-events").hidden = run.log.length === 0;
  const [state, log, output] = ["state", "log", "output"].map((name) => document.querySelector("#run-" + name));
  state.textContent = run.status;
  state.className = "pill " + ({ done: "ok", failed: "failed", "not started": "failed" }[run.status] ?? "cut");
  state.hidden = false;
  log.textContent = run.log.join("\\n");
  output.textContent = run.output;
  document.querySelector("#run-report").hidden = run.status === "running" || run.status === "not started";
  document.querySelector("#run-report").href = "/run/" + run.id;
  const [start, stop] = [document.querySelector("button[type=submit]"), document.querySelector("#stop")];
  if (start !== null) start.disabled = run.status === "running";
  if (stop !== null) stop.hidden = run.status !== "running";
};

const post = (path, body) =>
  fetch(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
const fault = (form, { field, message, offset }) => {
  for (const area of form.querySelectorAll("textarea[name]")) area.removeAttribute("aria-invalid");
  for (const place of form.querySelectorAll(".fault")) place.textContent = "";
  const area = field === undefined ? null : form.querySelector("textarea[name=" + field + "]");
  form.querySelector("#fault-" + (area === null ? "run" : field)).textContent = message ?? "";
  if (area === null) return;
  const details = area.closest("details");
  if (details !== null) details.open = true;
  area.setAttribute("aria-invalid", "true");
  area.focus();
  if (offset !== undefined) area.setSelectionRange(offset, offset + 1);
};
document.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  const wrong = form.querySelector("[data-path][aria-invalid=true]");
  if (wrong !== null) {
    fault(form, { message: "This is not JSON." });
    wrong.focus();
    return;
  }
  const [input, context] = ["input", "context"].map((name) => form.querySelector("textarea[name=" + name + "]").value);
  try {
    const response = await post("/start", { flow, input, context });
    fault(form, response.ok ? {} : await response.json());
  } catch {
    fault(form, { message: "flowc dev does not answer." });
  }
});
document.addEventListener("click", (event) => {
  if (event.target.id === "stop") void post("/stop", { flow });
});

${zoomScript}
${formScript}
fillForm();
startPictures(document);
const lost = document.querySelector("#lost");
const source = new EventSource("/events");
source.addEventListener("open", () => (lost.hidden = true));
source.addEventListener("error", () => (lost.hidden = false));
source.addEventListener("changed", ({ data }) => {
  if (JSON.parse(data).version !== version) void refresh();
});
source.addEventListener("run", ({ data }) => {
  const state = JSON.parse(data);
  for (const pill of document.querySelectorAll("[data-run]"))
    if (pill.dataset.run === state.flow) pill.textContent = state.status;
  if (state.flow !== flow) return;
  run = state;
  show();
});
`;
