/** Images and sound on the wire: addresses, data URLs, base64 with its type. */
import { ThreadsnakeError } from "../errors.ts";
import { fromBase64, toBase64 } from "../executors/base64.ts";
import { sniffMediaType } from "../executors/media-type.ts";
import type { AudioPart, ImagePart } from "./model.ts";

/** What a wire can send: an address, or base64 with its type. */
export type EncodedMedia = { kind: "url"; url: string } | { kind: "data"; mediaType: string; base64: string };

export function encodeImage(part: ImagePart): EncodedMedia {
  return encode(part.image, part.mediaType, "image/png");
}

export function encodeAudio(part: AudioPart): EncodedMedia {
  const media = encode(part.audio, part.mediaType, "audio/wav");
  // The short name is the one that providers know.
  return media.kind === "data" && media.mediaType === "audio/mpeg" ? { ...media, mediaType: "audio/mp3" } : media;
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
    return { kind: "data", mediaType: mediaType ?? sniffMediaType(source) ?? fallback, base64: encodeOnce(source) };
  }
  if (/^https?:\/\//iu.test(source)) return { kind: "url", url: source };
  const comma = source.indexOf(",");
  if (source.startsWith("data:") && comma !== -1)
    return decodeDataUrl(source.slice(5, comma), source.slice(comma + 1), mediaType ?? fallback);
  const base64 = source.replace(/\s+/gu, "");
  if (base64.length >= 8 && isWhole(base64) && /^[A-Za-z0-9+/]+={0,2}$/u.test(base64))
    return {
      kind: "data",
      mediaType: mediaType ?? sniffMediaType(fromBase64(base64.slice(0, 64))) ?? fallback,
      base64,
    };
  throw new ThreadsnakeError(`${JSON.stringify(source.slice(0, 60))} is no image address, data URL or base64 text`, {
    code: "image-unreadable",
    hint: "Read a file into bytes and pass those.",
  });
}

/** Groups of four, the last of which may be short where nothing fills it. */
function isWhole(base64: string): boolean {
  const rest = base64.length % 4;
  return base64.endsWith("=") ? rest === 0 : rest !== 1;
}

function decodeDataUrl(header: string, body: string, fallback: string): EncodedMedia {
  const [type = "", ...parameters] = header.split(";");
  const mediaType = type === "" ? fallback : type;
  if (parameters.includes("base64")) return { kind: "data", mediaType, base64: body };
  return { kind: "data", mediaType, base64: toBase64(new TextEncoder().encode(decodeURIComponent(body))) };
}

/** Each image is sent again with every step of a run; it is encoded once. Holds only what others hold. */
const encodedBytes = new WeakMap<Uint8Array, string>();

function encodeOnce(bytes: Uint8Array): string {
  let text = encodedBytes.get(bytes);
  if (text === undefined) {
    text = toBase64(bytes);
    encodedBytes.set(bytes, text);
  }
  return text;
}
