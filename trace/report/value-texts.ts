import type { Json } from "../../runtime/trace/index.js";
import { escapeHtml } from "./escape-html.js";
import { showValue } from "./show-value.js";

/** Values are shown up to this many characters in all, even if they are important. */
const wholeLimit = 1_200_000;

/** Texts shorter than this are repeated. */
const repeated = 120;

/** Shows values until a page has enough of them. */
export class ValueTexts {
  #left: number;
  #whole = wholeLimit;
  /** Values that were left out. */
  leftOut = 0;
  /** By node: where a long text was shown first. */
  readonly #shown = new Map<string, Map<string, string>>();

  constructor(limit: number) {
    this.#left = limit;
  }

  /** A term and a value of a description list; empty if the value was not recorded or if the page is full. */
  value(term: string, value: Json | undefined, owner: ValueOwner): string {
    return value === undefined ? "" : this.text(term, () => showValue(value), owner);
  }

  /** The same for a text that is made if there is room for it. */
  text(term: string, make: () => string, owner: ValueOwner): string {
    if (!this.#hasRoom(owner)) return "";
    const text = make();
    const earlier = this.#earlier(owner.node, text, owner.visit);
    if (earlier !== undefined) return `<dt>${term}<dd>as for ${escapeHtml(earlier)}`;
    const shown = escapeHtml(text);
    this.#take(shown);
    return `<dt>${term}<dd><pre>${shown}</pre>`;
  }

  /** The same for markup. */
  markup(term: string, html: string, owner: ValueOwner): string {
    if (!this.#hasRoom(owner)) return "";
    this.#take(html);
    return `<dt>${term}<dd>${html}`;
  }

  #hasRoom({ isImportant }: ValueOwner): boolean {
    const hasRoom = this.#whole > 0 && (this.#left > 0 || isImportant);
    if (!hasRoom) this.leftOut += 1;
    return hasRoom;
  }

  #take({ length }: string): void {
    this.#left -= length;
    this.#whole -= length;
  }

  /** The visit for which a long text was shown. */
  #earlier(node: string, text: string, visit: string): string | undefined {
    if (text.length < repeated) return undefined;
    const texts = this.#shown.get(node) ?? new Map<string, string>();
    this.#shown.set(node, texts);
    const earlier = texts.get(text);
    if (earlier === undefined) texts.set(text, visit);
    return earlier === visit ? undefined : earlier;
  }
}

export interface ValueOwner {
  /** Of the element with the node's activations. */
  readonly node: string;
  /** `visit 2`. */
  readonly visit: string;
  readonly isImportant: boolean;
}
