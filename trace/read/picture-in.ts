import { type Picture, pictureVersion } from "../../picture/picture.js";

type Keys = Readonly<Record<string, unknown>>;

/** The picture in a header; undefined if there is none, or one that cannot be drawn. */
export function pictureIn(value: unknown): Picture | undefined {
  return isObject(value) && isWhole(value) && isConnected(value) ? value : undefined;
}

function isWhole(value: Keys): value is Keys & Picture {
  const { schema, nodes, edges, signs } = value;
  return (
    schema === pictureVersion &&
    hasTexts(value, ["name", "file"], ["description", "entry", "input", "handler"]) &&
    isListOf(signs, isSign) &&
    isListOf(nodes, isNode) &&
    isListOf(edges, isEdge)
  );
}

function isObject(value: unknown): value is Keys {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isListOf(value: unknown, check: (item: unknown) => boolean): value is readonly unknown[] {
  return Array.isArray(value) && value.every(check);
}

function hasTexts(value: Keys, required: readonly string[], optional: readonly string[] = []): boolean {
  const isText = (key: string): boolean => typeof value[key] === "string";
  return required.every(isText) && optional.every((key) => value[key] === undefined || isText(key));
}

const signKinds = new Set<unknown>(["retry", "timeout", "continue", "concurrency", "steps", "undo", "broken"]);

function isSign(value: unknown): boolean {
  return isObject(value) && signKinds.has(value["kind"]) && hasTexts(value, ["text", "title"]);
}

const nodeKinds = new Set<unknown>(["function", "router", "loop"]);

function isNode(value: unknown): boolean {
  if (!isObject(value) || !nodeKinds.has(value["kind"])) return false;
  const { arrival, signs, container, flow, place } = value;
  const isGroup = (group: unknown): boolean => isListOf(group, (item) => typeof item === "string");
  return (
    hasTexts(value, ["id", "label"], ["callable", "summary", "parent"]) &&
    isListOf(arrival, isGroup) &&
    isListOf(signs, isSign) &&
    (container === undefined || (isObject(container) && hasTexts(container, ["caption"], ["collect", "handler"]))) &&
    (flow === undefined || (isObject(flow) && hasTexts(flow, [], ["file"]))) &&
    isObject(place) &&
    hasTexts(place, [], ["file"]) &&
    isCount(place["line"]) &&
    isCount(place["column"])
  );
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) > 0;
}

const edgeKinds = new Set<unknown>(["flow", "choice", "error", "body", "done", "entry"]);

function isEdge(value: unknown): boolean {
  if (!isObject(value) || !edgeKinds.has(value["kind"])) return false;
  const { group, choice } = value;
  const isPosition = (at: unknown): boolean => Number.isSafeInteger(at) && Number(at) >= 0 && Number(at) < 10_000;
  const isChoice = choice === undefined || (isListOf(choice, isPosition) && choice.length === 2);
  return (group === undefined || isPosition(group)) && isChoice && hasTexts(value, ["id", "from", "to"], ["label"]);
}

/** Whether ids are unique and lead to nodes, and each parent is a container that is not inside of itself. */
function isConnected({ nodes, edges, entry, handler }: Picture): boolean {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const areUnique = byId.size === nodes.length && new Set(edges.map(({ id }) => id)).size === edges.length;
  const isKnown = (id: string | undefined): boolean => id === undefined || byId.has(id);
  if (!areUnique || !isKnown(entry) || !isKnown(handler)) return false;
  if (!edges.every(({ from, to }) => byId.has(from) && byId.has(to))) return false;
  return nodes.every((node) => {
    const around = new Set([node.id]);
    for (let at = node.parent; at !== undefined; at = byId.get(at)?.parent) {
      if (around.has(at) || byId.get(at)?.container === undefined) return false;
      around.add(at);
    }
    return true;
  });
}
