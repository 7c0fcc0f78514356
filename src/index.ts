/** threadsnake: the names that most programs need. The entries named in package.json have the rest. */
export { OptionError, ThreadsnakeError, isThreadsnakeError } from "./errors.ts";
export type { ThreadsnakeErrorOptions } from "./errors.ts";

export { CodeAgent } from "./agents/code-agent.ts";
export type { CodeAgentOptions } from "./agents/code-agent.ts";
export { ToolCallingAgent } from "./agents/tool-calling-agent.ts";
export type { ToolCallingAgentOptions } from "./agents/tool-calling-agent.ts";
export { MultiStepAgent } from "./agents/multi-step-agent.ts";
export type { AgentBudget, AnyAgent, AgentOptions, ResumeOptions, RunOptions } from "./agents/multi-step-agent.ts";
export { Run } from "./agents/run.ts";
export type { PendingRequest, RunResult } from "./agents/run.ts";
export { Session } from "./agents/session.ts";
export type { SessionOptions } from "./agents/session.ts";
export {
  ActionStep,
  AgentMemory,
  FinalAnswerStep,
  MemoryStep,
  PlanningStep,
  SystemPromptStep,
  TaskStep,
  ToolCall,
} from "./memory/memory.ts";
export type { Timing } from "./memory/memory.ts";
export {
  AgentAbortError,
  AgentBudgetError,
  AgentDefinitionError,
  AgentError,
  AgentExecutionError,
  AgentGenerationError,
  AgentMaxStepsError,
  AgentParsingError,
  AgentRepetitionError,
  AgentToolCallError,
  AgentToolExecutionError,
} from "./agents/errors.ts";
export { fromDefinition, toDefinition } from "./agents/definition.ts";
export type { AgentDefinition, DefinitionParts } from "./agents/definition.ts";
export { visualize } from "./agents/visualize.ts";
export { templatesFromYaml } from "./prompts/from-yaml.ts";
export type { PartialPromptTemplates, PromptTemplates } from "./prompts/templates.ts";
export { AgentLogger, LogLevel, Monitor } from "./agents/monitoring.ts";
export type { AgentHooks, StepCallback, StepCallbacks } from "./agents/callbacks.ts";
export type { FinalAnswerCheck, OutputSchema } from "./agents/answer.ts";
export type { HumanRequest } from "./agents/context.ts";

export { LimitError, PythonError } from "./python/errors.ts";
export type { Finding, LimitName } from "./python/errors.ts";

export {
  CPythonExecutor,
  DockerExecutor,
  E2BExecutor,
  InterpreterError,
  LocalPythonExecutor,
  evaluatePythonCode,
} from "./executors/index.ts";
export type {
  CodeOutput,
  HostFunction,
  Isolation,
  JsonSchema,
  LocalPythonExecutorOptions,
  PythonExecutor,
  RunCodeOptions,
  ToolContext,
  ToolSpec,
} from "./executors/index.ts";

export { answerSignal, fileStore, memoryStore } from "./run/index.ts";
export type { LogEvent, RunEvent, RunLog, RunStore, RunSummary } from "./run/index.ts";

export {
  AgentAudio,
  AgentImage,
  AgentText,
  ApiWebSearchTool,
  DuckDuckGoSearchTool,
  FinalAnswerTool,
  GoogleSearchTool,
  PythonInterpreterTool,
  SpeechToTextTool,
  Tool,
  ToolCollection,
  UserInputTool,
  VisitWebpageTool,
  WebSearchTool,
  WikipediaSearchTool,
  tool,
} from "./tools/index.ts";
export type { DefinedTool, ToolCallContext, ToolDefinition } from "./tools/index.ts";

export {
  AmazonBedrockModel,
  AnthropicModel,
  AzureOpenAIModel,
  GeminiModel,
  InferenceClientModel,
  LiteLLMModel,
  LiteLLMRouterModel,
  ModelError,
  OllamaModel,
  OpenAIModel,
  OpenAIServerModel,
} from "./models/index.ts";
export type {
  ChatMessage,
  ChatMessageDelta,
  FinishReason,
  GenerateOptions,
  MessageRole,
  Model,
  ModelFunction,
  Part,
  TokenUsage,
} from "./models/index.ts";
