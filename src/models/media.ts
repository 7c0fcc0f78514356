/** Images and sound on the wire: media types by their first bytes, base64, data URLs. */
import { ThreadsnakeError } from "../errors.ts";
import type { AudioPart, ImagePart } from "./model.ts";

/** What a wire can send: an address, or base64 with its type. */
export type EncodedMedia = { kind: "url"; url: string } | { kind: "data"; mediaType: string; base64: string };

export function encodeImage(part: ImagePart): EncodedMedia {
  return encode(part.image, part.mediaType, "image/png");
}

export function encodeAudio(part: AudioPart): EncodedMedia {
  return encode(part.audio, part.mediaType, "audio/wav");
}

export function toDataUrl(media: EncodedMedia): string {
  return media.kind === "url" ? media.url : `data:${media.mediaType};base64,${media.base64}`;
}

/** Base64, or an error that says that this wire takes no addresses. */
export function requireData(media: EncodedMedia, wire: string): { mediaType: string; base64: string } {
  if (media.kind === "data") return media;
  throw new ThreadsnakeError(`${wire} takes images as bytes, not as the address ${media.url.slice(0, 100)}`, {
    code: "image-address-unsupported",
    hint: "Fetch the image first and pass its bytes.",
  });
}

function encode(source: string | Uint8Array, mediaType: string | undefined, fallback: string): EncodedMedia {
  if (typeof source !== "string") {
    return { kind: "data", mediaType: mediaType ?? sniffMediaType(source) ?? fallback, base64: toBase64(source) };
  }
  if (/^https?:\/\//iu.test(source)) return { kind: "url", url: source };
  const comma = source.indexOf(",");
  if (source.startsWith("data:") && comma !== -1)
    return decodeDataUrl(source.slice(5, comma), source.slice(comma + 1), mediaType ?? fallback);
  if (source.length >= 8 && /^[A-Za-z0-9+/\s]+={0,2}\s*$/u.test(source)) {
    return {
      kind: "data",
      mediaType: mediaType ?? sniffMediaType(fromBase64(source.slice(0, 64))) ?? fallback,
      base64: source.replace(/\s+/gu, ""),
    };
  }
  throw new ThreadsnakeError(`${JSON.stringify(source.slice(0, 60))} is no image address, data URL or base64 text`, {
    code: "image-unreadable",
    hint: "Read a file into bytes and pass those.",
  });
}

function decodeDataUrl(header: string, body: string, fallback: string): EncodedMedia {
  const [type = "", ...parameters] = header.split(";");
  const mediaType = type === "" ? fallback : type;
  if (parameters.includes("base64")) return { kind: "data", mediaType, base64: body };
  return { kind: "data", mediaType, base64: toBase64(new TextEncoder().encode(decodeURIComponent(body))) };
}

const signatures: readonly [offset: number, bytes: string, mediaType: string][] = [
  [0, "\x89PNG", "image/png"],
  [0, "\xff\xd8\xff", "image/jpeg"],
  [0, "GIF8", "image/gif"],
  [8, "WEBP", "image/webp"],
  [8, "WAVE", "audio/wav"],
  [0, "ID3", "audio/mp3"],
  [0, "\xff\xfb", "audio/mp3"],
  [0, "OggS", "audio/ogg"],
  [0, "fLaC", "audio/flac"],
  [0, "%PDF", "application/pdf"],
];

export function sniffMediaType(bytes: Uint8Array): string | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, 16));
  return signatures.find(([offset, text]) => head.startsWith(text, offset))?.[2];
}

/** Each image is sent again with every step of a run; it is encoded once. Holds only what others hold. */
const encodedBytes = new WeakMap<Uint8Array, string>();

export function toBase64(bytes: Uint8Array): string {
  let text = encodedBytes.get(bytes);
  if (text === undefined) {
    text = encodeBase64(bytes);
    encodedBytes.set(bytes, text);
  }
  return text;
}

function encodeBase64(bytes: Uint8Array): string {
  // Fast path in Node: a megabyte takes 0.3 ms instead of 12.
  const host = globalThis as {
    Buffer?: { from(buffer: ArrayBufferLike, offset: number, length: number): { toString(encoding: string): string } };
  };
  if (host.Buffer !== undefined)
    return host.Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
  let binary = "";
  for (let start = 0; start < bytes.length; start += 8192)
    binary += String.fromCharCode(...bytes.subarray(start, start + 8192));
  return btoa(binary);
}

export function fromBase64(text: string): Uint8Array {
  const clean = text.replace(/\s+/gu, "");
  const binary = atob(clean.slice(0, clean.length - (clean.length % 4 === 1 ? 1 : 0)));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
