/** One call of a tool: arguments in, function, result out, under a deadline and with the retries that it declares. */
import type { ToolSpec } from "../executors/executor.ts";
import { isThreadsnakeError } from "../errors.ts";
import { startTimer } from "../run/timer.ts";
import { toAgentType } from "./agent-types.ts";
import { ToolArgumentError, ToolOutputError, ToolTimeoutError } from "./errors.ts";
import { checkValue } from "./schema.ts";
import type { Coercion, SchemaIssue } from "./schema.ts";
import { issuePath } from "./standard-schema.ts";
import type { StandardSchema } from "./standard-schema.ts";
import type { ToolCallContext, ToolTraits } from "./tool.ts";

export interface Retry {
  /** How many times a failed call is tried again. */
  times: number;
  /** The first wait; it doubles each time. 500 by default. */
  waitMs?: number | undefined;
  /** Whether an error is worth another attempt; by default every error is, but those of arguments. */
  when?: ((error: unknown) => boolean) | undefined;
}

export interface Invocation {
  spec: ToolSpec & ToolTraits;
  standardInput?: StandardSchema | undefined;
  standardOutput?: StandardSchema | undefined;
  execute(args: Record<string, unknown>, context: ToolCallContext): unknown;
}

export async function invoke(
  invocation: Invocation,
  args: Readonly<Record<string, unknown>>,
  given: Partial<ToolCallContext>,
): Promise<unknown> {
  const { spec } = invocation;
  const checked = checkArguments(spec, args).args;
  const input =
    invocation.standardInput === undefined
      ? checked
      : await parseStandard(invocation.standardInput, checked, spec.name, "arguments");
  const context: ToolCallContext = {
    ...given,
    signal: given.signal ?? new AbortController().signal,
    idempotencyKey: given.idempotencyKey ?? crypto.randomUUID(),
  };
  const run = (): Promise<unknown> =>
    withDeadline(spec, context, (bounded) => invocation.execute(input as Record<string, unknown>, bounded));
  const result = await withRetries(spec, context.signal, run);
  if (invocation.standardOutput !== undefined)
    return parseStandard(invocation.standardOutput, result, spec.name, "result");
  return checkResult(spec, result);
}

/**
 * The arguments of a call as the tool will get them: safely changed where needed, defaults filled in.
 * Throws ToolArgumentError, with every fault at once.
 */
export function checkArguments(
  spec: Pick<ToolSpec, "name" | "inputs">,
  args: unknown,
): { args: Record<string, unknown>; coercions: Coercion[] } {
  const properties = (spec.inputs["properties"] ?? {}) as Record<string, Record<string, unknown> | boolean>;
  const required = new Set((spec.inputs["required"] ?? []) as string[]);
  // An unknown argument is a misspelt one unless the schema says that others are welcome.
  const schema =
    spec.inputs["additionalProperties"] === undefined && !isOpen(spec.inputs)
      ? { ...spec.inputs, additionalProperties: false }
      : spec.inputs;
  const { value, issues, coercions } = checkValue(schema, withoutEmptyOptions(args, properties, required), {
    name: `arguments of ${spec.name}`,
  });
  if (issues.length > 0) throw argumentError(spec.name, issues, properties);
  const result = { ...(value as Record<string, unknown>) };
  for (const [name, property] of Object.entries(properties)) {
    if (typeof property === "object" && Object.hasOwn(property, "default") && !Object.hasOwn(result, name))
      result[name] = structuredClone(property["default"]);
  }
  return { args: result, coercions };
}

/** A schema that puts its properties elsewhere (`$ref`, `anyOf`) knows more arguments than `properties` lists. */
function isOpen(inputs: Record<string, unknown>): boolean {
  return ["$ref", "allOf", "anyOf", "oneOf", "patternProperties", "if"].some(
    (keyword) => inputs[keyword] !== undefined,
  );
}

/** Models write None for what they leave out; where null is not a value of an optional argument it means just that. */
function withoutEmptyOptions(
  args: unknown,
  properties: Record<string, Record<string, unknown> | boolean>,
  required: ReadonlySet<string>,
): unknown {
  if (typeof args !== "object" || args === null || Array.isArray(args)) return args ?? {};
  return Object.fromEntries(
    Object.entries(args).filter(([name, value]) => {
      const property = properties[name];
      if (value === undefined) return false;
      if (value !== null || required.has(name) || typeof property !== "object") return true;
      return checkValue(property, null, { coerce: false }).issues.length === 0 && !Object.hasOwn(property, "default");
    }),
  );
}

