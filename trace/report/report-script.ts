import { zoomScript } from "./zoom-script.js";

/**
 * The script of a report: search and zoom. It has no data of the run, so that its hash allows it, and sets no style, which the policy of the
 * page forbids. Without it everything can be read.
 */
export const reportScript = `"use strict";
const form = document.querySelector("form.search");
const [input, output] = [form.querySelector("input"), form.querySelector("output")];
const groups = [...document.querySelectorAll("details.group")].map((group) => ({
  group,
  wasOpen: group.open,
  name: group.firstElementChild.textContent.toLowerCase(),
  rows: [...group.children].slice(1).map((row) => ({ row, text: row.textContent.toLowerCase() })),
}));
const search = () => {
  const words = input.value.toLowerCase().split(/\\s+/).filter((word) => word !== "");
  let count = 0;
  for (const { group, wasOpen, name, rows } of groups) {
    let found = 0;
    for (const { row, text } of rows) {
      const isFound = words.every((word) => name.includes(word) || text.includes(word));
      row.hidden = !isFound;
      if (isFound && !row.classList.contains("note")) found += 1;
    }
    count += found;
    group.hidden = found === 0;
    group.open = words.length === 0 ? wasOpen : found > 0 && found <= 50;
  }
  output.value = words.length === 0 ? "" : count === 0 ? "nothing found" : count + " found";
};
let timer;
input.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(search, 120);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  search();
});
form.hidden = false;
addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.target === input || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  input.focus();
});

// A link to a node leads to its activations, not only to its line.
const reveal = () => {
  const target = document.getElementById(location.hash.slice(1));
  if (target !== null && target.localName === "details") target.open = true;
};
addEventListener("hashchange", reveal);
reveal();

${zoomScript}
for (const tools of document.querySelectorAll(".tools")) tools.hidden = false;
startPictures(document);

let printed = [];
addEventListener("beforeprint", () => {
  printed = [...document.querySelectorAll("details.group:not([open]), details.value:not([open]), .alert details:not([open])")]
    .filter(({ childElementCount }) => childElementCount < 30);
  for (const part of printed) part.open = true;
});
addEventListener("afterprint", () => {
  for (const part of printed) part.open = false;
});
`;
