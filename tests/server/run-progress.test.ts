import { expect, test } from "vitest";
import { type Picture, type PictureNode, pictureVersion } from "../../picture/picture.js";
import { createRunProgress } from "../../src/server/run-progress.js";

function nodeOf(id: string, more: Partial<PictureNode> = {}): PictureNode {
  return { id, kind: "function", label: id, arrival: [], signs: [], place: { line: 1, column: 1 }, ...more };
}

const picture: Picture = {
  schema: pictureVersion,
  name: "loops",
  file: "loops.flow.yaml",
  signs: [],
  nodes: [
    nodeOf("days", { kind: "loop", container: { caption: "for each item" } }),
    nodeOf("hours", { kind: "loop", container: { caption: "for each item" }, parent: "days" }),
    nodeOf("work", { parent: "hours" }),
  ],
  edges: [],
};

test("a loop takes the time in which its body is running", () => {
  const progress = createRunProgress(picture);
  const event = (type: string, node: string, visit: number, t: number): void =>
    progress.take(JSON.stringify({ type, node, visit, t }));
  event("start", "days", 1, 10);
  event("success", "days", 1, 11);
  event("start", "hours", 1, 11);
  event("success", "hours", 1, 12);
  event("start", "work", 1, 12);
  event("start", "work", 2, 20);
  event("success", "work", 1, 100);
  event("failed", "work", 2, 212);
  event("start", "hours", 2, 300);
  event("success", "hours", 2, 301);
  const timeOf = (id: string): number | undefined => progress.nodes.get(id)?.time;
  expect([timeOf("days"), timeOf("hours"), timeOf("work")]).toEqual([203, 202, 280]);
});
