/**
 * A Standard Schema (https://standardschema.dev), as zod, valibot, arktype and others make them: checks a value, and
 * says what it makes of it.
 */
export interface Schema<In = unknown, Out = In> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => Validated<Out> | Promise<Validated<Out>>;
    readonly types?: { readonly input: In; readonly output: Out } | undefined;
  };
}

/** What a schema says of a value: what it makes of it, or what is wrong. */
interface Validated<Out> {
  readonly value?: Out;
  readonly issues?: readonly SchemaIssue[] | undefined;
}

export interface SchemaIssue {
  readonly message: string;
  /** The keys that lead to what is wrong. Without it, the whole value is. */
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}
