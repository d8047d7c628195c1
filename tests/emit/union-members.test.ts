import ts from "typescript";
import { expect, test } from "vitest";
import { shapeOfSize } from "../../bench/shapes.mjs";
import { compileFlow } from "../../compiler/compile.js";
import { openHost } from "../open-host.js";

/** How many members all unions of a shape's module have together, for each node. */
function membersPerNode(shape: string, size: number) {
  const text = shapeOfSize(shape, size);
  const { module, plan } = compileFlow({ path: "wide.flow.yaml", text }, openHost);
  const file = ts.createSourceFile("wide.ts", module?.text ?? "", ts.ScriptTarget.Latest);
  let members = 0;
  const visit = (node: ts.Node): void => {
    if (ts.isUnionTypeNode(node)) members += node.types.length;
    ts.forEachChild(node, visit);
  };
  visit(file);
  const nodes = plan?.nodes.length ?? 0;
  return { nodes, members: members / nodes };
}

/**
 * A set of names is a union of groups of eight, of groups of eight of those, and so on. So each read needs at most seven
 * members a level, for its payload and again for what `inputs` reads. Spelled out, it would need half of the nodes.
 */
test.each([
  "fan on one path",
  "fan on one path, with `??`",
  "router on one path",
  "fan on paths below one",
  "chain that reads the whole context",
  "chain that reads all payloads",
  "chain that reads what is below a whole",
  "many reads of parts that many write",
  "choices on one path",
  "one cycle of many ways back",
])("%s: a type is named once instead of at each read", (shape) => {
  for (const size of [1000, 2000]) {
    const { nodes, members } = membersPerNode(shape, size);
    expect(nodes).toBeGreaterThan(100);
    expect(members).toBeLessThanOrEqual(2 * 7 * Math.ceil(Math.log(nodes) / Math.log(8)));
  }
});
