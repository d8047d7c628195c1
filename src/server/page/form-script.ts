/**
 * The part of the script that keeps the fields of an input and its JSON the same. The JSON is what is sent: fields write it, and what is
 * typed there is read into the fields.
 */
export const formScript = `const fieldsOf = (form) => [...form.querySelectorAll("#fields-input [data-path]")];
const valueOf = (field) => {
  const { kind } = field.dataset;
  if (field.type === "checkbox") return field.checked;
  const isEmpty = field.value.trim() === "";
  if (isEmpty) return kind === "text" && field.dataset.optional === undefined ? field.value : undefined;
  if (kind === "text") return field.value;
  return kind === "number" ? Number(field.value) : JSON.parse(field.value);
};
const writeJson = (form) => {
  let whole;
  for (const field of fieldsOf(form)) {
    const path = JSON.parse(field.dataset.path);
    let value;
    try {
      value = valueOf(field);
      field.removeAttribute("aria-invalid");
    } catch {
      field.setAttribute("aria-invalid", "true");
    }
    if (path.length === 0) whole = value;
    else {
      whole ??= {};
      let part = whole;
      for (const key of path.slice(0, -1)) {
        if (!Object.hasOwn(part, key)) part[key] = {};
        part = part[key];
      }
      if (value !== undefined) part[path.at(-1)] = value;
    }
  }
  const area = form.querySelector("textarea[name=input]");
  area.value = whole === undefined ? "" : JSON.stringify(whole, undefined, 2);
};
const readJson = (form) => {
  let whole;
  try {
    whole = JSON.parse(form.querySelector("textarea[name=input]").value);
  } catch {
    return;
  }
  for (const field of fieldsOf(form)) {
    const value = JSON.parse(field.dataset.path).reduce((part, key) => (part !== null && typeof part === "object" && Object.hasOwn(part, key) ? part[key] : undefined), whole);
    if (field.type === "checkbox") field.checked = value === true;
    else if (value === undefined) field.value = "";
    else field.value = ["text", "number"].includes(field.dataset.kind) ? value : JSON.stringify(value);
    field.removeAttribute("aria-invalid");
  }
};
const fillForm = () => {
  const form = document.querySelector("form.run");
  if (form === null || fieldsOf(form).length === 0) return;
  if (form.querySelector("textarea[name=input]").value === "") writeJson(form);
  else readJson(form);
};
document.addEventListener("input", ({ target }) => {
  const form = target.closest("form.run");
  if (form === null) return;
  if (target.dataset.path !== undefined) writeJson(form);
  else if (target.name === "input" && fieldsOf(form).length > 0) readJson(form);
});
`;
