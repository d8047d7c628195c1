import { didYouMean, fromNodes, listOf } from "../listed-names.js";
import { entry, type Suggested } from "./entry.js";

/** How to fix a node class that chooses its successors. */
const asRouter = "let the class implement `RoutingNode` instead of `Node`";

/** What the user's own types say about the wiring: only `check` reports these. */
export const typeEntries = {
  "types/payload": entry<
    { callable: string; takes: string; subject: string; given: string; from: readonly string[] } & Suggested
  >(
    "error",
    ({ callable, takes, subject, given, from }) =>
      `\`${callable}\` takes \`${takes}\`; ${subject} is \`${given}\`${fromNodes(from)}`,
    ({ closest }) => didYouMean(closest),
  ),
  "types/read": entry<{ place: string; given: string; key: string; from: readonly string[] } & Suggested>(
    "error",
    ({ place, given, key, from }) => `\`${place}\` is \`${given}\`${fromNodes(from)}, which has no \`${key}\``,
    ({ closest }) => didYouMean(closest),
  ),
  "types/write": entry<{ id: string; place: string; given: string; declared: string } & Suggested>(
    "error",
    ({ id, place, given, declared }) =>
      declared === ""
        ? `\`${id}\` writes \`${place}\`, which the declared context does not have`
        : `\`${id}\` writes \`${given}\` to \`${place}\`, which is declared as \`${declared}\``,
    ({ closest }) => didYouMean(closest),
  ),
  "types/route-target": entry<{ id: string; target: string } & Suggested>(
    "error",
    ({ id, target }) => `the rule of \`${id}\` can return \`${target}\`, which is not one of its successors`,
    ({ closest, target, id }) =>
      didYouMean(closest) ?? `add an edge from \`${id}\` to \`${target}\`, or return another`,
  ),
  "types/route-never": entry<{ id: string; target: string }>(
    "error",
    ({ id, target }) => `\`${target}\` is a successor of \`${id}\`, but its rule never returns it`,
    "remove it from the edge, or let the rule return it",
  ),
  "types/not-a-route": entry<{ id: string; given: string; isInstance: boolean }>(
    "error",
    ({ id, given, isInstance }) =>
      isInstance
        ? `the rule of \`${id}\` returns an instance of the class \`${given}\`, which is not a route: only a plain object is`
        : `the rule of \`${id}\` returns \`${given}\`, which is not a route`,
    "return `route()`, a list of routes, an object of payloads, the id of a target, or nothing",
  ),
  "types/not-callable": entry<{ callable: string; given: string }>(
    "error",
    ({ callable, given }) => `\`${callable}\` cannot be called: it is ${given}`,
  ),
  "types/not-a-flow": entry<{ module: string; name: string; found: string; isCallable: boolean }>(
    "error",
    ({ module, name, found }) => `\`${name}\` of \`${module}\` is ${found}, not a flow`,
    ({ isCallable }) =>
      isCallable
        ? "name it as the node's `callable`"
        : "name a flow that the module exports, such as that of a generated module",
  ),
  "types/context-access": entry<{ callable: string; takes: string; id: string }>(
    "error",
    ({ callable, takes }) => `\`${callable}\` needs the context, \`${takes}\`, as its second parameter`,
    ({ id }) => `give \`${id}\` \`allow_context_access: true\``,
  ),
  "types/context": entry<{ callable: string; takes: string; key: string; given: string }>(
    "error",
    ({ callable, takes, key, given }) =>
      key === ""
        ? `\`${callable}\` takes a context of \`${takes}\`, which is not the context of this flow`
        : `\`${callable}\` takes a context with \`${takes}\` as \`${key}\`; in this flow it is \`${given}\``,
  ),
  "types/config": entry<ConfigFault & Suggested>(
    "error",
    (params) => `\`${params.callable}\` takes ${configFault(params)}`,
    ({ closest, takes, isAbsent, keys, isGeneric, instead }) => {
      if (instead !== undefined) return "let it take `NodeOptions<…>` of `@flowc/runtime`, and read `config` of that";
      const isUnknown = takes.length === 0;
      const more = isGeneric === true ? "; for others, its type parameter needs `[key: string]: unknown`" : "";
      if (isUnknown) return didYouMean(closest) ?? (keys.length === 0 ? undefined : `it takes ${listOf(keys)}${more}`);
      const entries = keys.map((key) => `${key}: …`).join(", ");
      return isAbsent && keys.length > 0 ? `give the node \`config: { ${entries} }\`` : undefined;
    },
  ),
  "types/result": entry<{ callable: string; given: string; declared: string }>(
    "error",
    ({ callable, given, declared }) => `\`${callable}\` returns \`${given}\`, which is no \`${declared}\``,
    "change what it returns, or name a schema instead of a type: a schema checks the result when it arrives",
  ),
  "types/undo": entry<{
    callable: string;
    id: string;
    part: "input" | "result" | "error" | "context";
    takes: string;
    given: string;
  }>(
    "error",
    ({ callable, id, part, takes, given }) => {
      if (part === "context")
        return `\`${callable}\`, which undoes \`${id}\`, takes the context \`${takes}\`; it gets \`${given}\``;
      return `\`${callable}\`, which undoes \`${id}\`, takes \`{ ${part}: ${takes} }\`; it gets \`{ ${part}: ${given} }\``;
    },
    ({ part, given, id }) => {
      if (part === "error") return "anything can be thrown: declare it as `unknown`";
      if (part === "context") return `add \`allow_context_access: true\` to \`${id}\`, or take no context`;
      return part === "result" && given.endsWith("undefined")
        ? "with `also: failed` there may be no result"
        : undefined;
    },
  ),
  "types/not-a-schema": entry<{ name: string; given: string }>(
    "error",
    ({ name, given }) => `\`${name}\` is a value, but no Standard Schema: it is \`${given}\``,
    "name a type, or a schema of zod, valibot, arktype or another library of that standard; if a value and a type share the name, export the type under another one",
  ),
  "types/items": entry<{ id: string; given: string; key: string } & Suggested>(
    "error",
    ({ id, given, key }) =>
      key === ""
        ? `the loop \`${id}\` takes a list; what arrives is \`${given}\``
        : `the loop \`${id}\` takes its list from \`${key}\`; what arrives is \`${given}\``,
    ({ closest }) => didYouMean(closest),
  ),
  "types/output-part": entry<{ id: string; key: string; given: string; isInherited: boolean } & Suggested>(
    "warning",
    ({ id, key, given, isInherited }) =>
      isInherited
        ? `\`${id}\` returns \`${given}\`, which has \`${key}\` only from its class: the whole result is written`
        : `\`${id}\` returns \`${given}\`, which has no \`${key}\`: the whole result is written`,
    ({ closest, isInherited, key }) =>
      isInherited ? `return an object that has \`${key}\` as a property of its own` : didYouMean(closest),
  ),
  "types/inherited-read": entry<{ place: string; key: string; of: string }>(
    "warning",
    ({ place, key, of }) =>
      `\`${place}\` is always undefined: \`${key}\` comes from the class \`${of}\`, and only an object's own properties are read`,
    ({ key }) => `let the function before it return an object that has \`${key}\` as a property of its own`,
  ),
  "types/condition": entry<
    {
      text: string;
      left: string;
      right: string;
      operator: string;
      /** The values are never equal, an object is compared, the values have no order, or there is no list. */
      kind: "never" | "object" | "order" | "list";
    } & Suggested
  >(
    "error",
    ({ text, left, right, operator, kind }) => {
      const found = `it compares \`${left}\` with \`${right}\``;
      if (kind === "never")
        return `\`${text}\` says nothing: it compares \`${left}\` with \`${right}\`, which are never equal`;
      if (kind === "object") return `\`${text}\` fails: ${found}, and an object cannot be compared`;
      if (kind === "list") return `\`${text}\` fails: \`${right}\` is not a list`;
      return `\`${text}\` fails: \`${operator}\` compares two numbers, two texts or two dates, and ${found}`;
    },
    ({ closest, kind, left, right }) => {
      const names = didYouMean(closest);
      if (names !== undefined || kind === "never") return names;
      if (kind === "object") return "compare a property of it, or ask whether it is there: `!= null`";
      const isMissing = kind === "order" && [left, right].some((type) => /\b(?:undefined|null)$/u.test(type));
      return isMissing
        ? "where a value may be missing, ask for it first, `!= null and …`, or give it a value with `??`"
        : undefined;
    },
  ),
  "types/never-taken": entry<{ id: string; reason: string }>(
    "warning",
    ({ id, reason }) => `\`${reason}\` is never taken: the conditions before it cover all that \`${id}\` returns`,
    "remove this alternative; if it was the last one, its place is taken by the alternative before it, as `otherwise`",
  ),
  "types/no-routes-by-keys": entry<{ id: string; given: string }>(
    "warning",
    ({ id, given }) =>
      `\`${id}\` returns \`${given}\`, all of whose keys are successors, but its conditions decide: each successor gets all of it`,
    "leave the decision to one of the two: return other keys, or remove the conditions",
  ),
  "types/routes-by-keys": entry<{
    id: string;
    given: string;
    started: readonly string[];
    never: readonly string[];
    /** A successor that takes the whole result. */
    whole: string | undefined;
  }>(
    "warning",
    ({ id, given, started, never, whole }) => {
      const starts = `\`${id}\` returns \`${given}\`, all of whose keys are successors: it starts ${listOf(started)}`;
      if (never.length > 0) return `${starts} alone, and never ${listOf(never)}`;
      return whole === undefined
        ? `${starts} only if the key is present`
        : `${starts} with the value of the key, and \`${whole}\` takes the whole result`;
    },
    ({ id }) => `to send the whole to all of them, rename the node or the key; to choose, make \`${id}\` a RoutingNode`,
  ),
  "types/keys-of-instance": entry<{ id: string; given: string }>(
    "warning",
    ({ id, given }) =>
      `\`${id}\` returns an instance of the class \`${given}\`, all of whose keys are successors: each of them gets the whole instance, although the types in the module say it gets the value of its key`,
    "return a plain object to send each its value; to send the whole, rename a node or a key",
  ),
  "types/undeclared-router": entry<{ id: string; isClass: boolean }>(
    "error",
    ({ id }) => `\`${id}\` returns a \`route()\`, but is not declared as a router`,
    ({ id, isClass }) => (isClass ? asRouter : `give \`${id}\` \`type: RoutingNode\``),
  ),
  "types/ids-as-data": entry<{ id: string; given: string; isClass: boolean }>(
    "warning",
    ({ id, given }) =>
      `\`${id}\` returns ids of its successors (\`${given}\`), but it is not a RoutingNode: all of them start`,
    ({ id, isClass }) => `to choose among them, ${isClass ? asRouter : `give \`${id}\` \`type: RoutingNode\``}`,
  ),
  "types/unknowable": entry<{ callable: string; reason: "generic" | "overloaded" | "dynamic" | "string" | "circular" }>(
    "warning",
    ({ callable, reason }) => unknowable[reason](callable),
    ({ reason }) =>
      reason === "string"
        ? 'let it return the ids themselves: `Route<"a" | "b">`, or `as const`'
        : reason === "circular"
          ? "give a function of the cycle a return type"
          : reason === "dynamic"
            ? "pass its result through a function that takes `unknown`"
            : "wrap it in a function with a single plain signature",
  ),
  "types/any": entry<{ callable: string }>(
    "warning",
    ({ callable }) => `\`${callable}\` returns \`any\`: nothing that takes its result is checked`,
    "give it a return type",
  ),
  "types/hidden-export": entry<{ module: string; name: string; direct: string | undefined }>(
    "warning",
    ({ module, name }) =>
      `Node cannot import \`${name}\` from \`${module}\`: it is CommonJS, and Node does not detect this export`,
    ({ module, name, direct }) =>
      direct === undefined
        ? `re-export it from your own module, and name that: \`import all from "${module}"; export const { ${name} } = all;\``
        : `write \`${direct}\``,
  ),
  "types/mismatch": entry<{ callable: string }>(
    "error",
    ({ callable }) => `the declaration of \`${callable}\` does not fit what it is called with`,
  ),
};

