import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import Ajv from "ajv";
import { expect, test } from "vitest";
import type { FindingsReport } from "../../src/project/findings-report.js";
import { renderGithub } from "../../src/report/github.js";
import { renderJson } from "../../src/report/json.js";
import { renderSarif } from "../../src/report/sarif.js";
import { finding, spanIn } from "./finding-at.js";

const text = "entry: a\nedges:\n  - b << a\n";
const arrow = spanIn(text, "<<");
const report: FindingsReport = {
  diagnostics: [
    finding(arrow, {
      code: "edge/left-arrow",
      message: "`<<`, 100% wrong:\nreally",
      help: "write `a >> b`",
      related: [{ message: "the entry", span: spanIn(text, "a") }],
      fix: { title: "Turn it", edits: [{ span: spanIn(text, "b << a"), text: "a >> b" }] },
    }),
    finding(spanIn(text, "edges:\n  - b << a", { file: "flows/ä b,c.flow.yaml" }), { severity: "warning" }),
  ],
  sources: new Map([["flows/a.flow.yaml", text]]),
  flows: 2,
  modules: [
    { path: "flows/a.flow.ts", status: "stale" },
    { path: "flows/b.flow.ts", status: "unchanged" },
  ],
};

test("json has a version, a summary, the findings and the modules", () => {
  const place = { line: 3, column: 7, offset: 22 };
  const end = { line: 3, column: 9, offset: 24 };
  const parsed: unknown = JSON.parse(renderJson(report));
  expect(parsed).toMatchObject({
    version: 1,
    summary: { flows: 2, errors: 1, warnings: 1 },
    modules: report.modules,
  });
  expect((parsed as { findings: unknown[] }).findings[0]).toEqual({
    code: "edge/left-arrow",
    severity: "error",
    message: "`<<`, 100% wrong:\nreally",
    help: "write `a >> b`",
    file: "flows/a.flow.yaml",
    start: place,
    end,
    related: [
      {
        message: "the entry",
        file: "flows/a.flow.yaml",
        start: { line: 1, column: 8, offset: 7 },
        end: { line: 1, column: 9, offset: 8 },
      },
    ],
    fix: {
      title: "Turn it",
      edits: [
        {
          file: "flows/a.flow.yaml",
          start: { line: 3, column: 5, offset: 20 },
          end: { line: 3, column: 11, offset: 26 },
          text: "a >> b",
        },
      ],
    },
  });
});

test("github has one escaped command per finding and one per module that is out of date", () => {
  expect(renderGithub(report)).toBe(
    [
      "::error file=flows/a.flow.yaml,line=3,endLine=3,col=7,endColumn=9,title=edge/left-arrow::" +
        "`<<`, 100%25 wrong:\\nreally%0Aflows/a.flow.yaml:1:8: the entry%0Ahelp: write `a >> b`",
      "::warning file=flows/ä b%2Cc.flow.yaml,line=2,endLine=3,title=flow/no-entry::something is wrong",
      "::error file=flows/a.flow.ts,title=flowc build --check::flows/a.flow.ts is stale: run `flowc build`",
      "",
    ].join("\n"),
  );
});

const sarif = (): unknown => JSON.parse(renderSarif(report, { version: "1.2.3", pageOf: (code) => `# ${code}` }));

test("sarif is valid according to the schema of 2.1.0", () => {
  const require = createRequire(import.meta.url);
  const ajv = new Ajv({ schemaId: "id", meta: false, allErrors: true });
  ajv.addMetaSchema(require("ajv/lib/refs/json-schema-draft-04.json") as object);
  const schema = JSON.parse(readFileSync(new URL("./sarif-2.1.0.schema.json", import.meta.url), "utf8")) as object;
  const validate = ajv.compile(schema);
  validate(sarif());
  expect(validate.errors).toBeNull();
  validate({ version: "2.1.0", runs: [{}] });
  expect(validate.errors).not.toBeNull();
});

test("sarif has a rule per code, results with places, and modules that are out of date as notifications", () => {
  expect(sarif()).toMatchObject({
    runs: [
      {
        tool: { driver: { semanticVersion: "1.2.3", rules: [{ id: "edge/left-arrow" }, { id: "flow/no-entry" }] } },
        invocations: [
          { toolExecutionNotifications: [{ message: { text: "flows/a.flow.ts is stale: run `flowc build`" } }] },
        ],
        results: [
          {
            ruleId: "edge/left-arrow",
            ruleIndex: 0,
            level: "error",
            locations: [{ physicalLocation: { region: { startLine: 3, startColumn: 7, endLine: 3, endColumn: 9 } } }],
            relatedLocations: [{ message: { text: "the entry" } }],
            fixes: [{ artifactChanges: [{ replacements: [{ insertedContent: { text: "a >> b" } }] }] }],
          },
          {
            ruleIndex: 1,
            level: "warning",
            locations: [{ physicalLocation: { artifactLocation: { uri: "flows/%C3%A4%20b%2Cc.flow.yaml" } } }],
          },
        ],
      },
    ],
  });
});
