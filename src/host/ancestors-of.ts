import path from "node:path";

/** A folder and the ones that contain it, inner first. */
export function* ancestorsOf(folder: string): Generator<string> {
  for (let current = folder; ; current = path.dirname(current)) {
    yield current;
    if (path.dirname(current) === current) return;
  }
}
