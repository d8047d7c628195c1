/** The colors of a picture. A test holds that every text has a contrast of 4.5 against what it is written on. */
export interface Theme {
  readonly background: string;
  readonly ink: string;
  readonly soft: string;
  readonly line: string;
  readonly node: string;
  readonly nodeBorder: string;
  readonly router: string;
  readonly routerBorder: string;
  readonly choice: string;
  readonly container: string;
  readonly containerBorder: string;
  readonly containerInk: string;
  readonly child: string;
  readonly childBorder: string;
  readonly childInk: string;
  readonly error: string;
  readonly errorBackground: string;
  readonly pill: string;
}

export const themes: Readonly<Record<"light" | "dark", Theme>> = {
  light: {
    background: "#ffffff",
    ink: "#1f2733",
    soft: "#566376",
    line: "#8592a5",
    node: "#ffffff",
    nodeBorder: "#c3ccd8",
    router: "#fff6e0",
    routerBorder: "#d99a1c",
    choice: "#c98708",
    container: "#f2f7ff",
    containerBorder: "#7aa5e8",
    containerInk: "#2b5fb3",
    child: "#f7f3ff",
    childBorder: "#9b80e0",
    childInk: "#6a45c0",
    error: "#c8372d",
    errorBackground: "#fdecea",
    pill: "#eef1f5",
  },
  dark: {
    background: "#12161c",
    ink: "#e8edf4",
    soft: "#9aa8ba",
    line: "#7d8b9f",
    node: "#1c232d",
    nodeBorder: "#3d4a5b",
    router: "#33290f",
    routerBorder: "#d9a23a",
    choice: "#dda53f",
    container: "#152033",
    containerBorder: "#3f68ad",
    containerInk: "#8fb8f7",
    child: "#1f1a30",
    childBorder: "#7a62c4",
    childInk: "#c0a8ff",
    error: "#ff7b72",
    errorBackground: "#3a1d1c",
    pill: "#2a333f",
  },
};
