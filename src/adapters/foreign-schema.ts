/** Schemas of other frameworks as JSON Schema, without their packages. */
import type { JsonSchema } from "../executors/executor.ts";
import { ToolDefinitionError } from "../tools/errors.ts";
import { isStandardSchema, standardToJsonSchema } from "../tools/standard-schema.ts";

export interface ForeignSchemaOptions {
  /** Makes a JSON Schema of what does not describe itself (zod 3, older Valibot): `zodToJsonSchema`, for one. */
  toJsonSchema?: ((schema: unknown) => JsonSchema) | undefined;
}

/** A Standard Schema, a JSON Schema, or an AI SDK `Schema`, which holds a JSON Schema or a promise of one, perhaps behind a function. */
export async function foreignToJsonSchema(
  toolName: string,
  schema: unknown,
  options: ForeignSchemaOptions,
): Promise<JsonSchema> {
  if (schema === undefined || schema === null) return { type: "object", properties: {} };
  if (isStandardSchema(schema)) return fromStandard(schema, options);
  if (typeof schema === "function") return foreignToJsonSchema(toolName, (schema as () => unknown)(), options);
  if (typeof schema === "object") {
    if ("jsonSchema" in schema) return withoutDialect((await schema.jsonSchema) as JsonSchema);
    if ("type" in schema || "properties" in schema || "$ref" in schema || "anyOf" in schema) {
      if (!("_def" in schema)) return withoutDialect(schema as JsonSchema);
    }
    if (options.toJsonSchema !== undefined) return withoutDialect(options.toJsonSchema(schema));
  }
  throw new ToolDefinitionError(
    `The arguments of the tool ${toolName} are declared by something that is no JSON Schema`,
    {
      hint: "Give toJsonSchema, which makes one of it.",
    },
  );
}

function fromStandard(schema: Parameters<typeof standardToJsonSchema>[0], options: ForeignSchemaOptions): JsonSchema {
  const describesItself = schema["~standard"].jsonSchema !== undefined;
  return withoutDialect(
    !describesItself && options.toJsonSchema !== undefined
      ? options.toJsonSchema(schema)
      : standardToJsonSchema(schema, "input"),
  );
}

function withoutDialect({ $schema: _dialect, ...schema }: JsonSchema): JsonSchema {
  return schema;
}
