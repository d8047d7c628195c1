import { expect, test } from "vitest";
import { checkCases, type TypedCase } from "./check-cases.js";

const ids = Array.from({ length: 24 }, (_, index) => `n${index}`);

/** The last node reads like all the others. Its callable's parameter type comes from the case. */
function flowOf(inputs: string, outputs: (id: string) => string, edges: string): string {
  const nodes = ids.map((id) => {
    const callable = id === "n23" ? "ops.last" : "ops.f";
    return `  ${id}: { callable: ${callable}, context: { inputs: ${inputs}, outputs: ${outputs(id)} } }\n`;
  });
  return `entry: seed\nnodes:\n  seed: { callable: ops.seed }\n${nodes.join("")}edges: [${edges}]\n`;
}

const fan = `seed >> (${ids.join(" | ")})`;
const chain = `seed >> ${ids.join(" >> ")}`;
const flows = {
  "some keys of a place": flowOf("$ctx.x", (id) => `$ctx.x.${id}`, fan),
  "the payloads so far": flowOf("$payload", () => "$ctx.x", chain),
  "the context so far": flowOf("$ctx", (id) => `$ctx.${id}`, chain),
  "a part that many write": flowOf("$ctx.x", () => "{ part: $ctx.x }", fan),
};

const ops = (takes: string): string => `export declare function seed(): void;
export declare function f(value: unknown): { part: string };
export declare function last(value: ${takes}): { part: string };
`;

function caseOf(name: string, [of, takes]: readonly [keyof typeof flows, string]): TypedCase {
  return { name, flow: flows[of], files: { "ops.ts": ops(takes) } };
}

const sound: Readonly<Record<string, readonly [keyof typeof flows, string]>> = {
  "keys that may be there": ["some keys of a place", "{ n0?: { part: string }; n22?: { part: string } } | undefined"],
  "payloads that are there": ["the payloads so far", "{ n0: { part: string }; n22: { part: string } }"],
  "places that are set": ["the context so far", "{ n0: { part: string }; n22: { part: string } }"],
  "a part": ["a part that many write", "string | undefined"],
};
const faulty: Readonly<Record<string, readonly [keyof typeof flows, string]>> = {
  "a key that may be missing": ["some keys of a place", "{ n0: { part: string } } | undefined"],
  "a key of another type": ["some keys of a place", "{ n0?: { part: number } } | undefined"],
  "no place at all": ["some keys of a place", "{ n0?: { part: string } }"],
  "its own key": ["the payloads so far", "{ n23: { part: string } }"],
  "a payload of another type": ["the payloads so far", "{ n0: { part: number } }"],
  "a place of another type": ["the context so far", "{ n22: { part: number } }"],
  "a part of another type": ["a part that many write", "number | undefined"],
};

test("what many nodes read from many others is named once, and has the same types as before", async () => {
  const cases = Object.entries({ ...sound, ...faulty }).map(([name, of]) => caseOf(name, of));
  await checkCases(cases, (found) => {
    const errorsOf = (name: string): readonly string[] | undefined =>
      found.get(name)?.check.filter((line) => line.startsWith("error"));
    for (const name of Object.keys(sound)) expect([name, errorsOf(name)]).toEqual([name, []]);
    for (const name of Object.keys(faulty)) {
      expect([name, errorsOf(name)]).toEqual([name, [expect.stringContaining("types/payload")]]);
      expect(found.get(name)?.text).toMatch(/interface (?:Places|Writers)/u);
    }
    const messages = found.get("a key of another type")?.diagnostics.map(({ message }) => message) ?? [];
    expect(messages.join("\n")).toContain("`{ n0?: { part: string }; n1?: { part: string }; ");
  });
}, 60_000);
