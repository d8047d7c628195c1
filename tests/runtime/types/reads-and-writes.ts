/** This file is only compiled, never run: see `wiring.ts`. */
import { type At, part, place, read } from "@flowc/runtime";
import { compiles, exactly, holds, type Same } from "./proofs.js";
import { type Raw } from "./wiring.js";

type Written = {
  data: { raw: Raw; maybe?: { deep: number } };
  either: { a: 1; b: 2 } | { a: 3 } | null;
  open: unknown;
};

/** What `read` returns has the type `At`. */
export function reads(context: Written, loose: Record<string, unknown>): void {
  exactly<string | undefined>()(read(context, "data", "raw", "tags", 0), true);
  holds<Same<At<Written, ["data", "raw", "tags", 0]>, string | undefined>>(true);
  exactly<number>()(read(context, "data", "raw", "tags", "length"), true);
  exactly<string | undefined>()(read(context, "data", "raw", "tags", 0, 0), true);
  exactly<number>()(read(context, "data", "raw", "pair", 1), true);
  exactly<string>()(read(context, "data", "raw", "pair", "0"), true);
  exactly<boolean | undefined>()(read(context, "data", "raw", "byName", "x"), true);
  exactly<boolean | undefined>()(read(context, "data", "raw", "byName", 0), true);
  exactly<number | undefined>()(read(context, "data", "maybe", "deep"), true);
  holds<Same<At<Written, ["data", "maybe", "deep"]>, number | undefined>>(true);
  exactly<string | undefined>()(read(context, "data", "raw", "note"), true);
  exactly<number | null>()(read(context, "data", "raw", "total"), true);
  exactly<1 | 3 | undefined>()(read(context, "either", "a"), true);
  exactly<unknown>()(read(context, "open", "any", 0, "thing"), true);
  holds<Same<At<Written, ["open", "any"]>, unknown>>(true);
  exactly<unknown>()(read(loose, "a", "b", "c", "d", "e", "f", "g", "h"), true);

  // @ts-expect-error a path of the context that does not exist
  read(context, "date");
  // @ts-expect-error a path below a result
  read(context, "data", "raw", "customer_idd");
  read(
    context,
    "data",
    // @ts-expect-error each key is checked at its own place
    "row",
    "tags",
  );
  // @ts-expect-error not in every member of the union
  read(context, "either", "b");
  // @ts-expect-error inherited by lists, so it is not read
  read(context, "data", "raw", "tags", "map");
  // @ts-expect-error inherited by strings, so it is not read
  read(context, "data", "raw", "note", "trim");
  // @ts-expect-error a number has no properties of its own
  read(context, "data", "raw", "customer_id", "toFixed");
}

export type Ctx = { order: { id: number; total?: number; lines?: { sku: string } }; size?: number };

compiles(
  (context: Ctx, result: number) => {
    place(context, "order").id = result;
    place(place(context, "order"), "lines").sku = "x";
    context.size = part({ size: result }, "size");
  },
  (context: Ctx, result: string) => {
    // @ts-expect-error a write that does not fit the declared context
    place(context, "order").id = result;
  },
  (context: Ctx, result: number) => {
    // @ts-expect-error a write to a path that the declared context does not have
    place(context, "order")["sum"] = result;
  },
  (context: Ctx) => {
    // @ts-expect-error an object that the declared context does not have
    place(context, "oder");
  },
  (context: Ctx, result: { ident: number }) => {
    // @ts-expect-error the whole result is written if it has no `id`
    place(context, "order").id = part(result, "id");
  },
);
