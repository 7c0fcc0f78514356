/**
 * The part of the Standard Schema interface that tools use, declared here so that no schema library is imported.
 * Zod, Valibot, ArkType, Effect and others implement it; those that also describe themselves as JSON Schema need no more.
 */
import type { JsonSchema } from "../executors/executor.ts";
import { ToolDefinitionError } from "./errors.ts";

export interface StandardSchema<Input = unknown, Output = Input> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => StandardResult<Output> | Promise<StandardResult<Output>>;
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
    readonly jsonSchema?: StandardJsonSchema | undefined;
  };
}

export interface StandardJsonSchema {
  readonly input: (options: { target: "draft-2020-12" }) => Record<string, unknown>;
  readonly output: (options: { target: "draft-2020-12" }) => Record<string, unknown>;
}

export type StandardResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly StandardIssue[] };

export interface StandardIssue {
  readonly message: string;
  readonly path?: ReadonlyArray<PropertyKey | { readonly key: PropertyKey }> | undefined;
}

/** ArkType's schemas are functions, the others' objects. */
export function isStandardSchema(value: unknown): value is StandardSchema {
  return (typeof value === "object" || typeof value === "function") && value !== null && "~standard" in value;
}

/** The JSON Schema of what goes into the schema, or of what comes out of it. */
export function standardToJsonSchema(schema: StandardSchema, side: "input" | "output"): JsonSchema {
  const { jsonSchema, vendor } = schema["~standard"];
  if (jsonSchema !== undefined) return jsonSchema[side]({ target: "draft-2020-12" });
  const own = schema as { toJsonSchema?: unknown; toJSONSchema?: unknown };
  const convert = own.toJsonSchema ?? own.toJSONSchema;
  if (typeof convert === "function") return convert.call(schema) as JsonSchema;
  throw new ToolDefinitionError(`This ${vendor} schema does not describe itself as JSON Schema`, {
    hint: "Use a version of the library with Standard JSON Schema (zod 4.2 or newer, for one), or give a JSON Schema.",
  });
}

/** `filters[0].name` of a Standard Schema issue. */
export function issuePath(issue: StandardIssue): string {
  let path = "";
  for (const segment of issue.path ?? []) {
    const key = typeof segment === "object" ? segment.key : segment;
    path += typeof key === "number" ? `[${key}]` : `${path === "" ? "" : "."}${String(key)}`;
  }
  return path;
}
