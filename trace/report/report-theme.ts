import { type Theme, themes } from "../../picture/svg/themes.js";

/** What a report adds to the colors of pictures. A test holds that every text has a contrast of 4.5 against its background. */
export interface ReportTheme extends Theme {
  readonly ok: string;
  readonly okBackground: string;
  readonly handled: string;
  readonly handledBackground: string;
  readonly waits: string;
  /** Bars of what was cut off. */
  readonly cut: string;
}

export const reportThemes: Readonly<Record<"light" | "dark", ReportTheme>> = {
  light: {
    ...themes.light,
    ok: "#17743f",
    okBackground: "#e3f5ea",
    handled: "#855600",
    handledBackground: "#fff3d6",
    waits: "#6a3fc4",
    cut: "#6b7686",
  },
  dark: {
    ...themes.dark,
    ok: "#4fc88d",
    okBackground: "#12301f",
    handled: "#e0ab4a",
    handledBackground: "#33290f",
    waits: "#b8a3ff",
    cut: "#8d99a9",
  },
};
