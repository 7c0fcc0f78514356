/** Types of arguments and results, read off the schema that declares them. Types only. */
import type { JsonSchema } from "../executors/executor.ts";
import type { StandardSchema } from "./standard-schema.ts";

/** smolagents' words for types. */
export type ToolType =
  | "string"
  | "boolean"
  | "integer"
  | "number"
  | "image"
  | "audio"
  | "array"
  | "object"
  | "any"
  | "null";

/** One argument in smolagents' form: a JSON Schema property with a description, `nullable` when it may be left out. */
export interface ToolInput {
  readonly type: ToolType | readonly ToolType[];
  readonly description: string;
  readonly nullable?: boolean | undefined;
  readonly default?: unknown;
  readonly enum?: readonly unknown[] | undefined;
  readonly items?: JsonSchema | undefined;
  readonly [keyword: string]: unknown;
}

/** smolagents' form of the arguments: name to description, in order. */
export type ToolInputs = { readonly [name: string]: ToolInput };

/** All three ways to declare arguments. */
export type ArgumentsSchema = ToolInputs | JsonSchema | StandardSchema<never, unknown> | StandardSchema;

/** What `execute` receives for a schema in any of the three forms. */
export type ArgumentsOf<Schema> = Schema extends { readonly "~standard": unknown }
  ? OutputOfStandard<Schema>
  : Schema extends { readonly type: "object" } | { readonly properties: object } | { readonly $ref: string }
    ? FromJsonSchema<Schema>
    : Schema extends ToolInputs
      ? string extends keyof Schema
        ? Record<string, unknown>
        : FromInputs<Schema>
      : Record<string, unknown>;

type OutputOfStandard<Schema> = Schema extends { readonly "~standard": { readonly types?: infer Types } }
  ? NonNullable<Types> extends { readonly output: infer Output }
    ? Output
    : unknown
  : unknown;

type FromInputs<Inputs extends ToolInputs> = Simplify<
  {
    -readonly [Name in keyof Inputs as Inputs[Name] extends { nullable: true } ? never : Name]: FromJsonSchema<
      Inputs[Name]
    >;
  } & {
    -readonly [Name in keyof Inputs as Inputs[Name] extends { nullable: true } ? Name : never]?:
      | FromJsonSchema<Inputs[Name]>
      | null
      | undefined;
  }
>;

interface Primitives {
  string: string;
  integer: number;
  number: number;
  boolean: boolean;
  null: null;
}

/** The TypeScript type of a JSON Schema written as a literal. What it does not know is `unknown`. */
export type FromJsonSchema<Schema> = Schema extends { readonly const: infer Value }
  ? Value
  : Schema extends { readonly enum: readonly (infer Choice)[] }
    ? Choice
    : Schema extends { readonly anyOf: readonly (infer Branch)[] }
      ? FromJsonSchema<Branch>
      : Schema extends { readonly oneOf: readonly (infer Branch)[] }
        ? FromJsonSchema<Branch>
        : Schema extends { readonly type: readonly (infer Type)[] }
          ? FromType<Type, Schema>
          : Schema extends { readonly type: infer Type }
            ? FromType<Type, Schema>
            : Schema extends { readonly properties: object }
              ? FromType<"object", Schema>
              : unknown;

type FromType<Type, Schema> = Type extends keyof Primitives
  ? Primitives[Type]
  : Type extends "array"
    ? FromArray<Schema>
    : Type extends "object"
      ? FromObject<Schema>
      : unknown;

type FromArray<Schema> = Schema extends { readonly prefixItems: infer Items extends readonly unknown[] }
  ? { -readonly [Index in keyof Items]: FromJsonSchema<Items[Index]> }
  : Schema extends { readonly items: infer Item }
    ? FromJsonSchema<Item>[]
    : unknown[];

type FromObject<Schema> = Schema extends { readonly properties: infer Properties extends object }
  ? Simplify<
      {
        -readonly [Key in keyof Properties as Key extends GivenKeys<Schema, Properties> ? Key : never]: FromJsonSchema<
          Properties[Key]
        >;
      } & {
        -readonly [Key in keyof Properties as Key extends GivenKeys<Schema, Properties> ? never : Key]?:
          | FromJsonSchema<Properties[Key]>
          | undefined;
      }
    >
  : Schema extends { readonly additionalProperties: infer Rest extends object }
    ? Record<string, FromJsonSchema<Rest>>
    : Record<string, unknown>;

/** Required keys, and those with a default, which is filled in before `execute` runs. */
type GivenKeys<Schema, Properties> =
  | (Schema extends { readonly required: readonly (infer Key)[] } ? Key : never)
  | { [Key in keyof Properties]: Properties[Key] extends { readonly default: {} } ? Key : never }[keyof Properties];

type Simplify<Type> = { [Key in keyof Type]: Type[Key] } & {};
