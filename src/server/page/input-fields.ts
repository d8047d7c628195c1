import { escapeXml } from "../../../picture/svg/svg-text.js";
import { escapeHtml } from "../../../trace/report/escape-html.js";
import type { ShapeField, ValueShape } from "../../host/value-shape/value-shape.js";

/** Fields of a form by the shape of a value; empty if they would be no easier to fill in than JSON. The script writes what they hold as JSON. */
export function inputFields(shape: ValueShape | undefined): string {
  if (shape === undefined || shape.kind === "json") return "";
  const fields =
    shape.kind === "object" ? groupOf(shape.fields, []) : fieldOf({ key: "Input", shape, isOptional: false }, []);
  return fields === "" ? "" : `<div class="fields" id="fields-input">${fields}</div>`;
}

type Path = readonly string[];

function groupOf(fields: readonly ShapeField[], path: Path): string {
  return fields.map((field) => fieldOf(field, [...path, field.key])).join("\n");
}

/** An object that may be left out is JSON: empty fields of it would be an object all the same. */
function fieldOf({ key, shape, isOptional }: ShapeField, path: Path): string {
  const name = escapeHtml(key);
  if (shape.kind === "object" && !isOptional) {
    return `<fieldset><legend>${name}</legend>${groupOf(shape.fields, path)}</fieldset>`;
  }
  const id = escapeXml(`value-${encodeURIComponent(JSON.stringify(path))}`);
  const kind = shape.kind === "object" ? "json" : shape.kind;
  const data = `id="${id}" data-path="${escapeXml(JSON.stringify(path))}" data-kind="${kind}"${isOptional ? " data-optional" : ""}`;
  const note = `<span class="note">${isOptional ? "optional" : ""}${kind === "json" ? `${isOptional ? ", " : ""}JSON` : ""}</span>`;
  return `<div class="field"><label for="${id}">${name} ${note}</label>${controlOf(shape, data, isOptional)}</div>`;
}

/** @param data the attributes of the control */
function controlOf(shape: ValueShape, data: string, isOptional: boolean): string {
  switch (shape.kind) {
    case "text":
      return `<input type="text" ${data} autocomplete="off">`;
    case "number":
      return `<input type="number" step="any" ${data} autocomplete="off">`;
    case "boolean":
      return isOptional ? selectOf([true, false], data, true) : `<input type="checkbox" ${data}>`;
    case "choice":
      return selectOf(shape.options, data, isOptional);
    case "object":
    case "json":
      return `<textarea rows="2" spellcheck="false" ${data}></textarea>`;
  }
}

function selectOf(options: readonly unknown[], data: string, isOptional: boolean): string {
  const texts = options.map((option) => JSON.stringify(option));
  const all = isOptional ? ["", ...texts] : texts;
  const shown = (text: string): string => (text.startsWith('"') ? String(JSON.parse(text)) : text);
  return `<select ${data}>${all.map((text) => `<option value="${escapeXml(text)}">${escapeHtml(shown(text))}</option>`).join("")}</select>`;
}
