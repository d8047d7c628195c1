import { median, formatTable } from "./table.mjs";

/**
 * Prints the tables of a benchmark run. A measurement has `results`, one per round: the median and minimum of a
 * process.
 */

const medianOf = ({ results }) => median(results.map((result) => result.median));
const minimumOf = ({ results }) => Math.min(...results.map((result) => result.minimum));
const both = (measurement) => `${medianOf(measurement).toFixed(0)} / ${minimumOf(measurement).toFixed(0)}`;

/** The ratio of medians, paired by round, and the ratio of the overall minima. */
const ratios = (ours, theirs) => ({
  medians: median(ours.results.map((result, round) => result.median / theirs.results[round].median)),
  minima: minimumOf(ours) / minimumOf(theirs),
});

const verdict = (medians, minima, goal) =>
  goal === undefined ? "" : medians <= goal ? "met" : minima <= goal ? "by minima" : "MISSED";

export function printCells(cells) {
  const rows = cells.map(({ workload, kind, flowc, against, goal, ours, theirs }) => {
    const { medians, minima } = ratios(ours, theirs);
    const numbers = [both(ours), both(theirs), medians.toFixed(2), minima.toFixed(2)];
    return [`${workload}: ${flowc} vs ${against}`, kind, ...numbers, goal ?? "", verdict(medians, minima, goal)];
  });
  const head = ["workload", "callables", "flowc", "other", "ratio", "of minima", "goal", ""];
  console.log(formatTable([head, ...rows]));
}

/** Prints one row per shape and contestant. The last column divides the longest time by the shortest. */
export function printFlat(shapes) {
  console.log("\nFlat as sizes grow: ns a node or item, minima, by size\n");
  for (const { shape, sizes, rows } of shapes) {
    const lines = rows.map(({ contestant, measured }) => {
      const minima = measured.map(minimumOf);
      const most = Math.max(...minima) / Math.min(...minima);
      return [contestant, ...minima.map((nanoseconds) => nanoseconds.toFixed(0)), most.toFixed(1)];
    });
    const head = [shape, ...sizes.map((size) => size.toLocaleString("en")), "largest / smallest"];
    console.log(`${formatTable([head, ...lines])}\n`);
  }
}

export function printPeers(measured, quoted) {
  const ours = measured.find(({ contestant }) => contestant === "run");
  const rows = measured.map((measurement) => {
    const { contestant, goal } = measurement;
    const { medians, minima } = ratios(measurement, ours);
    const met = goal === undefined ? "" : minima >= goal ? "met" : "MISSED";
    const name = contestant === "run" || contestant === "runSync" ? `flowc, ${contestant}` : contestant;
    return [name, both(measurement), medians.toPrecision(2), minima.toPrecision(2), goal ?? "", met];
  });
  const others = quoted.map(({ name, nanoseconds, goal }) => {
    const times = nanoseconds / minimumOf(ours);
    const met = times >= goal ? "met" : "MISSED";
    return [`${name} (quoted)`, nanoseconds, "", times.toPrecision(2), goal, met];
  });
  console.log(
    "\nA chain of 100, callables that answer at once: ns a node, median / minimum, and how many times flowc's\n",
  );
  const head = ["engine", "ns", "times run", "of minima", "goal", ""];
  console.log(formatTable([head, ...rows, ...others].map((row) => row.map((text) => plain(text)))));
}

/** Numbers with two digits and without an exponent. */
function plain(text) {
  return /^\d\.\d+e\+\d+$/u.test(String(text)) ? Number(text).toFixed(0) : text;
}

export function printCosts({ imported, empty, flowc, hand }) {
  const milliseconds = (values) => `${(median(values) / 1e6).toFixed(1)} / ${(Math.min(...values) / 1e6).toFixed(1)}`;
  const more = imported.map((nanoseconds, round) => nanoseconds - empty[round]);
  const megabytes = (values) => median(values) / 1e6;
  const grown = megabytes(flowc) - megabytes(hand);
  const head = ["", "flowc", "without", "more", "goal", ""];
  const least = (Math.min(...imported) - Math.min(...empty)) / 1e6;
  const rows = [
    [
      "import, ms (without: of an empty module)",
      milliseconds(imported),
      milliseconds(empty),
      `${(median(more) / 1e6).toFixed(1)} / ${least.toFixed(1)}`,
      "5",
      verdict(median(more) / 1e6, least, 5),
    ],
    [
      "context of a loop of 10,000, MB (without: by hand)",
      megabytes(flowc).toFixed(1),
      megabytes(hand).toFixed(1),
      grown.toFixed(1),
      "5",
      grown <= 5 ? "met" : "MISSED",
    ],
  ];
  console.log("\nMemory and start\n");
  console.log(formatTable([head, ...rows]));
}