function argumentError(name: string, issues: SchemaIssue[], properties: Record<string, unknown>): ToolArgumentError {
  const known = Object.keys(properties);
  return new ToolArgumentError(`${name}(): ${issues.map((issue) => issue.message).join(" ")}`, issues, {
    hint: known.length === 0 ? `${name} takes no arguments.` : `${name} takes: ${known.join(", ")}.`,
  });
}

async function parseStandard(
  schema: StandardSchema,
  value: unknown,
  name: string,
  part: "arguments" | "result",
): Promise<unknown> {
  const result = await schema["~standard"].validate(value);
  if (result.issues === undefined) return result.value;
  const issues = result.issues.map((issue): SchemaIssue => {
    const path = issuePath(issue);
    const subject = path === "" ? "" : part === "arguments" ? `Argument '${path}': ` : `${path}: `;
    return {
      path,
      expected: "what the schema describes",
      seen: "another value",
      message: `${subject}${issue.message}`,
    };
  });
  const text = issues.map((issue) => issue.message).join("; ");
  if (part === "arguments") throw new ToolArgumentError(`${name}(): ${text}`, issues);
  throw new ToolOutputError(
    `The tool ${name} returned something that its outputSchema does not allow: ${text}`,
    issues,
  );
}

/** Results are checked and not changed (but for bytes of images): what does not fit is a fault of the tool, not of the model. */
function checkResult(spec: ToolSpec, result: unknown): unknown {
  if (spec.outputSchema === undefined) return toAgentType(result, spec.outputType);
  const { issues } = checkValue(spec.outputSchema, result, { coerce: false, name: "result" });
  if (issues.length === 0) return result;
  const text = issues.map((issue) => issue.message.replace("Argument ", "Field ")).join(" ");
  throw new ToolOutputError(
    `The tool ${spec.name} returned something that its outputSchema does not allow. ${text}`,
    issues,
  );
}

/** A tool that does not listen to its signal is left behind: the call ends when the time is up, whatever the tool does. */
async function withDeadline(
  spec: ToolSpec & ToolTraits,
  context: ToolCallContext,
  run: (context: ToolCallContext) => unknown,
): Promise<unknown> {
  context.signal.throwIfAborted();
  const controller = new AbortController();
  const onAbort = (): void => controller.abort(context.signal.reason);
  context.signal.addEventListener("abort", onAbort, { once: true });
  const seconds = spec.timeoutSeconds;
  const onTime = (): void => {
    controller.abort(
      new ToolTimeoutError(`The tool ${spec.name} did not answer within ${seconds} seconds`, {
        hint: "Ask for less at a time, or give the tool a longer timeoutSeconds.",
      }),
    );
  };
  const stopTimer = seconds === undefined ? undefined : startTimer(seconds * 1000, onTime);
  try {
    return await new Promise((resolve, reject) => {
      controller.signal.addEventListener("abort", () => reject(controller.signal.reason), { once: true });
      Promise.resolve(run({ ...context, signal: controller.signal })).then(resolve, reject);
    });
  } finally {
    stopTimer?.();
    context.signal.removeEventListener("abort", onAbort);
  }
}

async function withRetries(
  spec: ToolSpec & ToolTraits,
  signal: AbortSignal,
  run: () => Promise<unknown>,
): Promise<unknown> {
  const retry: Retry = typeof spec.retry === "number" ? { times: spec.retry } : (spec.retry ?? { times: 0 });
  for (let attempt = 0; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      if (attempt >= retry.times || signal.aborted || !isWorthRetrying(retry, error)) throw error;
      await pause((retry.waitMs ?? 500) * 2 ** attempt, signal);
    }
  }
}

function isWorthRetrying(retry: Retry, error: unknown): boolean {
  if (retry.when !== undefined) return retry.when(error);
  return !(isThreadsnakeError(error) && error.code === "tool-arguments-invalid");
}

/** Waits, or rejects when the run is aborted meanwhile. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      stopTimer();
      reject(signal.reason);
    };
    const stopTimer = startTimer(milliseconds, () => {
      signal.removeEventListener("abort", onAbort);
      resolve();
    });
    signal.addEventListener("abort", onAbort, { once: true });
  });
}
