export type Ctx = {
  order: { id: number; tags: Record<string, string> };
  total?: number;
  report?: { text: string };
};
export const sum = (id: number): number => id;
export const tell = (payload: {
  total: number;
  tag: string | undefined;
  name: string;
}): { text: string; size: number } => ({ text: payload.name, size: 1 });
