/**
 * What a tool is: a name that Python can call, words for the model, a schema of the arguments, and a function.
 *
 * `tool({...})` makes one from a function, `Tool` from a class; both are `ToolSpec`s. `call` is the one door to the
 * function: it checks and safely changes the arguments, fills in defaults, keeps the deadline, tries again where the
 * tool allows it, and checks the result.
 */
import type { JsonSchema, ToolContext, ToolSpec } from "../executors/executor.ts";
import { ToolDefinitionError } from "./errors.ts";
import type { ArgumentsOf, ArgumentsSchema } from "./infer.ts";
import { checkedType, isPythonName, toInputSchema, TOOL_TYPES } from "./inputs.ts";
import { invoke } from "./invoke.ts";
import type { Retry } from "./invoke.ts";
import { isStandardSchema, standardToJsonSchema } from "./standard-schema.ts";
import type { StandardSchema } from "./standard-schema.ts";

export interface HumanQuestion {
  question: string;
  /** JSON Schema of the answer; text when there is none. */
  schema?: JsonSchema | undefined;
}

export interface ToolProgress {
  message?: string | undefined;
  progress?: number | undefined;
  total?: number | undefined;
}

/** What `execute` and `forward` are told. The optional parts are there when the caller can serve them. */
export interface ToolCallContext extends ToolContext {
  /** Asks a person, as an effect of the run: recorded once, answered by whoever serves the run. */
  ask?: ((question: HumanQuestion) => Promise<unknown>) | undefined;
  /** Shows how far the call has come; never recorded. */
  onProgress?: ((progress: ToolProgress) => void) | undefined;
}

/** The declarations that `tool({...})` and the class `Tool` share. */
export interface ToolTraits {
  /** `once`: never repeated after a crash; `keyed`: safe with the same idempotency key; `idempotent`: may be repeated. */
  effects?: ToolSpec["effects"];
  timeoutSeconds?: number | undefined;
  /** How often and when a failed call is tried again. Needs `effects` other than `once`. */
  retry?: number | Retry | undefined;
}

export interface ToolDefinition<Schema, Result> extends ToolTraits {
  name: string;
  description: string;
  /** The arguments: smolagents' form, a JSON Schema literal, or a Standard Schema. */
  inputs?: Schema | undefined;
  /** Another word for `inputs`. */
  inputSchema?: Schema | undefined;
  /** Another word for `inputs`. */
  parameters?: Schema | undefined;
  /** smolagents' word for the result; read off `outputSchema`, else "any". */
  outputType?: string | undefined;
  /** The result: a JSON Schema, or a Standard Schema; results that do not fit are an error. */
  outputSchema?: JsonSchema | StandardSchema | undefined;
  needsApproval?: boolean | ((args: ArgumentsOf<Schema>) => boolean | Promise<boolean>) | undefined;
  execute(args: ArgumentsOf<Schema>, context: ToolCallContext): Result | Promise<Result>;
}

/** A tool whose result type is known. */
export interface DefinedTool<Result = unknown> extends ToolSpec, ToolTraits {
  call(args: Readonly<Record<string, unknown>>, context?: Partial<ToolCallContext>): Promise<Result>;
}

/**
 * Makes a tool from a function.
 *
 * ```ts
 * const weather = tool({
 *   name: "weather",
 *   description: "The temperature in a city, in degrees Celsius.",
 *   inputs: { city: { type: "string", description: "The city's name" } },
 *   outputType: "number",
 *   execute: async ({ city }) => temperatureOf(city),   // city is a string, also for TypeScript
 * });
 * ```
 */
export function tool<const Schema extends ArgumentsSchema = {}, Result = unknown>(
  definition: ToolDefinition<Schema, Result>,
): DefinedTool<Result> {
  checkName(definition.name, "tool");
  checkDescription(definition.name, definition.description);
  const declared = oneDeclaration(definition);
  const outputSchema = toOutputSchema(definition.outputSchema);
  checkTraits(definition.name, definition);
  const spec: DefinedTool<Result> = {
    name: definition.name,
    description: definition.description,
    inputs: toInputSchema(definition.name, declared),
    outputType: toOutputType(definition.name, definition.outputType, outputSchema),
    outputSchema,
    effects: definition.effects,
    // The arguments have been checked against the schema by then.
    needsApproval: definition.needsApproval as ToolSpec["needsApproval"],
    timeoutSeconds: definition.timeoutSeconds,
    retry: definition.retry,
    call: (args, context = {}) =>
      invoke(
        {
          spec,
          standardInput: isStandardSchema(declared) ? declared : undefined,
          standardOutput: isStandardSchema(definition.outputSchema) ? definition.outputSchema : undefined,
          execute: (checked, full) => definition.execute(checked as ArgumentsOf<Schema>, full),
        },
        args,
        context,
      ) as Promise<Result>,
  };
  return Object.freeze(spec);
}

/**
 * A tool as a class, for those that hold something: a connection, a model, a key.
 *
 * ```ts
 * class Temperature extends Tool<{ city: string }, number> {
 *   name = "temperature";
 *   description = "The temperature in a city, in degrees Celsius.";
 *   inputs = { city: { type: "string", description: "The city's name" } };
 *   outputType = "number";
 *   async forward({ city }: { city: string }) { return measure(city); }
 * }
 * ```
 */
