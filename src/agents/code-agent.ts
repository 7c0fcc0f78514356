/** The agent that acts by writing Python. */
import { unreachable } from "../errors.ts";
import { textOf } from "../models/messages.ts";
import type { ChatMessage, GenerateOptions } from "../models/model.ts";
import { decodeReads, encodeReads } from "../run/clock-reads.ts";
import type { ClockReads } from "../run/clock-reads.ts";
import type { RecordingEffects } from "../run/recording.ts";
import { baseTools } from "../tools/base-tools.ts";
import { FINAL_ANSWER, FinalAnswerTool } from "../tools/final-answer.ts";
import type { OutputSchema } from "./answer.ts";
import { askApproval } from "./ask-person.ts";
import { askModel } from "./ask-model.ts";
import { callTool, countNested } from "./call-tool.ts";
import { CodeRunner } from "./code-runner.ts";
import type { CodeAction } from "./code-runner.ts";
import type { RunContext, StepOutcome } from "./context.ts";
import { AgentExecutionError, AgentParsingError } from "./errors.ts";
import { checkExecutor, createExecutor, parkingTime } from "../executors/executor-factory.ts";
import type { ExecutorOptions, ExecutorRequest } from "../executors/executor-factory.ts";
import type { MemoryOptions } from "../memory/memory.ts";
import { callIdOf } from "../memory/memory.ts";
import { MultiStepAgent } from "./multi-step-agent.ts";
import type { AgentOptions } from "./multi-step-agent.ts";
import { describeError } from "../memory/observation.ts";
import type { CodeOutcome, EditedCall } from "../memory/observation.ts";
import {
  CODE_TAGS,
  MARKDOWN_TAGS,
  freeFinalAnswer,
  parseCodeReply,
  parseStructuredReply,
} from "../models/code-blocks.ts";
import type { CodeBlockTags, ParsedReply, ParseOptions } from "../models/code-blocks.ts";
import { COMPACT_CODE_AGENT_PROMPTS } from "../prompts/code-agent-compact.ts";
import { CODE_AGENT_PROMPTS } from "../prompts/code-agent.ts";
import type { PromptVariables } from "../prompts/render.ts";
import { completeTemplates } from "../prompts/templates.ts";
import type { PartialPromptTemplates } from "../prompts/templates.ts";
import { STRUCTURED_CODE_AGENT_PROMPTS, STRUCTURED_SCHEMA } from "../prompts/structured-code-agent.ts";

export interface CodeAgentOptions<Schema extends OutputSchema | undefined = undefined>
  extends Omit<AgentOptions<Schema>, "promptTemplates">, ExecutorOptions {
  /** Templates, whole or in part, or a short form for small models. */
  promptTemplates?: PartialPromptTemplates | "compact" | undefined;
  /** Characters of prints and of the last output that the model is shown. */
  maxPrintOutputsLength?: number | undefined;
  /** The model replies with `{ thought, code }`, held to it by a JSON Schema. */
  useStructuredOutputsInternally?: boolean | undefined;
  /** "markdown", or the tags themselves. */
  codeBlockTags?: "markdown" | readonly [open: string, close: string] | undefined;
  /** A grammar that the provider holds the model to, in the provider's own form. */
  grammar?: string | undefined;
  /** A person must agree before code runs: all of it, or what the function says. */
  needsApproval?: boolean | ((code: string) => boolean) | undefined;
}

/**
 * ```ts
 * const agent = new CodeAgent({ tools: [search], model });
 * const answer = await agent.run("How many seconds would a leopard need to cross the Pont des Arts?");
 * ```
 */
export class CodeAgent<const Schema extends OutputSchema | undefined = undefined> extends MultiStepAgent<Schema> {
  readonly type = "CodeAgent";
  declare readonly options: CodeAgentOptions<Schema>;
  readonly codeBlockTags: CodeBlockTags;
  readonly additionalAuthorizedImports: readonly string[];

