import type { Meta, Node, NodeOptions, RoutingNode } from "@flowc/runtime";
export interface User {
  id: number;
  name: string;
}
export const ping = (): void => {};
export async function find(
  id: number,
  context: Record<string, unknown>,
  meta: Meta,
): Promise<User> {
  return { id, name: String(context["tenant"]) + meta.nodeId };
}
export const optional = (user: User, context?: { tenant: string }): User => ({
  ...user,
  name: context?.tenant ?? "",
});
export class Http implements Node<{ user: unknown }, { status: number }> {
  readonly id: string;
  constructor(options: NodeOptions) {
    this.id = options.id;
  }
  async run(payload: { user: unknown }): Promise<{ status: number }> {
    return { status: payload.user ? 200 : 404 };
  }
}
export class Gate implements RoutingNode<{ status: number }, "ok" | "bad"> {
  run(payload: { status: number }): "ok" | "bad" {
    return payload.status < 400 ? "ok" : "bad";
  }
}
/** A mapping of successors, from a plain node. */
export const ok = (payload: {
  status: number;
}): { mail: string; count: number } => ({
  mail: "x",
  count: payload.status,
});
export const bad = (payload: { status: number }): number => payload.status;
export const mail = (text: string): string => text;
export const count = (n: number): number => n;
