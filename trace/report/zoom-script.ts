/** The part of a script that makes pictures larger and smaller: one listener for all that are in the page now or later. */
export const zoomScript = `document.addEventListener("click", ({ target }) => {
  const figure = target.closest(".tools")?.closest("figure.picture");
  if (figure === null || figure === undefined || target.localName !== "button") return;
  const [svg, pan] = [figure.querySelector("svg.fc"), figure.querySelector(".pan")];
  const factor = { in: 1.25, out: 0.8 }[target.name];
  const whole = svg.viewBox.baseVal.width;
  pan.classList.toggle("zoomed", factor !== undefined);
  const width = factor === undefined ? whole : Math.min(8 * whole, Math.max(100, svg.clientWidth * factor));
  svg.setAttribute("width", Math.round(width));
});
`;

/** The buttons of a picture. */
export const zoomButtons =
  '<button type="button" name="out" aria-label="Smaller">−</button><button type="button" name="in" aria-label="Larger">+</button><button type="button" name="all">Fit</button>';
