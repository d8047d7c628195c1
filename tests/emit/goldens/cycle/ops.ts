import { type Own, type Route, route } from "@flowc/runtime";
export interface Brief {
  topic: string;
  remarks?: string;
}
export interface Text {
  topic: string;
  text: string;
}
export const brief = (topic: string): Brief => ({ topic });
/** Reads what is a later node's result in the order of the file; `Record<string, unknown>` takes the context. */
export const draft = async (
  brief: Brief,
  context: Record<string, unknown>,
): Promise<Text> => ({
  topic: brief.topic,
  text: String(context["last"]),
});
export const prepare = (payload: { draft: Text; last: Text | null }): Text =>
  payload.last ?? payload.draft;
/** in place: its input goes on, round the cycle too */
export const polish = (text: Text): void => void text;
export function review(
  text: Text,
): Route<"publish", Own> | Route<"draft", Brief> {
  return text.text.length > 3
    ? route("publish")
    : route("draft", { payload: { topic: text.topic, remarks: "longer" } });
}
export const publish = (text: { text: string }): string => text.text;
