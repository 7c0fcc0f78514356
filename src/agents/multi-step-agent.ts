/** What an agent is: an immutable definition, from which any number of runs are started, one after another or side by side. */
import type { JsonSchema, ToolSpec } from "../executors/executor.ts";
import type { Model, ModelFunction } from "../models/model.ts";
import type { RecordingEffects } from "../run/recording.ts";
import { forkLog } from "../run/fork.ts";
import { createDefaultRedactor } from "../run/redact.ts";
import { memoryStore } from "../run/store.ts";
import type { RunStore } from "../run/store.ts";
import { FinalAnswerTool } from "../tools/final-answer.ts";
import { checkToolNames } from "../tools/tool.ts";
import { isStandardSchema, standardToJsonSchema } from "../tools/standard-schema.ts";
import type { FinalAnswerCheck, OutputOf, OutputSchema } from "./answer.ts";
import type { AgentHooks, StepCallbacks } from "./callbacks.ts";
import type { CodeRunner } from "./code-runner.ts";
import type { ContextPolicy } from "./compaction.ts";
import type { Conversation, RequestHandler, RunContext, StepOutcome } from "./context.ts";
import { AgentDefinitionError } from "./errors.ts";
import { checkFiles, type ExecutorRequest } from "../executors/executor-factory.ts";
import { launch } from "./launch.ts";
import type { LaunchOptions } from "./launch.ts";
import { toManagedTool } from "./managed.ts";
import { AgentMemory } from "../memory/memory.ts";
import type { MemoryOptions } from "../memory/memory.ts";
import type { LogLevel, LogSink } from "./monitoring.ts";
import { describeToolForPrompt, renderPrompt } from "../prompts/render.ts";
import type { PromptVariables } from "../prompts/render.ts";
import type { PartialPromptTemplates, PromptTemplates } from "../prompts/templates.ts";
import { Run } from "./run.ts";
import type { RunControls, RunResult } from "./run.ts";
import { Session } from "./session.ts";

export interface AgentBudget {
  /** Tokens in and out, of all runs inside the run. */
  tokens?: number | undefined;
  /** In the provider's currency. */
  cost?: number | undefined;
}

export interface AgentOptions<Schema extends OutputSchema | undefined = undefined> {
  tools?: readonly ToolSpec[] | undefined;
  model: Model | ModelFunction;
  /** Templates, whole or in part. */
  promptTemplates?: PartialPromptTemplates | undefined;
  /** Said at the end of the system prompt. */
  instructions?: string | undefined;
  /** Default 20. */
  maxSteps?: number | undefined;
  /** Web search, visit_webpage and wikipedia_search; for a ToolCallingAgent python_interpreter as well. */
  addBaseTools?: boolean | undefined;
  verbosityLevel?: LogLevel | undefined;
  /** Where the log lines go; the standard error when not given. */
  logger?: LogSink | undefined;
  /** Agents that this one calls like tools. */
  managedAgents?: readonly AnyAgent[] | undefined;
  stepCallbacks?: StepCallbacks | undefined;
  hooks?: AgentHooks | undefined;
  /** A plan before the first step and again after so many. */
  planningInterval?: number | undefined;
  name?: string | undefined;
  description?: string | undefined;
  provideRunSummary?: boolean | undefined;
  /** Called by a manager, this agent remembers its earlier calls in the same run. */
  keepSession?: boolean | undefined;
  finalAnswerChecks?: readonly FinalAnswerCheck[] | undefined;
  returnFullResult?: boolean | undefined;
  streamOutputs?: boolean | undefined;
  /** The form of the answer: a Standard Schema (zod and others) or a JSON Schema. */
  outputSchema?: Schema | undefined;
  budget?: AgentBudget | undefined;
  /** What a step may take. A longer one ends with an error that the model reads. */
  stepSeconds?: number | undefined;
  /** What a run may take. A longer one ends, and can be resumed. */
  runSeconds?: number | undefined;
  /** Shortens memory when the prompt grows beyond what the model reads. */
  context?: ContextPolicy | undefined;
  /** Answers what is asked of people, in this process. */
  onRequest?: RequestHandler | undefined;
  /** Where runs are kept; in memory, and only as long as they run, when not given. */
  store?: RunStore | undefined;
  /** Passed to every tool. */
  deps?: unknown;
}

