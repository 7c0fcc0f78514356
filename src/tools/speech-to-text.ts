/** Speech to text over any endpoint that speaks OpenAI's `audio/transcriptions`. */
import type { ToolSpec } from "../executors/executor.ts";
import { Media } from "../executors/media.ts";
import { AgentAudio } from "./agent-types.ts";
import { ToolFailedError } from "./errors.ts";
import { requireKey } from "./keys.ts";
import { Tool } from "./tool.ts";
import type { ToolCallContext } from "./tool.ts";
import { WebClient } from "./web-client.ts";
import type { WebClientOptions } from "./web-client.ts";

export interface SpeechToTextOptions extends WebClientOptions {
  /** "https://api.openai.com/v1" by default; a server of one's own may be on a private address. */
  baseUrl?: string | undefined;
  /** Read from OPENAI_API_KEY when left out. */
  apiKey?: string | undefined;
  /** "whisper-1" by default. */
  model?: string | undefined;
  /** Two letters; told by the service when left out. */
  language?: string | undefined;
}

/** The recording is a handle, bytes or a URL; a path is not read, since a model would choose it. */
export class SpeechToTextTool extends Tool<{ audio: unknown }, string> {
  readonly name: string = "transcriber";
  readonly description = "Transcribes an audio recording into text.";
  readonly inputs = {
    audio: { type: "audio", description: "The recording to transcribe: an audio object, or the URL of one." },
  };
  readonly outputType = "string";
  override readonly effects: ToolSpec["effects"] = "idempotent";
  readonly #options: SpeechToTextOptions;
  readonly #baseUrl: string;
  /** Fetches recordings from addresses that a model gives. */
  readonly #web: WebClient;
  /** Asks the service, which the user has chosen. */
  readonly #service: WebClient;

  constructor(options: SpeechToTextOptions = {}) {
    super();
    this.#options = options;
    this.#baseUrl = (options.baseUrl ?? "https://api.openai.com/v1").replace(/\/+$/, "");
    this.#web = new WebClient({ maxBytes: 25_000_000, ...options });
    this.#service = new WebClient({
      timeoutSeconds: 300,
      ...options,
      allowPrivateAddresses: [new URL(this.#baseUrl).host],
    });
  }

  async forward({ audio }: { audio: unknown }, { signal }: ToolCallContext): Promise<string> {
    const key = requireKey(this.#options.apiKey, "OPENAI_API_KEY", "The transcription service");
    const { bytes, mediaType } = await this.#load(audio, signal);
    const boundary = `threadsnake-${crypto.randomUUID()}`;
    const fields: Record<string, string> = { model: this.#options.model ?? "whisper-1", response_format: "json" };
    if (this.#options.language !== undefined) fields["language"] = this.#options.language;
    const answer = await this.#service.getJson(`${this.#baseUrl}/audio/transcriptions`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": `multipart/form-data; boundary=${boundary}` },
      body: multipart(boundary, fields, bytes, mediaType),
      signal,
    });
    const text = typeof answer === "object" && answer !== null ? (answer as { text?: unknown }).text : undefined;
    if (typeof text === "string") return text.trim();
    throw new ToolFailedError("The transcription service answered without a text", { code: "web-answer-unexpected" });
  }

  async #load(audio: unknown, signal: AbortSignal): Promise<{ bytes: Uint8Array; mediaType: string }> {
    const isSource = audio instanceof Media || audio instanceof Uint8Array || typeof audio === "string";
    if (!isSource)
      throw new ToolFailedError("This is not a recording: an audio object, its bytes or its URL", {
        code: "media-unknown",
      });
    const recording = new AgentAudio(audio);
    if (recording.url === undefined) return { bytes: recording.data, mediaType: recording.mediaType };
    const page = await this.#web.request(recording.url, { signal });
    if (page.status !== 200 || page.isCut) {
      throw new ToolFailedError(
        page.isCut
          ? `The recording is longer than ${page.bytes.byteLength} bytes`
          : `The recording was answered with status ${page.status}`,
        { code: "web-status" },
      );
    }
    return { bytes: page.bytes, mediaType: new AgentAudio(page.bytes, page.contentType || undefined).mediaType };
  }
}

const EXTENSIONS: Record<string, string> = {
  "audio/wav": "wav",
  "audio/mpeg": "mp3",
  "audio/ogg": "ogg",
  "audio/flac": "flac",
  "audio/mp4": "m4a",
  "audio/webm": "webm",
};

/** A form as bytes; services tell the kind of a recording by the ending of its name. */
function multipart(boundary: string, fields: Record<string, string>, file: Uint8Array, mediaType: string): Uint8Array {
  const encoder = new TextEncoder();
  const head = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  head.push(
    `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="audio.${EXTENSIONS[mediaType] ?? "wav"}"\r\ncontent-type: ${mediaType}\r\n\r\n`,
  );
  const start = encoder.encode(head.join(""));
  const end = encoder.encode(`\r\n--${boundary}--\r\n`);
  const bytes = new Uint8Array(start.length + file.length + end.length);
  bytes.set(start, 0);
  bytes.set(file, start.length);
  bytes.set(end, start.length + file.length);
  return bytes;
}
