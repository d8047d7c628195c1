// `Symbol.for`, so that a decision is recognized even if a program has loaded two copies of this module.
const routed: unique symbol = Symbol.for("flowc.route");
const ownInput: unique symbol = Symbol.for("flowc.own-input");

/** The payload type of a route without a payload: the router's own input goes on (SPEC 5). */
export interface Own {
  readonly [ownInput]: true;
}

/** Notes about a decision, recorded in `context.routing`. */
export interface RouteNote {
  /** How sure the router is, on a scale of its own. */
  readonly confidence?: number;
  readonly reason?: string;
}

/**
 * A routing decision, created by `route()`. Without a second argument, the router's own input goes on; `Route<string,
 * unknown>` is any decision.
 */
export interface Route<Target extends string = string, Payload = Own> extends RouteNote {
  readonly [routed]: Payload;
  readonly target: Target;
}

/**
 * Creates a router's decision (SPEC 5): go on with `target`, one of the router's successors.
 *
 * @param note `confidence` and `reason` are recorded; `payload` is sent to the target, by default the router's own
 * input
 */
export function route<const Target extends string>(
  target: Target,
  note?: RouteNote & { readonly payload?: never },
): Route<Target, Own>;
export function route<const Target extends string, Payload>(
  target: Target,
  options: RouteNote & { readonly payload: Payload },
): Route<Target, Payload>;
export function route(
  target: string,
  options: RouteNote & { readonly payload?: unknown } = {},
): Route<string, unknown> {
  const own: Own = { [ownInput]: true };
  return {
    [routed]: Object.hasOwn(options, "payload") ? options.payload : own,
    target,
    ...(options.confidence === undefined ? {} : { confidence: options.confidence }),
    ...(options.reason === undefined ? {} : { reason: options.reason }),
  };
}

/** What is certainly not a decision. */
export interface NoRoute {
  readonly [routed]?: never;
}

/** Whether a value was made by `route()`. */
export function isRoute(value: unknown): value is Route<string, unknown> {
  return typeof value === "object" && value !== null && routed in value;
}

/** Returns what a decision sends: its payload, or `input`, the router's own, if it has none. */
export function payloadOf(decision: Route<string, unknown>, input: unknown): unknown {
  const payload = decision[routed];
  return typeof payload === "object" && payload !== null && ownInput in payload ? input : payload;
}
