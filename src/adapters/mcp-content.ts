/** What MCP servers answer, as values that agents pass around. */
import { AgentAudio, AgentImage } from "../tools/agent-types.ts";
import { ToolFailedError } from "../tools/errors.ts";
import { fromBase64 } from "../executors/base64.ts";

/** One item of content, as the protocol has it; kinds that are not known here are passed on as they are. */
export interface McpContent {
  readonly type: string;
  readonly [field: string]: unknown;
}

export interface McpToolResult {
  readonly content?: readonly McpContent[] | undefined;
  readonly structuredContent?: unknown;
  readonly isError?: boolean | undefined;
  /** Before 2024-11-05. */
  readonly toolResult?: unknown;
  readonly [field: string]: unknown;
}

export interface McpResource {
  uri: string;
  mimeType?: string | undefined;
  text?: string | undefined;
  blob?: string | undefined;
}

/**
 * One text item becomes its text, one picture an AgentImage, several items a list; structured content, where there is
 * some, is the value, and pictures beside it follow it in a list.
 */
export function fromMcpResult(toolName: string, result: McpToolResult, isWrapped: boolean): unknown {
  const content = result.content ?? [];
  if (result.isError === true) throw new ToolFailedError(errorText(toolName, content), { code: "mcp-tool-error" });
  const values = content.map(fromMcpContent);
  if (result.structuredContent !== undefined && result.structuredContent !== null) {
    const structured = isWrapped ? unwrapped(result.structuredContent) : result.structuredContent;
    const media = values.filter((value) => value instanceof AgentImage || value instanceof AgentAudio);
    return media.length === 0 ? structured : [structured, ...media];
  }
  if (result.content === undefined && result.toolResult !== undefined) return result.toolResult;
  return values.length === 0 ? null : values.length === 1 ? values[0] : values;
}

/** Servers whose tools answer with a bare value wrap it, since structured content must be an object. */
function unwrapped(structured: unknown): unknown {
  return typeof structured === "object" && structured !== null && "result" in structured
    ? structured.result
    : structured;
}

export function fromMcpContent(item: McpContent): unknown {
  switch (item.type) {
    case "text":
      return String(item["text"] ?? "");
    case "image":
      return new AgentImage(readBytes(item["data"]), mediaType(item) ?? "image/png");
    case "audio":
      return new AgentAudio(readBytes(item["data"]), mediaType(item) ?? "audio/wav");
    case "resource":
      return fromMcpResource(item["resource"] as McpResource);
    case "resource_link": {
      const { type: _type, _meta, annotations: _annotations, ...link } = item;
      return link;
    }
    default:
      return item;
  }
}

/** Text as it is; bytes as an image or a recording where that is what they are. */
export function fromMcpResource(resource: McpResource): unknown {
  if (typeof resource.text === "string") return resource.text;
  const bytes = readBytes(resource.blob);
  if (resource.mimeType?.startsWith("image/") === true) return new AgentImage(bytes, resource.mimeType);
  if (resource.mimeType?.startsWith("audio/") === true) return new AgentAudio(bytes, resource.mimeType);
  return bytes;
}

function readBytes(base64: unknown): Uint8Array {
  try {
    return fromBase64(String(base64 ?? ""));
  } catch (cause) {
    throw new ToolFailedError("The MCP server sent bytes that are not written as base64", { code: "mcp-call", cause });
  }
}

function mediaType(item: McpContent): string | undefined {
  return typeof item["mimeType"] === "string" ? item["mimeType"] : undefined;
}

function errorText(toolName: string, content: readonly McpContent[]): string {
  const text = content
    .filter((item) => item.type === "text")
    .map((item) => String(item["text"]))
    .join("\n")
    .trim();
  return text === "" ? `The tool ${toolName} failed and did not say why` : text;
}
