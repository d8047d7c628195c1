import { type Judge, nesting } from "./case.js";
import { areBeside, differenceOf, isRepeated, sees } from "./causes.js";

export function checkDeadWrites(judge: Judge): void {
  const { run, verdicts, graph, places, say, nameOf } = judge;
  if (!verdicts.has("context/dead-write")) return;
  for (const { code, node, params, message } of verdicts.all) {
    if (code !== "context/dead-write") continue;
    const place = places.of({ scope: "ctx", path: [params.text.slice("$ctx.".length)] });
    if (place === undefined) continue;
    const writes = run.writes.get(place) ?? [];
    for (const write of writes) {
      if (run.activations[write.by]?.node !== node || write.isOpen) continue;
      for (const [at, { node: reader }] of run.activations.entries()) {
        const reads =
          graph.nodes[reader]?.secret !== undefined ||
          judge.reads[reader]?.some((read) => read.place === place) === true;
        if (reads && sees(at, write, place, judge))
          say(
            `context/dead-write: read${nesting([node, reader], judge)}`,
            message,
            `\`${nameOf(reader)}\` may read it`,
          );
      }
      const isReplaced = writes.some(({ by }) => run.ancestors.isBefore(write.by, by));
      if (!isReplaced && !run.isCut && !run.hasFailed)
        say("context/dead-write: left", message, "it was there at the end");
    }
  }
}

/** Two nodes wrote the same place, and neither caused the other. */
export function checkRaces(judge: Judge): void {
  const { run, verdicts, places, concurrency, say, nameOf } = judge;
  if (!run.isSingle) return;
  for (const [place, writes] of run.writes) {
    if (!places.isWritten(place)) continue;
    for (const [index, one] of writes.entries()) {
      for (let next = index + 1; next < writes.length; next++) {
        const other = writes[next];
        if (other === undefined || one.isOpen || other.isOpen || !areBeside(one.by, other.by, run)) continue;
        if (one.source === other.source) continue;
        const later = Math.max(one.source, other.source);
        const difference = differenceOf(one, other, judge);
        // If it ran twice before, as the target of an edge and of a goto, the writers did not cause that.
        if (difference === undefined && isRepeated(one.by, other.by, run)) continue;
        // Items are only compared by their reads; passes race if they may overlap.
        if (difference === "item" || (difference === "pass" && concurrency === 1)) continue;
        const isTold = verdicts
          .at("context/concurrent-write", later)
          .some(
            ({ params }) => "text" in params && places.of({ scope: "ctx", path: [params.text.slice(5)] }) === place,
          );
        if (isTold || verdicts.isBehind(["join/fires-twice"], later)) continue;
        const names = [one, other].map(({ source }) => `\`${nameOf(source)}\``).join(" and ");
        say(
          `write: silent race of ${difference ?? "branches"}`,
          `${names}: no finding`,
          "both write one place at once",
        );
      }
    }
  }
}