  constructor(options: CodeAgentOptions<Schema>) {
    const { codeBlockTags: tags = [CODE_TAGS.open, CODE_TAGS.close], promptTemplates: given } = options;
    const full = options.useStructuredOutputsInternally === true ? STRUCTURED_CODE_AGENT_PROMPTS : CODE_AGENT_PROMPTS;
    super(options, given === "compact" ? COMPACT_CODE_AGENT_PROMPTS : completeTemplates(given, full), baseTools);
    this.codeBlockTags = tags === "markdown" ? MARKDOWN_TAGS : { open: tags[0], close: tags[1] };
    this.additionalAuthorizedImports = options.additionalAuthorizedImports ?? [];
    checkExecutor(options);
  }

  async takeStep(run: RunContext, effects: RecordingEffects, step: number): Promise<StepOutcome> {
    const key = `step/${step}`;
    run.memory.noteInput();
    const reply = await askModel(run, effects, `${key}/model`, {
      purpose: "action",
      messages: run.memory.toMessages(),
      options: this.#generateOptions(),
    });
    const parsed = await this.#parse(reply);
    if (parsed.type === "problem") throw new AgentParsingError(parsed.message);
    const code = freeFinalAnswer(parsed.code);
    const callId = callIdOf(step, 0);
    const start = effects.mark("code-start", `${key}/code-start`, { callId, code });
    const outcome = await this.#execute(run, effects, step, start.code);
    if (outcome.error !== undefined) throw new AgentExecutionError(describeError(outcome.error));
    return { isFinalAnswer: outcome.isFinalAnswer, output: outcome.output };
  }

  createRunner(request: ExecutorRequest): CodeRunner {
    const { executor } = this.options;
    return new CodeRunner({
      tools: this.callables,
      createExecutor: (files) => createExecutor(this.options, { ...request, files }),
      isOwner: executor === undefined || typeof executor === "function",
      parkAfterMs: parkingTime(this.options),
    });
  }

  override memoryOptions(): Omit<MemoryOptions, "runId"> {
    return {
      maxObservationLength: this.options.maxPrintOutputsLength,
      rememberReply: (message) =>
        this.#isStructured
          ? textOf(message.content)
          : parseCodeReply(textOf(message.content), this.#form(message)).text,
    };
  }

  protected ownPromptVariables(): PromptVariables {
    const imports = this.additionalAuthorizedImports;
    return {
      authorized_imports: imports.includes("*")
        ? "every module that exists here"
        : [...DEFAULT_IMPORTS, ...imports].toSorted().join(", "),
      code_block_opening_tag: this.codeBlockTags.open,
      code_block_closing_tag: this.codeBlockTags.close,
    };
  }

  get #isStructured(): boolean {
    return this.options.useStructuredOutputsInternally === true;
  }

  #generateOptions(): GenerateOptions {
    const { open, close } = this.codeBlockTags;
    const options: GenerateOptions = { stopSequences: ["Observation:", "Calling tools:", "<end_code>"] };
    if (this.#isStructured)
      options.responseFormat = { type: "json_schema", name: "ThoughtAndCode", schema: STRUCTURED_SCHEMA, strict: true };
    else if (!open.includes(close)) options.stopSequences?.push(close);
    if (this.options.grammar !== undefined) options.grammar = this.options.grammar;
    return options;
  }

