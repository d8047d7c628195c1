import { didYouMean, listOf } from "../listed-names.js";
import { entry, type Suggested } from "./entry.js";

/** What nodes read and write in the context (SPEC 3, 4, 8, 10). */
export const contextEntries = {
  "context/never-written": entry<{ text: string } & Suggested>(
    "warning",
    ({ text }) => `no node writes \`${text}\``,
    ({ closest }) => didYouMean(closest),
  ),
  "output/never-set": entry<{ text: string } & Suggested>(
    "error",
    ({ text }) => `the output is always undefined: no node writes \`${text}\``,
    ({ closest }) =>
      didYouMean(closest) ?? "write it with a node's `outputs`, or give what a node returned: `$payload.<id>`",
  ),
  "context/maybe-unset": entry<{
    text: string;
    id: string;
    path: readonly string[];
    writer: string;
    isBefore: boolean;
    /** A writer on the path that may have failed. */
    failed: string | undefined;
  }>(
    "warning",
    ({ text, id }) => `\`${text}\` may be unset when \`${id}\` runs`,
    ({ path, writer, isBefore, failed }) => {
      const cure = "give it a fallback, `?? <value>`";
      if (isBefore && failed !== undefined) return `\`${failed}\` may have failed: ${cure}`;
      if (isBefore && path.length === 0) return `a place above it may be written meanwhile: ${cure}`;
      if (!isBefore) return `nothing makes \`${writer}\` run first: add an edge, or ${cure}`;
      return `nothing has written it on the path ${path.map((id) => `\`${id}\``).join(" → ")}: ${cure}, or write it there`;
    },
  ),
  "context/dead-write": entry<{ text: string; by: string }>(
    "warning",
    ({ text, by }) => `what is written to \`${text}\` is never read: \`${by}\` overwrites it on every path`,
    "remove this output, or write to another key",
  ),
  "context/overlapping-write": entry<{ text: string; above: string }>(
    "warning",
    ({ text, above }) => `\`${text}\` is part of \`${above}\`, which another output writes as a whole`,
    "one of the two changes or replaces what the other has written: choose another key",
  ),
  "context/concurrent-write": entry<{
    text: string;
    one: string;
    other: string;
    isDoubtful: boolean;
    /** The header of the cycle whose passes make them overlap. */
    header: string | undefined;
  }>(
    "warning",
    ({ text, one, other, isDoubtful, header }) => {
      const both = `\`${one}\` and \`${other}\` ${isDoubtful ? "may " : ""}both write \`${text}\``;
      if (header === undefined) return `${both}, and neither comes before the other`;
      return `${both}, and a pass of the cycle of \`${header}\` does not wait for the previous pass`;
    },
    "it is left to chance which one is last: write to two keys, or run one after the other",
  ),
  "payload/unknown-node": entry<{ id: string } & Suggested>(
    "warning",
    ({ id }) => `\`$payload.${id}\` is always undefined: \`${id}\` is not a node of this flow`,
    ({ closest, id }) =>
      didYouMean(closest) ?? `\`$payload\` holds results of nodes; a key of the context is \`$ctx.${id}\``,
  ),
  "payload/not-yet-run": entry<{
    id: string;
    target: string;
    /** Whether the reader is what `goto` starts after the target has failed. */
    hasFailed: boolean;
  }>(
    "warning",
    ({ id, target, hasFailed }) =>
      hasFailed
        ? `\`${target}\` has failed when \`${id}\` reads its result: there is none`
        : `\`${target}\` has never run when \`${id}\` reads its result`,
    ({ id, target, hasFailed }) =>
      hasFailed
        ? `the payload has \`input\`, which \`${target}\` was called with, and \`error\``
        : `let \`${target}\` come before \`${id}\`: reverse the edges between them, or add one`,
  ),
  "joins/not-a-join": entry<{ id: string; isNode: boolean } & Suggested>(
    "warning",
    ({ id, isNode }) =>
      `\`$joins.${id}\` is always undefined: \`${id}\` is ${isNode ? "not a join" : "not a node of this flow"}`,
    ({ closest }) =>
      didYouMean(closest) ??
      "a join is a node that waits for several parents; the result of any node is `$payload.<node>`",
  ),
  "joins/not-a-parent": entry<{ id: string; join: string; parents: readonly string[] } & Suggested>(
    "warning",
    ({ id, join }) => `\`${join}\` does not wait for \`${id}\``,
    ({ closest, parents }) => didYouMean(closest) ?? `it waits for ${listOf(parents)}`,
  ),
  "loop/shared-read": entry<{ text: string; writer: string; loop: string }>(
    "error",
    ({ text, writer, loop }) =>
      `\`${text}\` may belong to another item: \`${writer}\` writes it for every item of \`${loop}\``,
    ({ loop }) =>
      `with \`concurrency\` above 1 items overlap: take the value from the payload, or give \`${loop}\` a \`concurrency: 1\` of its own`,
  ),
  "cycle/shared-read": entry<{ text: string; writer: string; header: string }>(
    "error",
    ({ text, writer, header }) =>
      `\`${text}\` may belong to another pass: \`${writer}\` writes it in every pass of the cycle of \`${header}\``,
    "with `concurrency` above 1 a pass does not wait for unfinished branches of the previous pass: take the value from the payload, or join the branch before the edge back",
  ),
  "env/undeclared": entry<{ name: string } & Suggested>(
    "warning",
    ({ name }) => `the environment variable \`${name}\` is not declared`,
    ({ closest }) => didYouMean(closest) ?? "add it to `env` of the configuration",
  ),
  "context/concurrent-read": entry<{ id: string; text: string; writer: string }>(
    "warning",
    ({ id, text, writer }) =>
      `\`${id}\` reads \`${text}\`, \`${writer}\` writes it, and neither comes before the other`,
    ({ id }) =>
      `what it finds depends on timing: run one after the other, or let \`${id}\` get the value as its payload`,
  ),
};