export interface ConfigFault {
  readonly callable: string;
  /** The place in the config, such as `config.base`. */
  readonly place: string;
  /** What the constructor takes, such as `config.base: string`; empty if it takes nothing of that name. */
  readonly takes: readonly string[];
  /** The type of the given value; undefined if there is none. */
  readonly given: string | undefined;
  /** Whether the node has no config at all. */
  readonly isAbsent: boolean;
  /** Keys that the help names: those that are missing, or those that exist. */
  readonly keys: readonly string[];
  /** Whether the class is generic in its config: it takes the keys of the type parameter's constraint. */
  readonly isGeneric?: boolean;
  /** What the constructor takes where it does not take the options of a node. */
  readonly instead?: string | undefined;
}

function configFault({ place, takes, given, isAbsent, instead }: ConfigFault): string {
  if (instead !== undefined) return `${instead} in its constructor; a node's class is given \`{ id, name, config }\``;
  if (takes.length === 0) return `no \`${place}\``;
  if (given !== undefined) return `${listOf(takes)}; it is given \`${given}\``;
  if (isAbsent) return `${listOf(takes)}, but the node has no \`config\``;
  return `${listOf(takes)}, which ${takes.length > 1 ? "are" : "is"} missing`;
}

const unknowable = {
  generic: (callable: string) => `\`${callable}\` is generic: what it returns for this payload cannot be checked`,
  overloaded: (callable: string) => `\`${callable}\` is overloaded: what it takes and returns here cannot be checked`,
  string: (callable: string) =>
    `the rule \`${callable}\` returns a \`string\`: which targets it means cannot be checked`,
  dynamic: (callable: string) =>
    `the callable of \`${callable}\` comes from the context: what it returns cannot be checked`,
  circular: (callable: string) => `what \`${callable}\` takes depends on itself, and cannot be checked`,
};
