import { instance } from "@viz-js/viz";
import DOMPurify from "dompurify";
import mermaid from "mermaid";
import { describe, expect, test } from "vitest";
import type { Picture } from "../../picture/picture.js";
import { pictureOf } from "../../picture/picture-of.js";
import { dotOf } from "../../picture/text/dot.js";
import { graphNames } from "../../picture/text/join-names.js";
import { mermaidOf } from "../../picture/text/mermaid.js";
import { nodeLines } from "../../picture/text/node-lines.js";
import { compileExample, flowFiles } from "../examples/example.js";
import { hostileFlow, hostileTexts } from "./hostile-flow.js";

// Mermaid cleans texts for its SVG, which needs a browser. Its parser does not: it gets them as they are.
Object.assign(DOMPurify, { addHook: () => undefined, sanitize: (text: string) => text });

/** A graph as a parser of another project reads it. Edges are `source target`, by the names in the text. */
interface ParsedGraph {
  readonly labels: ReadonlyMap<string, string>;
  readonly edges: readonly string[];
  readonly containers: readonly string[];
}

interface DotJson {
  readonly objects: readonly { readonly name: string; readonly label?: string; readonly nodes?: readonly number[] }[];
  readonly edges: readonly { readonly tail: number; readonly head: number }[];
}

/**
 * Reads DOT by Graphviz itself, which may not warn of anything either. Each text gets an instance of its own: one that has
 * read some fifty of them fails.
 */
async function parseDot(text: string): Promise<ParsedGraph> {
  const viz = await instance();
  const { status, output = "", errors } = viz.render(text, { format: "dot_json" });
  // It measures with a table of widths that lacks most characters.
  const faults = errors.filter(({ message }) => !message.includes("no value for width of non-ASCII character"));
  expect({ status, faults }).toEqual({ status: "success", faults: [] });
  const { objects, edges } = JSON.parse(output) as DotJson;
  const nameOf = (at: number): string => objects[at]?.name.replace("cluster_", "") ?? "";
  const containers = objects.flatMap(({ name, nodes }) => (nodes === undefined ? [] : [name.replace("cluster_", "")]));
  const labelled = objects.map(({ name, label = "" }) => [name.replace("cluster_", ""), label] as const);
  // A container and the dot of its items have one name; the label is that of the container.
  const labels = new Map(labelled.toSorted(([, one], [, other]) => one.length - other.length));
  return { labels, edges: edges.map(({ tail, head }) => `${nameOf(tail)} ${nameOf(head)}`), containers };
}

// Registers the kinds of diagrams.
await mermaid.parse("flowchart TD");

interface MermaidGraph {
  getVertices(): ReadonlyMap<string, { readonly id: string; readonly text?: string }>;
  getEdges(): readonly { readonly start: string; readonly end: string }[];
  getSubGraphs(): readonly { readonly id: string; readonly title: string }[];
}

/** What `parse` reads is not public; this is. */
const { getDiagramFromText } = (mermaid as { readonly mermaidAPI: Parser }).mermaidAPI;

interface Parser {
  readonly getDiagramFromText: (text: string) => Promise<{ readonly db: unknown }>;
}

async function parseMermaid(text: string): Promise<ParsedGraph> {
  const { db } = await getDiagramFromText(text);
  const graph = db as MermaidGraph;
  // The parser keeps entities in a form of its own until a diagram is drawn.
  const shown = (label: string): string =>
    label.replace(/ﬂ°°(\d+)¶ß/gu, (_, code) => String.fromCharCode(Number(code)));
  const containers = graph.getSubGraphs().map(({ id }) => id);
  const labels = new Map([
    ...[...graph.getVertices().values()].map(({ id, text: label = "" }) => [id, shown(label)] as const),
    ...graph.getSubGraphs().map(({ id, title }) => [id, shown(title)] as const),
  ]);
  return { labels, edges: graph.getEdges().map(({ start, end }) => `${start} ${end}`), containers };
}

/** What a text must say: an edge for each of the picture, and those from the start, to the handler, and from the marks of joins. */
function edgesOf(picture: Picture, sourceOfBody: (name: string) => string): readonly string[] {
  const { nodes, edges, entry, handler } = picture;
  const names = graphNames(picture);
  return [
    ...(entry === undefined ? [] : [`start ${names.of(entry)}`]),
    ...(handler === undefined ? [] : [`failure ${names.of(handler)}`]),
    ...nodes.flatMap((node) => names.marksOf(node).map(({ name, to }) => `${name} ${to}`)),
    ...edges.map(
      (edge) =>
        `${edge.kind === "body" ? sourceOfBody(names.of(edge.from)) : names.of(edge.from)} ${names.targetOf(edge)}`,
    ),
  ];
}

const pictures: readonly (readonly [string, Picture])[] = [
  ...flowFiles.map((file) => {
    const { plan } = compileExample(file);
    if (plan === undefined) throw new Error(`${file} does not compile`);
    return [file, pictureOf(plan)] as const;
  }),
  ...hostileTexts.map((text) => [JSON.stringify(text).slice(0, 60), pictureOf(hostileFlow(text))] as const),
];

describe.each(pictures)("%s", (_, picture) => {
  const names = graphNames(picture);
  const containers = picture.nodes.filter(({ container }) => container !== undefined).map(({ id }) => names.of(id));

  test.each(["down", "right"] as const)("Graphviz reads what is meant: %s", async (direction) => {
    const parsed = await parseDot(dotOf(picture, { direction }));
    expect(parsed.edges.toSorted()).toEqual(edgesOf(picture, (name) => name).toSorted());
    expect(parsed.containers.toSorted()).toEqual(containers.toSorted());
    for (const node of picture.nodes) {
      // A label keeps its escapes until it is drawn.
      const lines = nodeLines(node, {}).map((line) => line.replaceAll("\\", "\\\\"));
      expect(parsed.labels.get(names.of(node.id))).toBe(lines.join("\\n"));
    }
  });

  test("Mermaid reads what is meant", async () => {
    const parsed = await parseMermaid(mermaidOf(picture));
    expect(parsed.edges.toSorted()).toEqual(edgesOf(picture, (name) => `${name}_each`).toSorted());
    expect(parsed.containers.toSorted()).toEqual(containers.toSorted());
    for (const node of picture.nodes) {
      expect(parsed.labels.get(names.of(node.id))).toBe(nodeLines(node, {}).join("<br/>"));
    }
  });
});

test("the parsers refuse what is none", async () => {
  const viz = await instance();
  expect(viz.render("digraph { a -> }", { format: "dot_json" }).status).toBe("failure");
  await expect(getDiagramFromText("flowchart TD\n  a --> [b")).rejects.toThrow();
});
