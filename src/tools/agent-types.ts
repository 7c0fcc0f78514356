/**
 * Text, images and audio as agents pass them around. An image or a recording is held by reference (its bytes, or the
 * URL where they are) and named by the hash of its content, so that whoever keeps it keeps it once.
 */
import { ThreadsnakeError } from "../errors.ts";
import { fromBase64, toBase64 } from "../executors/base64.ts";
import { toHex } from "../run/digest.ts";
import { Media } from "../executors/media.ts";
import { sniffMedia } from "./media.ts";

/** Bytes, base64 text, a data URL, media that came back from a log, or an http(s) URL that is fetched by whoever needs the bytes. */
export type MediaSource = Media | Uint8Array | ArrayBuffer | string | URL;

/** A text answer that remembers that it is one. */
export class AgentText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toRaw(): string {
    return this.text;
  }

  toString(): string {
    return this.text;
  }

  toJSON(): string {
    return this.text;
  }
}

/** What AgentImage and AgentAudio share. As a `Media` it crosses into the sandbox as a handle and into the log with its bytes. */
abstract class AgentMedia extends Media {
  constructor(kind: "image" | "audio", source: MediaSource, mediaType: string | undefined) {
    const { bytes, url, declared } = resolveSource(source);
    const type = mediaType ?? (bytes === undefined ? undefined : sniffMedia(bytes)?.mediaType) ?? declared;
    if (bytes !== undefined && type === undefined) throw unknownBytes(kind);
    super(kind, type ?? `${kind}/*`, bytes ?? new Uint8Array(), url);
  }

  /** The bytes, or the URL: what a message part or a tool is given. */
  toRaw(): Uint8Array | string {
    return this.url ?? this.data;
  }

  toBase64(): string {
    if (this.url === undefined) return toBase64(this.data);
    throw new ThreadsnakeError(`This ${this.kind} is known only by its URL ${this.url}`, {
      code: "media-not-loaded",
      hint: "Fetch it first and make it from its bytes.",
    });
  }

  toDataUrl(): string {
    return `data:${this.mediaType};base64,${this.toBase64()}`;
  }

  /** SHA-256 of the bytes (or of the URL) in hexadecimal: equal for equal content. */
  async digest(): Promise<string> {
    const data = this.url === undefined ? this.data : new TextEncoder().encode(this.url);
    return toHex(await crypto.subtle.digest("SHA-256", data.slice()));
  }

  toJSON(): { type: string; mediaType: string; url?: string | undefined; data?: string | undefined } {
    return {
      type: this.kind,
      mediaType: this.mediaType,
      url: this.url,
      data: this.url === undefined ? this.toBase64() : undefined,
    };
  }
}

/** A picture: PNG, JPEG, WebP or GIF are recognised by their bytes. */
export class AgentImage extends AgentMedia {
  /** In pixels, where the header says so. */
  readonly width: number | undefined;
  readonly height: number | undefined;

  constructor(source: MediaSource, mediaType?: string | undefined) {
    super("image", source, mediaType);
    const facts = sniffMedia(this.data);
    this.width = facts?.width;
    this.height = facts?.height;
  }

  /** As a part of a message to a model. */
  toPart(): { type: "image"; image: string | Uint8Array; mediaType: string } {
    return { type: "image", image: this.toRaw(), mediaType: this.mediaType };
  }

  override toString(): string {
    const size = this.width === undefined ? "" : `, ${this.width}x${this.height}`;
    return `AgentImage(${this.url ?? this.mediaType}${size})`;
  }
}

/** A recording: WAV, MP3, Ogg, FLAC, M4A or WebM are recognised by their bytes. */
export class AgentAudio extends AgentMedia {
  constructor(source: MediaSource, mediaType?: string | undefined) {
    super("audio", source, mediaType);
  }

  toPart(): { type: "audio"; audio: string | Uint8Array; mediaType: string } {
    return { type: "audio", audio: this.toRaw(), mediaType: this.mediaType };
  }

  override toString(): string {
    return `AgentAudio(${this.url ?? this.mediaType})`;
  }
}

function resolveSource(source: MediaSource): {
  bytes?: Uint8Array | undefined;
  url?: string | undefined;
  declared?: string | undefined;
} {
  if (source instanceof Media && source.url !== undefined) return { url: source.url, declared: source.mediaType };
  if (source instanceof Media) return { bytes: source.data, declared: source.mediaType };
  if (source instanceof Uint8Array) return { bytes: source };
  if (source instanceof ArrayBuffer) return { bytes: new Uint8Array(source) };
  const text = String(source).trim();
  const data = /^data:([^;,]*)((?:;[^;,]*)*),/.exec(text.slice(0, 200));
  if (data !== null) {
    const body = text.slice(data[0].length);
    const bytes =
      data[2]?.includes(";base64") === true ? decode(body) : new TextEncoder().encode(decodeURIComponent(body));
    return { bytes, declared: data[1] === "" ? undefined : data[1] };
  }
  if (/^https?:\/\//i.test(text)) return { url: text };
  return { bytes: decode(text) };
}

function unknownBytes(kind: "image" | "audio"): ThreadsnakeError {
  const known = kind === "image" ? "PNG, JPEG, WebP, GIF" : "WAV, MP3, Ogg, FLAC, M4A, WebM";
  return new ThreadsnakeError(`These bytes are not an ${kind} of a kind that is recognised (${known})`, {
    code: "media-unknown",
    hint: "Give the media type as the second argument.",
  });
}

function decode(text: string): Uint8Array {
  try {
    return fromBase64(text);
  } catch (cause) {
    throw new ThreadsnakeError(`"${text.slice(0, 40)}" is neither base64, nor a data URL, nor an http(s) URL`, {
      code: "media-unknown",
      hint: "Files are read with imageFromFile and audioFromFile.",
      cause,
    });
  }
}

/** A tool's result as its declared type: bytes and data URLs of image and audio tools become AgentImage and AgentAudio. */
export function toAgentType(value: unknown, outputType: string): unknown {
  if (value instanceof AgentImage || value instanceof AgentAudio) return value;
  const isSource =
    value instanceof Media ||
    value instanceof Uint8Array ||
    value instanceof ArrayBuffer ||
    value instanceof URL ||
    typeof value === "string";
  if (outputType === "image" && isSource) return new AgentImage(value);
  if (outputType === "audio" && isSource) return new AgentAudio(value);
  return value;
}