export interface RunOptions {
  images?: readonly unknown[] | undefined;
  /** Variables: named to the model, and usable in its code by name. */
  additionalArgs?: Record<string, unknown> | undefined;
  maxSteps?: number | undefined;
  /** False: goes on with the memory and the names of the last finished run. */
  reset?: boolean | undefined;
  /** Files that code can open; not beside an `executor` that is there already, which knows no way to take them. */
  files?: Record<string, Uint8Array | string> | undefined;
  signal?: AbortSignal | undefined;
  store?: RunStore | undefined;
  runId?: string | undefined;
  returnFullResult?: boolean | undefined;
  onRequest?: RequestHandler | undefined;
  deps?: unknown;
  runSeconds?: number | undefined;
  /** Kept with the run's first event, for programs. */
  metadata?: unknown;
}

export type ResumeOptions = Pick<
  RunOptions,
  "store" | "signal" | "onRequest" | "deps" | "maxSteps" | "runSeconds" | "additionalArgs" | "returnFullResult"
>;

const DEFAULT_MAX_STEPS = 20;

/** An agent of whatever answers. */
export type AnyAgent = MultiStepAgent<OutputSchema | undefined>;

export abstract class MultiStepAgent<Schema extends OutputSchema | undefined = undefined> {
  /** The class, for logs and saved definitions. */
  abstract readonly type: string;
  /** As they were given. */
  readonly options: Omit<AgentOptions<Schema>, "promptTemplates">;
  readonly name: string | undefined;
  readonly description: string | undefined;
  readonly model: Model;
  /** By name, final_answer among them. */
  readonly tools: Readonly<Record<string, ToolSpec>>;
  readonly managedAgents: Readonly<Record<string, AnyAgent>>;
  /** Tools and team members alike: what can be called. */
  readonly callables: Readonly<Record<string, ToolSpec>>;
  readonly promptTemplates: PromptTemplates;
  readonly maxSteps: number;
  readonly hooks: AgentHooks;
  /** @internal Takes keys out of log lines. */
  readonly redactLine: (text: string) => string = createDefaultRedactor();
  #systemPrompt: Promise<string> | undefined;
  /** The last run that ended, for `reset: false`. */
  #last: { runId: string; store: RunStore; conversation: Conversation } | undefined;

  constructor(
    options: Omit<AgentOptions<Schema>, "promptTemplates">,
    promptTemplates: PromptTemplates,
    baseTools: () => readonly ToolSpec[],
  ) {
    this.options = { ...options };
    this.name = options.name;
    this.description = options.description;
    this.model = toModel(options.model);
    this.promptTemplates = promptTemplates;
    this.maxSteps = checkSteps("maxSteps", options.maxSteps) ?? DEFAULT_MAX_STEPS;
    checkSteps("planningInterval", options.planningInterval);
    this.hooks = options.hooks ?? {};
    const members = options.managedAgents ?? [];
    const tools = this.#collectTools(baseTools);
    const callables = [...tools, ...members.map(toManagedTool)];
    checkToolNames(this.name === undefined ? callables : [...callables, { name: this.name }]);
    this.managedAgents = Object.fromEntries(members.map((agent) => [agent.name, agent]));
    this.tools = byName(tools, (tool) => tool);
    this.callables = byName(callables, (tool) => tool);
    if (options.streamOutputs === true && this.model.generateStream === undefined) {
      throw new AgentDefinitionError("streamOutputs is on, but the model cannot stream", {
        hint: "Use a model with generateStream, or leave streamOutputs out.",
      });
    }
  }

