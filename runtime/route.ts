// `Symbol.for`: a decision is known as one even where a program has loaded two copies of this module.
const routed: unique symbol = Symbol.for("flowc.route");
const ownInput: unique symbol = Symbol.for("flowc.own-input");

/** The payload of a route that was given none: the router's own input goes on (SPEC 5). */
export interface Own {
  readonly [ownInput]: true;
}

/** What is written down about a decision, in `context.routing`. */
export interface RouteNote {
  /** How sure the router is, by a scale of its own. */
  readonly confidence?: number;
  readonly reason?: string;
}

/** A routing decision. Made by `route()`. */
export interface Route<Target extends string = string, Payload = unknown> extends RouteNote {
  readonly [routed]: Payload;
  readonly target: Target;
}

/**
 * A decision of a router (SPEC 5): go on with `target`, one of the router's successors.
 *
 * @param note `confidence` and `reason` are recorded; `payload` is sent, without it the router's own input is
 */
export function route<const Target extends string>(
  target: Target,
  note?: RouteNote & { readonly payload?: never },
): Route<Target, Own>;
export function route<const Target extends string, Payload>(
  target: Target,
  options: RouteNote & { readonly payload: Payload },
): Route<Target, Payload>;
export function route(target: string, options: RouteNote & { readonly payload?: unknown } = {}): Route {
  const own: Own = { [ownInput]: true };
  return {
    [routed]: Object.hasOwn(options, "payload") ? options.payload : own,
    target,
    ...(options.confidence === undefined ? {} : { confidence: options.confidence }),
    ...(options.reason === undefined ? {} : { reason: options.reason }),
  };
}

/** What is certainly no decision. */
export interface NoRoute {
  readonly [routed]?: never;
}

/** Whether a value was made by `route()`. */
export function isRoute(value: unknown): value is Route {
  return typeof value === "object" && value !== null && routed in value;
}

/** What a decision sends; `input`, the router's own, where it was given no payload. */
export function payloadOf(decision: Route, input: unknown): unknown {
  const payload = decision[routed];
  return typeof payload === "object" && payload !== null && ownInput in payload ? input : payload;
}
