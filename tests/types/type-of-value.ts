/** The text of the type of a value that is plain data: `{ "a": 1; "b": undefined }`. */
export function typeOfValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(typeOfValue).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}: ${typeOfValue(member)}`);
    return `{ ${members.join("; ")} }`;
  }
  return value === undefined ? "undefined" : JSON.stringify(value);
}
