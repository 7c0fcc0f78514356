/** The agent that acts by calling tools, natively or as JSON in its text. */
import { encode } from "../executors/codec.ts";
import type { ToolSpec } from "../executors/executor.ts";
import { Media } from "../executors/media.ts";
import { textOf } from "../models/messages.ts";
import type { ChatMessage, ChatMessageToolCall, GenerateOptions, Model } from "../models/model.ts";
import { parseToolCalls } from "../models/tool-calls.ts";
import type { RecordingEffects } from "../run/recording.ts";
import { baseTools } from "../tools/base-tools.ts";
import { checkArguments } from "../tools/invoke.ts";
import { FINAL_ANSWER } from "../tools/final-answer.ts";
import { nearest } from "../python/runtime/nearest.ts";
import { PythonInterpreterTool } from "../tools/python-interpreter.ts";
import type { OutputSchema } from "./answer.ts";
import { askModel } from "./ask-model.ts";
import { callTool } from "./call-tool.ts";
import type { CodeRunner } from "./code-runner.ts";
import type { RunContext, StepOutcome } from "./context.ts";
import {
  AgentError,
  AgentExecutionError,
  AgentParsingError,
  AgentToolCallError,
  AgentToolExecutionError,
  isFaultOfLog,
} from "./errors.ts";
import { checkExecutor, createExecutor } from "../executors/executor-factory.ts";
import type { ExecutorOptions } from "../executors/executor-factory.ts";
import { callIdOf } from "../memory/memory.ts";
import { MultiStepAgent } from "./multi-step-agent.ts";
import type { AgentOptions } from "./multi-step-agent.ts";
import type { PromptVariables } from "../prompts/render.ts";
import { completeTemplates } from "../prompts/templates.ts";
import { TOOL_CALLING_AGENT_PROMPTS } from "../prompts/tool-calling-agent.ts";
import { mediaName } from "../memory/result-text.ts";

export interface ToolCallingAgentOptions<Schema extends OutputSchema | undefined = undefined>
  extends AgentOptions<Schema>, ExecutorOptions {
  /** How many calls of one reply run side by side. Default 8. */
  maxToolThreads?: number | undefined;
}

const DEFAULT_THREADS = 8;

/** A call that can be made, or the reason why it cannot, which its record holds in place of a result. */
type Prepared =
  | { call: ChatMessageToolCall; callId: string; key: string; tool: ToolSpec; args: Record<string, unknown> }
  | { call: ChatMessageToolCall; callId: string; key: string; refusal: Error };

export class ToolCallingAgent<
  const Schema extends OutputSchema | undefined = undefined,
