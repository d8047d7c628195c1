/**
 * The script of the page around a picture: a classic script without data of the flow, so that its hash allows it. It moves the view box;
 * it sets no style, which the policy of the page forbids.
 */
export const pageScript = `"use strict";
const main = document.querySelector("main");
const svg = document.querySelector("main > svg");
const form = document.querySelector("form");
const [input, output] = [form.querySelector("input"), form.querySelector("output")];
const nodes = [...svg.querySelectorAll("[data-node]")];
const whole = svg.getAttribute("viewBox").split(" ").map(Number);
let view = [...whole];

const show = () => svg.setAttribute("viewBox", view.join(" "));
// Pixels of the screen for one of the picture; the view box keeps the shape of the screen.
const scale = () => main.clientWidth / view[2];
const fit = (box, most) => {
  const size = Math.min(main.clientWidth / box[2], main.clientHeight / box[3], most);
  const [width, height] = [main.clientWidth / size, main.clientHeight / size];
  view = [box[0] + (box[2] - width) / 2, box[1] + (box[3] - height) / 2, width, height];
  show();
};
// A large picture begins at its start, with texts that can be read; 0 shows all of it.
const begin = () => {
  const readable = 0.8;
  const size = Math.min(main.clientWidth / whole[2], main.clientHeight / whole[3]);
  if (size >= readable) return fit(whole, 1);
  const by = Math.min(1, Math.max(readable, main.clientWidth / whole[2]));
  const [width, height] = [main.clientWidth / by, main.clientHeight / by];
  const dot = svg.querySelector(".dot");
  const middle = dot === null ? whole[2] / 2 : boxOf(dot)[0] + boxOf(dot)[2] / 2;
  // The left side has the name, unless the start would be out of sight.
  const inSight = middle + 80 <= width ? 0 : Math.min(middle - width / 2, whole[2] - width);
  const left = width >= whole[2] ? (whole[2] - width) / 2 : inSight;
  view = [whole[0] + left, whole[1], width, height];
  show();
};
const zoom = (factor, x = main.clientWidth / 2, y = main.clientHeight / 2) => {
  const to = Math.min(8, Math.max(0.02, scale() * factor)) / scale();
  view = [view[0] + (x / scale()) * (1 - 1 / to), view[1] + (y / scale()) * (1 - 1 / to), view[2] / to, view[3] / to];
  show();
};
const pan = (x, y) => {
  const by = scale();
  view = [view[0] - x / by, view[1] - y / by, view[2], view[3]];
  show();
};
const boxOf = (node) => {
  const [box, page] = [node.getBoundingClientRect(), svg.getBoundingClientRect()];
  const by = scale();
  return [view[0] + (box.x - page.x) / by, view[1] + (box.y - page.y) / by, box.width / by, box.height / by];
};

// The picture is moved by its view box, so browsers cannot scroll to what gets the focus. A listener at the SVG itself would make it focusable.
main.addEventListener("focusin", ({ target }) => {
  const node = target.querySelector(":scope > [data-node]");
  if (node === null) return;
  const [x, y, width, height] = boxOf(node);
  const isSeen = x >= view[0] && y >= view[1] && x + width <= view[0] + view[2] && y + height <= view[1] + view[3];
  if (isSeen) return;
  view = [x + (width - view[2]) / 2, y + (height - view[3]) / 2, view[2], view[3]];
  show();
});

let [found, at] = [[], 0];
const reveal = () => {
  const node = found[at];
  if (node === undefined) return;
  const [x, y, width, height] = boxOf(node);
  fit([x - 120, y - 120, width + 240, height + 240], Math.max(1, Math.min(2, scale())));
};
const find = () => {
  const text = input.value.trim().toLowerCase();
  for (const node of nodes) node.classList.remove("found");
  found = text === "" ? [] : nodes.filter((node) => {
    const label = node.querySelector("text");
    return [node.dataset.node, label === null ? "" : label.textContent].some((name) => name.toLowerCase().includes(text));
  });
  for (const node of found) node.classList.add("found");
  at = 0;
  output.value = text === "" ? "" : found.length === 0 ? "no node" : found.length + (found.length === 1 ? " node" : " nodes");
  reveal();
};

form.hidden = false;
document.documentElement.classList.add("live");
fit(whole, 1);
begin();
input.addEventListener("input", find);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  at = found.length === 0 ? 0 : (at + 1) % found.length;
  reveal();
});
form.querySelector("[name=in]").addEventListener("click", () => zoom(1.25));
form.querySelector("[name=out]").addEventListener("click", () => zoom(0.8));
form.querySelector("[name=all]").addEventListener("click", () => fit(whole, 1));
// On paper all of it is there.
addEventListener("beforeprint", () => svg.setAttribute("viewBox", whole.join(" ")));
addEventListener("afterprint", show);
addEventListener("resize", () => fit([...view], scale()));
main.addEventListener("wheel", (event) => {
  event.preventDefault();
  const page = main.getBoundingClientRect();
  zoom(Math.exp(-event.deltaY / 500), event.clientX - page.x, event.clientY - page.y);
}, { passive: false });

// One pointer moves the picture, two make it larger and smaller.
const pointers = new Map();
let isMoved = false;
const middleOf = ([[x, y], [otherX, otherY] = [x, y]]) => [(x + otherX) / 2, (y + otherY) / 2];
const spanOf = ([[x, y], [otherX, otherY] = [x, y]]) => Math.hypot(x - otherX, y - otherY);
main.addEventListener("pointerdown", (event) => {
  if (pointers.size === 0) isMoved = false;
  if (pointers.size < 2) pointers.set(event.pointerId, [event.clientX, event.clientY]);
});
addEventListener("pointermove", (event) => {
  if (!pointers.has(event.pointerId)) return;
  const before = [...pointers.values()];
  const [x, y] = pointers.get(event.pointerId);
  if (!isMoved && Math.hypot(event.clientX - x, event.clientY - y) < 4) return;
  isMoved = true;
  pointers.set(event.pointerId, [event.clientX, event.clientY]);
  const after = [...pointers.values()];
  const [from, to] = [middleOf(before), middleOf(after)];
  pan(to[0] - from[0], to[1] - from[1]);
  const page = main.getBoundingClientRect();
  if (spanOf(before) > 0) zoom(spanOf(after) / spanOf(before), to[0] - page.x, to[1] - page.y);
});
for (const type of ["pointerup", "pointercancel"]) {
  addEventListener(type, (event) => pointers.delete(event.pointerId));
}
// The end of a drag is no click on a link.
main.addEventListener("click", (event) => {
  if (isMoved) event.preventDefault();
}, true);
main.addEventListener("dragstart", (event) => event.preventDefault());
main.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const step = 60;
  const moves = { ArrowLeft: [step, 0], ArrowRight: [-step, 0], ArrowUp: [0, step], ArrowDown: [0, -step] };
  if (event.key === "+" || event.key === "=") zoom(1.25);
  else if (event.key === "-") zoom(0.8);
  else if (event.key === "0") fit(whole, 1);
  else if (event.key in moves) pan(...moves[event.key]);
  else return;
  event.preventDefault();
});
addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.target === input) return;
  event.preventDefault();
  input.focus();
});
`;
