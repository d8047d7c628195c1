/** Explains errors of the package `yaml` that need no look at the text: what is wrong and how to fix it. */
export function syntaxWords(message: string): { readonly detail: string; readonly cure: string | undefined } {
  const line = message.split("\n")[0] ?? "";
  const known = words.find(([pattern]) => pattern.test(line));
  if (known) return { detail: known[1], cure: known[2] };
  return { detail: line.charAt(0).toLowerCase() + line.slice(1), cure: undefined };
}

const words: readonly (readonly [RegExp, string, string | undefined])[] = [
  [/^Missing directives-end/, "a `---` is missing behind the lines that begin with `%`", "put it on a line of its own"],
  [/^Block collection cannot start/, "a mapping or list begins in the line of the `---`", "begin it on the next line"],
  [/at most 1024 chars/, "a key is longer than 1024 characters", undefined],
  [
    /more-indented leading empty lines/,
    "an empty line before this one has more spaces",
    "remove the spaces of empty lines",
  ],
  [/at most one anchor/, "a value has two anchors", "remove one of them"],
  [/at most one tag/, "a value has two tags", "remove one of them"],
  [/^An alias node/, "an alias has an anchor or a tag of its own", "remove it: an alias is the value of its anchor"],
  [/^Tags and anchors must be/, "a blank is missing behind an anchor or a tag", undefined],
  [/^Missing newline after block seq/, "a list begins in the line of its anchor or tag", "begin it on the next line"],
  [/^Anchors and tags must be after/, "an anchor or tag is before the `-`, `?` or `:`", "put it before the value"],
  [/^Block scalar values in coll/, "the text behind `|` or `>` is not indented", "indent it more than its key"],
  [/^Sequence item without/, "an item of this list has no `- `", undefined],
  [/^Unexpected empty item/, "two commas have nothing between them", "remove one of them"],
];
