/** An element of an XML document. */
export interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly (Element | string)[];
}

/** XML without declarations, CDATA and namespaces, strictly: anything else throws with the place. */
export function parseXml(text: string): Element {
  let at = 0;
  const fail = (what: string): never => {
    throw new Error(`${what} at ${at}: ${JSON.stringify(text.slice(at, at + 40))}`);
  };
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    const sticky = new RegExp(pattern.source, "uy");
    sticky.lastIndex = at;
    const match = sticky.exec(text) ?? undefined;
    if (match !== undefined) at = sticky.lastIndex;
    return match;
  };
  const element = (): Element => {
    const name = take(/<([a-z][A-Za-z]*)/)?.[1] ?? fail("no tag");
    const attributes = new Map<string, string>();
    for (let one = take(/\s+([a-zA-Z:-]+)="([^"<]*)"/); one; one = take(/\s+([a-zA-Z:-]+)="([^"<]*)"/)) {
      if (attributes.has(one[1] ?? "")) fail(`two attributes ${one[1]}`);
      attributes.set(one[1] ?? "", unescaped(one[2] ?? "", fail));
    }
    if (take(/\s*\/>/)) return { name, attributes, children: [] };
    if (!take(/\s*>/)) fail("no end of a tag");
    const children: (Element | string)[] = [];
    for (;;) {
      const words = take(/[^<]+/)?.[0];
      if (words !== undefined) children.push(unescaped(words, fail));
      else if (take(/<!--(?:(?!--)[^])*-->/)) continue;
      else if (take(/<\//)) break;
      else children.push(element());
    }
    if (take(/([a-zA-Z]+)>/)?.[1] !== name) fail(`no end of ${name}`);
    return { name, attributes, children };
  };
  const root = element();
  take(/\s+/);
  if (at < text.length) fail("more than one element");
  return root;
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

function unescaped(text: string, fail: (what: string) => never): string {
  // The characters that XML 1.0 allows.
  if (!/^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u.test(text)) fail("a forbidden character");
  return text.replace(/&([^;]*);?/gu, (_, name: string) => entities[name] ?? fail(`an unknown entity ${name}`));
}

/** All elements below one, itself included. */
export function allElements(element: Element): Element[] {
  return [element, ...element.children.flatMap((child) => (typeof child === "string" ? [] : allElements(child)))];
}

/** The number in an attribute. */
export function numberOf(element: Element, name: string): number {
  const value = Number(element.attributes.get(name));
  if (Number.isNaN(value)) throw new Error(`${element.name} has no number ${name}`);
  return value;
}

/** The text directly in an element. */
export function textOf({ children }: Element): string {
  return children.filter((child) => typeof child === "string").join("");
}
