/**
 * The part of a script that makes pictures larger and smaller: by buttons, by the wheel with Ctrl (as which browsers report pinching a trackpad)
 * and by keys; and that moves them by dragging. Its listeners are for all pictures that are in the page now or later. `startPictures` begins with
 * texts that can be read, at the node that failed.
 */
export const zoomScript = `const readable = 0.75;
const sizeOf = (svg) => svg.viewBox.baseVal.width;
const zoomPicture = (pan, width, x, y) => {
  const svg = pan.querySelector("svg.fc");
  const whole = sizeOf(svg);
  const isFitted = width === undefined;
  const before = svg.getBoundingClientRect();
  pan.classList.toggle("zoomed", !isFitted);
  const now = Math.round(isFitted ? whole : Math.min(8 * whole, Math.max(100, width)));
  svg.setAttribute("width", now);
  svg.setAttribute("height", (now * svg.viewBox.baseVal.height) / whole);
  if (isFitted || x === undefined) return;
  const after = svg.getBoundingClientRect();
  pan.scrollLeft += after.left + ((x - before.left) / before.width) * after.width - x;
  pan.scrollTop += after.top + ((y - before.top) / before.height) * after.height - y;
};
const zoomBy = (pan, factor, x, y) => {
  const box = pan.getBoundingClientRect();
  const svg = pan.querySelector("svg.fc");
  if (svg !== null) zoomPicture(pan, svg.clientWidth * factor, x ?? box.left + box.width / 2, y ?? box.top + box.height / 2);
};
const panOf = (target) => (target instanceof Element ? target.closest("figure.picture .pan") : null);
const startPictures = (root) => {
  for (const pan of root.querySelectorAll("figure.picture .pan")) {
    const svg = pan.querySelector("svg.fc");
    if (svg === null) continue;
    if (svg.clientWidth < readable * sizeOf(svg)) zoomPicture(pan, readable * sizeOf(svg));
    const first = svg.querySelector(".node.failed") ?? svg.querySelector(".dot") ?? svg;
    const [box, inside] = [first.getBoundingClientRect(), pan.getBoundingClientRect()];
    if (box.right + 60 > inside.right) pan.scrollLeft += box.left + box.width / 2 - inside.left - inside.width / 2;
    if (first.matches(".failed")) pan.scrollTop += box.top + box.height / 2 - inside.top - inside.height / 2;
  }
};
document.addEventListener("click", ({ target }) => {
  const pan = target.closest(".tools")?.closest("figure.picture")?.querySelector(".pan");
  if (pan === null || pan === undefined || target.localName !== "button") return;
  const factor = { in: 1.25, out: 0.8 }[target.name];
  if (factor === undefined) zoomPicture(pan);
  else zoomBy(pan, factor);
});
document.addEventListener("wheel", (event) => {
  const pan = event.ctrlKey ? panOf(event.target) : null;
  if (pan === null) return;
  event.preventDefault();
  zoomBy(pan, Math.exp(-event.deltaY / 300), event.clientX, event.clientY);
}, { passive: false });
document.addEventListener("keydown", (event) => {
  const pan = event.ctrlKey || event.metaKey || event.altKey ? null : panOf(event.target);
  if (pan === null) return;
  if (event.key === "+" || event.key === "=") zoomBy(pan, 1.25);
  else if (event.key === "-") zoomBy(pan, 0.8);
  else if (event.key === "0") zoomPicture(pan);
  else return;
  event.preventDefault();
});
let drag;
document.addEventListener("pointerdown", ({ target, clientX, clientY, button, pointerType }) => {
  const pan = button === 0 && pointerType === "mouse" ? panOf(target) : null;
  drag = pan === null ? undefined : { pan, x: clientX, y: clientY, isMoved: false };
});
document.addEventListener("pointermove", ({ clientX, clientY, buttons }) => {
  if (drag === undefined || buttons === 0) return;
  const [x, y] = [clientX - drag.x, clientY - drag.y];
  if (!drag.isMoved && Math.hypot(x, y) < 4) return;
  drag.pan.scrollBy(-x, -y);
  drag = { pan: drag.pan, x: clientX, y: clientY, isMoved: true };
});
document.addEventListener("pointerup", () => setTimeout(() => (drag = undefined)));
// The end of a drag is no click on a link.
document.addEventListener("click", (event) => {
  if (drag?.isMoved === true && drag.pan.contains(event.target)) event.preventDefault();
}, true);
for (const type of ["dragstart", "selectstart"]) {
  document.addEventListener(type, (event) => {
    if (drag !== undefined && panOf(event.target) !== null) event.preventDefault();
  });
}
`;

/** The buttons of a picture. */
export const zoomButtons =
  '<button type="button" name="out" aria-label="Smaller">−</button><button type="button" name="in" aria-label="Larger">+</button><button type="button" name="all">Fit</button>';
