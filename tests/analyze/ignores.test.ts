import { expect, test } from "vitest";
import { findings } from "./rules/findings.js";

const flow = (comment: string, nodes = "b: { callable: ops.f }"): string => `
  entry: a
  nodes:
    a: { callable: ops.f }
    ${comment}
    ${nodes}
`;

test("a comment silences a warning on the next line", () => {
  expect(findings(flow("# flowc-ignore node/unreachable: started by hand"))).toEqual([]);
  expect(findings(flow("# flowc-ignore node/unreachable"))).toEqual([]);
  expect(findings(flow("# flowc-ignore node/unreachable: x\n    # more about it"))).toEqual([]);
});

test("a comment after a value, or one that is not next to the line, silences nothing", () => {
  const unreachable = (place: string): string =>
    `warning node/unreachable ${place} \`b\` never runs: no path leads to it from \`a\``;
  expect(findings(flow("b: { callable: ops.f } # flowc-ignore node/unreachable", ""))).toEqual([unreachable("4:3")]);
  expect(findings(flow("# flowc-ignore node/unreachable: x\n"))).toEqual([
    "warning ignore/unused 4:18 nothing on the next line reports `node/unreachable`",
    unreachable("6:3"),
  ]);
});

test("an error stays, and the comment is reported", () => {
  expect(findings(flow("# flowc-ignore router/no-successor", "b: { type: RoutingNode, routing_rule: ops.r }"))).toEqual(
    [
      "warning ignore/unused 4:18 `router/no-successor` is an error here, which cannot be ignored",
      "warning node/unreachable 5:3 `b` never runs: no path leads to it from `a`",
      "error router/no-successor 5:3 the router `b` has no successors to choose from",
    ],
  );
});

test("a code that does not exist, with or without its area", () => {
  const unknown = (code: string): string => `warning ignore/unknown-code 4:18 there is no finding \`${code}\``;
  expect(findings(flow("# flowc-ignore unreachable: x"))[0]).toBe(unknown("unreachable"));
  expect(findings(flow("# flowc-ignore node/unreachabel: x"))[0]).toBe(unknown("node/unreachabel"));
});

test("if an error ended the analysis, comments that may still be needed are not reported", () => {
  const faulty = flow("# flowc-ignore node/unreachable: started by hand", "b: { callabel: ops.f }");
  expect(findings(faulty).filter((found) => found.includes("ignore/"))).toEqual([]);
});
