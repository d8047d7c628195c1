import { describe, expect, test } from "vitest";
import { faultOf, runsIn } from "./record-run.js";

describe("hostile records", () => {
  const header = (more = ""): string =>
    `{"schema":"flowc.run/1","runId":"r","flow":"f","startedAt":"2026-01-01T00:00:00.000Z"${more}}\n`;

  test.each(["__proto__", "constructor", "", "\u0000", "a\nb", "</script>"])("an id %j is one as any other", (id) => {
    const node = JSON.stringify(id);
    const [read] = runsIn(
      `${header()}{"n":1,"t":1,"type":"start","node":${node},"visit":1}\n{"n":2,"t":3,"type":"success","node":${node},"visit":1,"result":1}\n`,
    );
    expect(read?.activations).toMatchObject([{ node: id, state: "ok", start: 1, end: 3, result: 1 }]);
  });

  test("events of activations that never started, and times that run backward, do no harm", () => {
    const [read] = runsIn(
      header() +
        '{"n":1,"t":9,"type":"success","node":"a","visit":1}\n{"n":2,"t":8,"type":"item","node":"b","visit":1,"position":3}\n' +
        '{"n":3,"t":7,"type":"start","node":"c","visit":1}\n{"n":4,"t":2,"type":"success","node":"c","visit":1}\n',
    );
    expect(read?.activations).toMatchObject([{ node: "c", start: 7, end: 7 }]);
  });

  test("values that are nested without end are damage", () => {
    const deep = "[".repeat(20_000) + "]".repeat(20_000);
    const line = `{"n":1,"t":1,"type":"run","input":${deep}}`;
    expect(faultOf(`${header()}${line}\n{"n":2,"t":1,"type":"end"}\n`)).toMatchObject({ line: 2 });
    const text = JSON.stringify(`${deep}"${deep}`);
    expect(runsIn(`${header()}{"n":1,"t":1,"type":"run","input":${text}}\n`)[0]?.input).toBe(JSON.parse(text));
  });

  test.each([
    ["of another version", '{"schema":"flowc.picture/2"}'],
    ["without nodes", '{"schema":"flowc.picture/1","name":"a","file":"b","signs":[],"edges":[]}'],
    ["whose edges lead nowhere", pictureWith('"nodes":[],"edges":[{"id":"1","from":"a","to":"b","kind":"flow"}]')],
    [
      "whose nodes are inside of each other",
      pictureWith(`"nodes":[${nodeIn("a", "b")},${nodeIn("b", "a")}],"edges":[]`),
    ],
    ["whose nodes have one id", pictureWith(`"nodes":[${nodeIn("a")},${nodeIn("a")}],"edges":[]`)],
  ])("a picture %s is none", (_, picture) => {
    expect(runsIn(header(`,"picture":${picture}`))[0]).not.toHaveProperty("picture");
  });
});

function pictureWith(rest: string): string {
  return `{"schema":"flowc.picture/1","name":"a","file":"b","signs":[],${rest}}`;
}

function nodeIn(id: string, parent?: string): string {
  const place = '"arrival":[],"signs":[],"place":{"line":1,"column":1}';
  const inside = parent === undefined ? "" : `,"container":{"caption":"c"},"parent":"${parent}"`;
  return `{"id":"${id}","kind":"loop","label":"${id}",${place}${inside}}`;
}