  /** One turn of the model and what it leads to. */
  abstract takeStep(run: RunContext, effects: RecordingEffects, step: number): Promise<StepOutcome>;

  /** Where this agent's code runs; undefined for an agent that writes none. */
  abstract createRunner(request: ExecutorRequest): CodeRunner | undefined;

  /** What the templates may say beside tools and team. */
  protected abstract ownPromptVariables(): PromptVariables;

  /** Starts a run. It can be awaited for the answer, iterated for events, or both. */
  run(task: string, options: RunOptions = {}): Run<OutputOf<Schema>> {
    if (typeof task !== "string") throw new AgentDefinitionError("the task must be a text");
    const store = options.store ?? this.options.store ?? memoryStore();
    const previous = options.reset === false ? this.#last : undefined;
    const conversation = previous?.conversation ?? this.createConversation();
    return this.start({ ...options, task, store, conversation, continues: previous?.runId }, async (runId) => {
      // Names can be had again from the history, so nothing is kept open between runs.
      await conversation.runner?.close();
      this.#last = { runId, store, conversation };
    });
  }

  /** A conversation: its runs share memory and Python's names. */
  session(options: Pick<RunOptions, "store" | "deps"> = {}): Session<OutputOf<Schema>> {
    return new Session(this as AnyAgent, {
      store: options.store ?? this.options.store ?? memoryStore(),
      deps: options.deps,
    });
  }

  /** Goes on with a run that was cut off, stopped or suspended: what is recorded is not done again. */
  resume(runId: string, options: ResumeOptions = {}): Run<OutputOf<Schema>> {
    return this.start({ ...options, runId, task: "", store: this.#storeFor(options, "resume"), mustExist: true });
  }

  /** Shows a recorded run again, the last one if none is named, without asking a model or calling a tool. */
  replay(
    runId: string | undefined = this.#last?.runId,
    options: Pick<ResumeOptions, "store" | "signal"> & { verify?: boolean | undefined } = {},
  ): Run<OutputOf<Schema>> {
    if (runId === undefined) throw new AgentDefinitionError("there is no run to replay yet");
    return this.start({
      ...options,
      runId,
      task: "",
      store: this.#storeFor(options, "replay"),
      mustExist: true,
      replayOnly: true,
    });
  }

  /** A new run that shares the beginning of another and goes its own way from a step on. */
  fork(
    runId: string,
    options: ResumeOptions & { step: number; instruction?: string | undefined; newRunId?: string | undefined },
  ): Run<OutputOf<Schema>> {
    const store = this.#storeFor(options, "fork");
    const target = options.newRunId ?? newRunId();
    const prepare = async (): Promise<void> => {
      const log = await store.open(target);
      try {
        forkLog(await store.read(runId), log, options);
      } finally {
        await log.close();
      }
    };
    return this.start({ ...options, runId: target, task: "", store, mustExist: true }, undefined, prepare);
  }

  /** @internal Runs started by a session share its conversation. */
  start(
    options: RunOptions & Omit<LaunchOptions, "agent" | "runId">,
    onEnd?: (runId: string) => Promise<void>,
    prepare?: () => Promise<Partial<LaunchOptions> | void>,
  ): Run<OutputOf<Schema>> {
    checkFiles(options.files, this.options);
    const { deps, runSeconds, onRequest: answerRequest, returnFullResult: fullResult } = this.options;
    const { runId = newRunId(), signal, onRequest = answerRequest, returnFullResult = fullResult } = options;
    const given = { ...options, deps: options.deps ?? deps, runSeconds: options.runSeconds ?? runSeconds };
    const start = async (controls: RunControls): Promise<RunResult<OutputOf<Schema>>> => {
      const prepared = await prepare?.();
      const result = await launch({ ...given, ...prepared, agent: this as AnyAgent, runId }, controls);
      await onEnd?.(runId);
      return result as never;
    };
    return new Run({ runId, signal, answerRequest: onRequest, fullResult: returnFullResult, start });
  }

  /** @internal */
  createConversation(): Conversation {
    return { memory: new AgentMemory({ ...this.memoryOptions(), runId: "" }), runner: undefined, state: new Map() };
  }

  /** @internal */
  memoryOptions(): Omit<MemoryOptions, "runId"> {
    return {};
  }

  /** The memory of the last run that ended. */
  get memory(): AgentMemory {
    return this.#last?.conversation.memory ?? this.createConversation().memory;
  }

  /** The system prompt as it is sent. The definition never changes, so it is rendered once. */
  renderSystemPrompt(): Promise<string> {
    this.#systemPrompt ??= renderPrompt(this.promptTemplates.system_prompt, this.promptVariables(), "system_prompt");
    return this.#systemPrompt;
  }

  promptVariables(): PromptVariables {
    const members = Object.values(this.callables).filter(({ name }) => Object.hasOwn(this.managedAgents, name));
    return {
      tools: byName(Object.values(this.tools), describeToolForPrompt),
      managed_agents: byName(members, describeToolForPrompt),
      custom_instructions: this.options.instructions ?? "",
      ...this.ownPromptVariables(),
    };
  }

  #collectTools(baseTools: () => readonly ToolSpec[]): readonly ToolSpec[] {
    const { tools, addBaseTools, outputSchema } = this.options;
    const given = checkTools(tools ?? []);
    const isFree = ({ name }: ToolSpec): boolean => !given.some((tool) => tool.name === name);
    const answer = new FinalAnswerTool({ answerSchema: jsonSchemaOf(outputSchema) });
    return [...(addBaseTools === true ? baseTools() : []).filter(isFree), ...given, ...[answer].filter(isFree)];
  }

  #storeFor(options: { store?: RunStore | undefined }, verb: string): RunStore {
    const store = options.store ?? this.options.store ?? this.#last?.store;
    if (store === undefined)
      throw new AgentDefinitionError(`there is no store to ${verb} a run from`, {
        hint: "Give the agent or the call a store, as fileStore(directory) makes one.",
      });
    return store;
  }
}