> extends MultiStepAgent<Schema> {
  readonly type = "ToolCallingAgent";
  readonly #maxToolThreads: number;

  constructor(options: ToolCallingAgentOptions<Schema>) {
    const python = (): ToolSpec =>
      new PythonInterpreterTool({
        createExecutor: () => createExecutor(options, {}),
        authorizedImports: options.additionalAuthorizedImports,
      });
    checkExecutor(options);
    const templates = completeTemplates(options.promptTemplates, TOOL_CALLING_AGENT_PROMPTS);
    super(options, templates, () => [...baseTools(), python()]);
    this.#maxToolThreads = options.maxToolThreads ?? DEFAULT_THREADS;
  }

  async takeStep(run: RunContext, effects: RecordingEffects, step: number): Promise<StepOutcome> {
    run.memory.noteInput();
    const reply = await askModel(run, effects, `step/${step}/model`, {
      purpose: "action",
      messages: run.memory.toMessages(),
      options: this.#generateOptions(),
    });
    const calls = this.#readCalls(reply).map((call, index) => this.#prepare(run, call, step, index));
    const [answer, ...more] = calls.filter(({ call }) => call.name === FINAL_ANSWER);
    // Its companions were asked for without knowing each other's results: they run first, and the answer is given with them.
    const others = calls.filter(({ call }) => call.name !== FINAL_ANSWER);
    await this.#callAll(run, effects, others);
    const [outcome] = answer === undefined ? [] : await this.#callAll(run, effects, [answer]);
    if (outcome?.status !== "fulfilled") return { isFinalAnswer: false };
    if (more.length > 0)
      throw new AgentExecutionError(
        `final_answer was called ${more.length + 1} times in one reply. Call it once, with the whole answer.`,
      );
    return { isFinalAnswer: true, output: outcome.value };
  }

  createRunner(): CodeRunner | undefined {
    return undefined;
  }

  protected ownPromptVariables(): PromptVariables {
    return {};
  }

  #generateOptions(): GenerateOptions {
    return {
      stopSequences: ["Observation:", "Calling tools:"],
      toolsToCallFrom: Object.values(this.callables),
      toolChoice: "required",
    };
  }

  /** Native calls, or those that the text holds. A reply with neither is an observation. */
  #readCalls(reply: ChatMessage): ChatMessageToolCall[] {
    // Some servers leave the arguments out where there are none.
    if (reply.toolCalls !== undefined && reply.toolCalls.length > 0)
      return reply.toolCalls.map((call) => ({ ...call, arguments: call.arguments ?? {} }));
    try {
      const model: Model & { parseToolCalls?: (message: ChatMessage) => ChatMessage } = this.model;
      return model.parseToolCalls?.(reply).toolCalls ?? parseToolCalls(textOf(reply.content));
    } catch {
      const start =
        textOf(reply.content).trim() === ""
          ? "Your reply was empty: it called no tool."
          : "Your reply called no tool, so nothing was done.";
      throw new AgentParsingError(
        `${start} Call a tool; if you have the answer, call final_answer with it: {"name": "final_answer", "arguments": {"answer": "your answer here"}}`,
      );
    }
  }

  #prepare(run: RunContext, call: ChatMessageToolCall, step: number, index: number): Prepared {
    const place = { call, callId: callIdOf(step, index), key: `step/${step}/tool/${index}` };
    const { callables } = this;
    const tool = Object.hasOwn(callables, call.name) ? callables[call.name] : undefined;
    if (tool === undefined) return { ...place, refusal: unknownTool(call.name, Object.keys(callables)) };
    try {
      const given = tool.name === FINAL_ANSWER ? answerArguments(call.arguments) : call.arguments;
      if (typeof given === "string") throw new AgentToolCallError(unreadable(tool, given));
      return { ...place, tool, args: checkArguments(tool, byName(given, run.state)).args };
    } catch (error) {
      if (error instanceof AgentError) return { ...place, refusal: error };
      const reason = error instanceof Error ? error.message : String(error);
      return { ...place, refusal: new AgentToolCallError(`${reason} The call was: ${JSON.stringify(call.arguments)}`) };
    }
  }

  /** All calls side by side, up to the cap. Each has an outcome of its own: one that fails takes nothing from the others. */
  async #callAll(
    run: RunContext,
    effects: RecordingEffects,
    calls: readonly Prepared[],
  ): Promise<PromiseSettledResult<unknown>[]> {
    const outcomes: PromiseSettledResult<unknown>[] = [];
    const queue = calls.entries();
    const work = async (): Promise<void> => {
      for (const [index, call] of queue)
        [outcomes[index]] = await Promise.allSettled([this.#callOne(run, effects, call)]);
    };
    await Promise.all(Array.from({ length: Math.min(this.#maxToolThreads, calls.length) }, work));
    effects.signalOfRun.throwIfAborted();
    for (const outcome of outcomes)
      if (outcome.status === "rejected" && isFaultOfLog(outcome.reason)) throw outcome.reason;
    return outcomes;
  }

  async #callOne(run: RunContext, effects: RecordingEffects, prepared: Prepared): Promise<unknown> {
    const { call, callId, key } = prepared;
    if ("refusal" in prepared) {
      const fields = { callId, tool: call.name };
      return effects.run(key, () => Promise.reject(prepared.refusal), {
        type: "tool-result",
        args: [call.name, call.arguments],
        fields,
        start: { type: "tool-start", fields: { ...fields, args: encode(call.arguments) } },
        failures: "record",
      });
    }
    const result = await callTool(run, effects, prepared);
    // Images and sound get a name each, by which later calls pass them on.
    if (result instanceof Media) run.state.set(mediaName(result, callId), result);
    return result;
  }
}

/** Models give the answer as `{ answer }`, as another object, or as plain text: all of it is the answer. */
function answerArguments(given: ChatMessageToolCall["arguments"]): Record<string, unknown> {
  if (typeof given === "string") return { answer: given };
  const keys = Object.keys(given);
  if (keys.length === 1 && keys[0] === "answer") return given;
  if (keys.length === 0)
    throw new AgentToolCallError('final_answer was called without an answer. Call it with {"answer": ...}.');
  return { answer: given };
}

/** A text that is the name of a value stands for the value. */
function byName(args: Record<string, unknown>, state: ReadonlyMap<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [
      name,
      typeof value === "string" && state.has(value) ? state.get(value) : value,
    ]),
  );
}

function unknownTool(name: string, known: string[]): Error {
  const near = nearest(name, known);
  return new AgentToolExecutionError(
    `There is no tool named ${JSON.stringify(name)}.${near === undefined ? "" : ` Did you mean ${near}?`} The tools are: ${known.join(", ")}.`,
  );
}

function unreadable(tool: ToolSpec, text: string): string {
  const names = Object.keys((tool.inputs["properties"] ?? {}) as object);
  return `The arguments of ${tool.name} are not a JSON object: ${text.length > 300 ? `${text.slice(0, 300)}...` : text} Give them as {${names.map((name) => `"${name}": ...`).join(", ")}}.`;
}
