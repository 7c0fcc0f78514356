/** threadsnake/tools: making tools, and the tools that are there. */
export { AgentAudio, AgentImage, AgentText, toAgentType } from "./agent-types.ts";
export type { MediaSource } from "./agent-types.ts";
export { baseTools } from "./base-tools.ts";
export { ToolCollection } from "./collection.ts";
export type { ToolSource } from "./collection.ts";
export {
  ToolArgumentError,
  ToolDefinitionError,
  ToolFailedError,
  ToolOutputError,
  ToolTimeoutError,
} from "./errors.ts";
export { FinalAnswerTool } from "./final-answer.ts";
export { htmlToMarkdown } from "./html-to-markdown.ts";
export type { HtmlToMarkdownOptions, MarkdownPage } from "./html-to-markdown.ts";
export type { ArgumentsOf, ArgumentsSchema, FromJsonSchema, ToolInput, ToolInputs, ToolType } from "./infer.ts";
export { toPythonName } from "./inputs.ts";
export { checkArguments } from "./invoke.ts";
export type { Retry } from "./invoke.ts";
export { audioFromFile, imageFromFile } from "./media-file-node.ts";
export { PythonInterpreterTool } from "./python-interpreter.ts";
export type { PythonInterpreterOptions } from "./python-interpreter.ts";
export { checkValue } from "./schema.ts";
export type { Checked, CheckOptions, Coercion, SchemaIssue } from "./schema.ts";
export {
  ApiWebSearchTool,
  DuckDuckGoSearchTool,
  ExaSearchTool,
  GoogleSearchTool,
  TavilySearchTool,
  WebSearchTool,
} from "./search.ts";
export type {
  ApiWebSearchOptions,
  GoogleSearchOptions,
  KeyedSearchOptions,
  SearchOptions,
  WebSearchEngine,
  WebSearchOptions,
} from "./search.ts";
export { toCodePrompt, toPythonSignature, toToolCallingJson, toToolCallingPrompt } from "./signature.ts";
export type { Described } from "./signature.ts";
export { SpeechToTextTool } from "./speech-to-text.ts";
export type { SpeechToTextOptions } from "./speech-to-text.ts";
export type { StandardSchema } from "./standard-schema.ts";
export { checkToolNames, Tool, tool } from "./tool.ts";
export type { DefinedTool, HumanQuestion, ToolCallContext, ToolDefinition, ToolProgress, ToolTraits } from "./tool.ts";
export { UserInputTool } from "./user-input.ts";
export { VisitWebpageTool } from "./visit-webpage.ts";
export type { VisitWebpageOptions } from "./visit-webpage.ts";
export { WebClient } from "./web-client.ts";
export type { WebCall, WebClientOptions, WebPage } from "./web-client.ts";
export { fetchWebTransport } from "./web-transport.ts";
export type { WebRequest, WebResponse, WebTransport } from "./web-transport.ts";
export { WikipediaSearchTool } from "./wikipedia.ts";
export type { WikipediaSearchOptions } from "./wikipedia.ts";
