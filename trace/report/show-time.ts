/** Milliseconds for people, with about three digits: `0.25 ms`, `12.3 ms`, `1.25 s`, `2 min 5 s`, `3 h 4 min`. */
export function showTime(ms: number): string {
  if (ms < 999.5) return `${digits(ms)} ms`;
  if (ms < 59_995) return `${digits(ms / 1000)} s`;
  const seconds = Math.round(ms / 1000);
  const minutes = Math.round(seconds / 60);
  if (seconds < 3600) return joined([Math.floor(seconds / 60), "min"], [seconds % 60, "s"]);
  const hours = Math.round(minutes / 60);
  if (minutes < 24 * 60) return joined([Math.floor(minutes / 60), "h"], [minutes % 60, "min"]);
  return joined([Math.floor(hours / 24), "d"], [hours % 24, "h"]);
}

function digits(value: number): string {
  return String(Number(value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)));
}

function joined(...parts: readonly (readonly [number, string])[]): string {
  return parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(" ");
}

/** A time of the day for people: `2026-11-29 01:43:48 UTC`. */
export function showMoment(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  return `${date.toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

/** A whole number with separators: `12,652`. */
export function showCount(count: number): string {
  return count.toLocaleString("en");
}

/** `1 node`, `2 nodes`. */
export function counted(count: number, one: string, several = `${one}s`): string {
  return `${showCount(count)} ${count === 1 ? one : several}`;
}
