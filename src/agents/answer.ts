/** The final answer: checked, typed, and written down. */
import type { JsonSchema } from "../executors/executor.ts";
import { parseLooseJson } from "../models/json-repair.ts";
import type { FromJsonSchema } from "../tools/infer.ts";
import { toRecord } from "../run/record-value.ts";
import { checkValue } from "../tools/schema.ts";
import { isStandardSchema, issuePath } from "../tools/standard-schema.ts";
import type { StandardSchema } from "../tools/standard-schema.ts";
import type { RunContext } from "./context.ts";
import { AgentError } from "./errors.ts";
import type { AgentMemory } from "../memory/memory.ts";
import type { AnyAgent } from "./multi-step-agent.ts";

export type OutputSchema = JsonSchema | StandardSchema<never, unknown> | StandardSchema;

/** The type of the answers that a schema lets through; unknown where there is none. */
export type OutputOf<Schema> = [Schema] extends [undefined]
  ? unknown
  : Schema extends { readonly "~standard": { readonly types?: { readonly output: infer Output } | undefined } }
    ? Output
    : FromJsonSchema<Schema>;

/** True; or false, or a text that says what is wrong. One that throws has refused as well. */
export type FinalAnswerCheck = (
  answer: never,
  memory: AgentMemory,
  context: { agent: AnyAgent },
) => boolean | string | Promise<boolean | string>;

/** The answer as the caller gets it. One that does not pass is an error that the model reads. */
export async function checkAnswer(run: RunContext, key: string, given: unknown): Promise<unknown> {
  const answer = await fitToSchema(run.agent.options.outputSchema, given);
  for (const [index, check] of (run.agent.options.finalAnswerChecks ?? []).entries()) {
    const verdict = await run.effects.run(`${key}/check/${index}`, async () => judge(run, check, answer));
    if (verdict === true) continue;
    const name = check.name === "" ? `check ${index + 1}` : check.name;
    throw new AgentError(
      `The final answer was not accepted by ${name}${verdict === false ? "" : `: ${verdict}`}. It was: ${describe(answer)}`,
      { code: "answer-refused" },
    );
  }
  return answer;
}

async function judge(run: RunContext, check: FinalAnswerCheck, answer: unknown): Promise<boolean | string> {
  try {
    return await check(answer as never, run.memory, { agent: run.agent });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function fitToSchema(schema: OutputSchema | undefined, given: unknown): Promise<unknown> {
  if (schema === undefined) return given;
  const { value, issues } = await readAs(schema, given);
  if (issues.length === 0) return value;
  throw new AgentError(
    `The final answer does not have the required form: ${issues.join(" ")} It was: ${describe(given)}`,
    { code: "answer-form", hint: "Call final_answer again with an answer of that form." },
  );
}

async function readAs(schema: OutputSchema, given: unknown): Promise<{ value?: unknown; issues: string[] }> {
  if (!isStandardSchema(schema)) {
    const { value, issues } = checkValue(schema as JsonSchema, given, { name: "answer" });
    return { value, issues: issues.map(({ message }) => message) };
  }
  const result = await schema["~standard"].validate(given);
  if (result.issues === undefined) return { value: result.value, issues: [] };
  const words = result.issues.map((issue) =>
    [issuePath(issue), issue.message].filter((part) => part !== "").join(": "),
  );
  return { issues: words };
}

function describe(answer: unknown): string {
  const text = typeof answer === "string" ? JSON.stringify(answer) : JSON.stringify(toRecord(answer));
  return text.length > 300 ? `${text.slice(0, 300)}...` : text;
}

/** What the model wrote when it was told to answer at last; with a schema, the value that its text holds. */
export async function readForcedAnswer(run: RunContext, text: string): Promise<unknown> {
  const { outputSchema } = run.agent.options;
  if (outputSchema === undefined) return text;
  for (const read of [() => parseLooseJson(text.slice(Math.max(0, text.search(/[[{]/)))).value, () => text.trim()]) {
    try {
      return await fitToSchema(outputSchema, read());
    } catch {
      // Not in this reading; the last one decides.
    }
  }
  throw new AgentError(
    `The run is out of steps, and its last answer does not have the required form: ${describe(text)}`,
    { code: "answer-form" },
  );
}
