/** The forms in which a picture can be written. */
export const pictureKinds = ["svg", "html", "mermaid", "dot", "text", "json", "png"] as const;
export type PictureKind = (typeof pictureKinds)[number];