export abstract class Tool<Args = Record<string, unknown>, Result = unknown> implements ToolSpec {
  abstract readonly name: string;
  abstract readonly description: string;
  /** Given in any of the three forms; reads as a JSON Schema. */
  abstract readonly inputs: JsonSchema;
  abstract readonly outputType: string;
  readonly outputSchema?: JsonSchema | undefined;
  readonly effects?: ToolSpec["effects"];
  readonly needsApproval?: ToolSpec["needsApproval"];
  readonly timeoutSeconds?: number | undefined;
  readonly retry?: number | Retry | undefined;

  constructor() {
    // A subclass's fields are set after this constructor; the proxy sees them being defined, so that a wrong
    // definition fails where the object is made and `inputs` reads as a JSON Schema from then on.
    return new Proxy<this>(this, FIELD_CHECKS as ProxyHandler<this>);
  }

  /** Does the tool's work. */
  abstract forward(args: Args, context: ToolCallContext): Result | Promise<Result>;

  /** Runs once, before the first call: connects, loads. */
  async setup(): Promise<void> {}

  async call(args: Readonly<Record<string, unknown>>, context: Partial<ToolCallContext> = {}): Promise<Result> {
    let ready = SETUPS.get(this);
    if (ready === undefined) {
      ready = this.setup();
      SETUPS.set(this, ready);
      // A failed set-up is tried again by the next call.
      ready.catch(() => SETUPS.delete(this));
    }
    await ready;
    const execute = (checked: Record<string, unknown>, full: ToolCallContext): unknown =>
      this.forward(checked as Args, full);
    return invoke({ spec: this, execute }, args, context) as Promise<Result>;
  }
}

const SETUPS = new WeakMap<object, Promise<void>>();

const FIELD_CHECKS: ProxyHandler<{ name: string }> = {
  defineProperty(target, key, descriptor) {
    if (!("value" in descriptor) || descriptor.value === undefined)
      return Reflect.defineProperty(target, key, descriptor);
    const value: unknown = descriptor.value;
    const name = typeof target.name === "string" ? target.name : target.constructor.name;
    if (key === "name") checkName(value, "tool");
    if (key === "description") checkDescription(name, value);
    if (key === "outputType") checkedType(value, `the result of the tool ${name}`);
    if (key === "inputs")
      return Reflect.defineProperty(target, key, { ...descriptor, value: toInputSchema(name, value) });
    return Reflect.defineProperty(target, key, descriptor);
  },
};

/** Refuses names that Python cannot call and names that stand twice. */
export function checkToolNames(tools: Iterable<{ readonly name: string }>): void {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const { name } of tools) {
    checkName(name, "tool");
    if (seen.has(name)) repeated.add(name);
    seen.add(name);
  }
  if (repeated.size === 0) return;
  throw new ToolDefinitionError(
    `Each tool needs a name of its own, but these stand more than once: ${[...repeated].join(", ")}`,
    {
      hint: "Rename one of them, or leave one out.",
    },
  );
}

function checkName(name: unknown, what: string): void {
  if (typeof name === "string" && isPythonName(name)) return;
  throw new ToolDefinitionError(`${JSON.stringify(name)} is not a name that Python can use for a ${what}`, {
    hint: "Use letters, digits and underscores, not beginning with a digit, and no keyword of Python.",
  });
}

function checkDescription(name: string, description: unknown): void {
  if (typeof description === "string" && description.trim() !== "") return;
  throw new ToolDefinitionError(`The tool ${name} has no description`, {
    hint: "The model chooses a tool by its description.",
  });
}

function checkTraits(name: string, traits: ToolTraits): void {
  const { timeoutSeconds, retry, effects } = traits;
  if (timeoutSeconds !== undefined && !(timeoutSeconds > 0)) {
    throw new ToolDefinitionError(`The timeoutSeconds of the tool ${name} must be more than 0, not ${timeoutSeconds}`);
  }
  if (retry !== undefined && retry !== 0 && effects === "once") {
    throw new ToolDefinitionError(
      `The tool ${name} declares both retry and effects: "once", which exclude each other`,
      {
        hint: 'Declare effects: "keyed" if the service takes an idempotency key.',
      },
    );
  }
}

function oneDeclaration(
  definition: Pick<ToolDefinition<unknown, unknown>, "name" | "inputs" | "inputSchema" | "parameters">,
): unknown {
  const given = [definition.inputs, definition.inputSchema, definition.parameters].filter(
    (schema) => schema !== undefined,
  );
  if (given.length <= 1) return given[0];
  throw new ToolDefinitionError(`The tool ${definition.name} declares its arguments more than once`, {
    hint: "inputs, inputSchema and parameters are three words for the same thing: keep one.",
  });
}

function toOutputSchema(declared: JsonSchema | StandardSchema | undefined): JsonSchema | undefined {
  return isStandardSchema(declared) ? standardToJsonSchema(declared, "output") : declared;
}

function toOutputType(name: string, declared: string | undefined, schema: JsonSchema | undefined): string {
  if (declared !== undefined) return checkedType(declared, `the result of the tool ${name}`);
  const type = schema?.["type"];
  return typeof type === "string" && TOOL_TYPES.includes(type) ? type : "any";
}