export function newRunId(): string {
  return crypto.randomUUID();
}

function toModel(model: Model | ModelFunction | undefined): Model {
  if (typeof model === "object" && typeof model.generate === "function") return model;
  if (typeof model !== "function")
    throw new AgentDefinitionError("an agent needs a model", {
      hint: 'Give one, such as model: new LiteLLMModel({ modelId: "ollama_chat/llama3.2" }), or an async function of messages.',
    });
  return {
    modelId: model.name === "" ? "function" : model.name,
    async generate(messages, options) {
      const reply = await model(messages, options);
      return typeof reply === "string" ? { role: "assistant", content: reply } : reply;
    },
  };
}

function byName<T>(tools: readonly ToolSpec[], as: (tool: ToolSpec) => T): Record<string, T> {
  return Object.fromEntries(tools.map((tool) => [tool.name, as(tool)]));
}

function checkSteps(option: string, steps: number | undefined): number | undefined {
  if (steps !== undefined && !(Number.isInteger(steps) && steps > 0))
    throw new AgentDefinitionError(`${option} must be a whole number of steps, not ${String(steps)}`);
  return steps;
}

/** A list of tools, as far as that can be seen: a program without types may give anything. */
function checkTools(tools: unknown): readonly ToolSpec[] {
  const isTool = (tool: unknown): boolean =>
    typeof (tool as Partial<ToolSpec> | null)?.call === "function" && typeof tool === "object";
  if (Array.isArray(tools) && tools.every(isTool)) return tools as ToolSpec[]; // looked at one by one
  throw new AgentDefinitionError("tools must be a list of tools", {
    hint: "Make one with tool({ name, description, inputs, execute }), and give it as tools: [one].",
  });
}

function jsonSchemaOf(schema: OutputSchema | undefined): JsonSchema | undefined {
  if (schema === undefined) return undefined;
  return isStandardSchema(schema) ? standardToJsonSchema(schema, "output") : (schema as JsonSchema);
}
