/** What a form can ask for of a value, by its TypeScript type. */
export type ValueShape =
  | { readonly kind: "text" | "number" | "boolean" }
  /** One of these. */
  | { readonly kind: "choice"; readonly options: readonly (string | number | boolean | null)[] }
  | { readonly kind: "object"; readonly fields: readonly ShapeField[] }
  /** Anything else. */
  | { readonly kind: "json" };

export interface ShapeField {
  readonly key: string;
  readonly shape: ValueShape;
  readonly isOptional: boolean;
}