  #form(reply: ChatMessage): ParseOptions {
    return { tags: this.codeBlockTags, isCutOff: reply.finishReason === "length" };
  }

  async #parse(reply: ChatMessage): Promise<ParsedReply> {
    const text = textOf(reply.content);
    const structured = this.#isStructured ? parseStructuredReply(text, this.codeBlockTags) : undefined;
    if (structured?.type === "code") return structured;
    // Fast path: one block in tags is what it is, and the language's parser need not be loaded.
    const isPlain = text.split(this.codeBlockTags.open).length === 2;
    return parseCodeReply(text, { ...this.#form(reply), isPython: isPlain ? undefined : await loadPythonCheck() });
  }

  /** Runs the code as hooks and people let it run. */
  async #execute(run: RunContext, effects: RecordingEffects, step: number, asked: string): Promise<CodeOutcome> {
    const key = `step/${step}/code`;
    const runner = run.runner ?? unreachable("a CodeAgent has a runner");
    const isRecorded = effects.has(key);
    const code = isRecorded ? asked : await this.#permit(run, effects, step, asked);
    const action: CodeAction = {
      code,
      signal: effects.signalOfRun,
      clock: () => clockBefore(effects, step),
      createCaller: () => createCaller(run, effects, step),
    };
    const execute = async (): Promise<CodeOutcome> => {
      const outcome = await runner.execute(action);
      const editedCalls = editedIn(effects, step);
      return {
        ...outcome,
        ...(code === asked ? {} : { edited: code }),
        ...(editedCalls.length === 0 ? {} : { editedCalls }),
      };
    };
    const fields = { callId: callIdOf(step, 0) };
    const outcome = await effects.run(key, execute, { type: "code-result", args: asked, fields });
    if (!isRecorded) return outcome;
    runner.remember(action, outcome);
    if (Object.keys(this.managedAgents).length > 0) countNested(run, effects, fields.callId);
    return outcome;
  }

  async #permit(run: RunContext, effects: RecordingEffects, step: number, code: string): Promise<string> {
    const verdict = await this.hooks.beforeCode?.({ code, runId: run.runId, step });
    if (verdict?.refuse !== undefined)
      throw new AgentExecutionError(`The code was refused and not run: ${verdict.refuse}`);
    const { needsApproval = false } = this.options;
    if (!(typeof needsApproval === "function" ? needsApproval(code) : needsApproval)) return code;
    const { approved, reason, args } = await askApproval(run, effects, `step/${step}/code/approval`, {
      kind: "code",
      name: "python_interpreter",
      args: { code },
      callId: callIdOf(step, 0),
    });
    if (!approved)
      throw new AgentExecutionError(
        `A person refused this code, and it was not run${reason === undefined ? "" : `: ${reason}`}. Take another way.`,
      );
    return typeof args?.["code"] === "string" ? args["code"] : code;
  }
}

/** Answers the calls of one action in their order. The plain final_answer is no call: it only hands a value over. */
function createCaller(
  run: RunContext,
  effects: RecordingEffects,
  step: number,
): ReturnType<CodeAction["createCaller"]> {
  let calls = 0;
  return async (tool, args, clock) => {
    if (tool.name === FINAL_ANSWER && tool instanceof FinalAnswerTool) return args["answer"];
    const index = calls++;
    const key = `step/${step}/tool/${index}`;
    if (clock !== undefined && !effects.has(key)) await effects.run(`${key}/clock`, async () => encodeReads(clock));
    return callTool(run, effects, { key, callId: callIdOf(step, index + 1), tool, args });
  };
}

/** The calls of an action whose arguments people changed, in the order of the calls. */
function editedIn(effects: RecordingEffects, step: number): EditedCall[] {
  const edited: EditedCall[] = [];
  for (let index = 0; ; index++) {
    const record = effects.find(`step/${step}/tool/${index}`);
    if (record?.type !== "tool-result") return edited;
    if (record.edited !== undefined) edited.push({ tool: record.tool, args: record.edited });
  }
}

/** What an attempt that was cut off had read of the clock before its calls: their arguments may hold it. */
function clockBefore(effects: RecordingEffects, step: number): readonly number[] | undefined {
  const reads: number[] = [];
  for (let index = 0; ; index++) {
    const key = `step/${step}/tool/${index}`;
    const record = effects.find(`${key}/clock`);
    if (record?.type === "effect") reads.push(...decodeReads(record.result as unknown as ClockReads)); // as it was written
    else if (![key, `${key}/start`, `${key}/approval/request`].some((each) => effects.has(each)))
      return reads.length === 0 ? undefined : reads;
  }
}

/** Whether a text is a Python program: the language's own parser, loaded with the first reply that needs it. */
async function loadPythonCheck(): Promise<(code: string) => boolean> {
  const { parse } = await import("../python/syntax/parse.ts");
  return (code) => {
    try {
      parse(code);
      return true;
    } catch {
      return false;
    }
  };
}

/** smolagents' safe set and what else is harmless; the language itself knows the rest. */
const DEFAULT_IMPORTS =
  "bisect collections copy dataclasses datetime decimal enum fractions functools heapq itertools json math operator queue random re stat statistics string textwrap time typing unicodedata".split(
    " ",
  );
