/** What bytes are, told by how they begin, and how large the picture in them is. */

export interface MediaFacts {
  mediaType: string;
  width?: number | undefined;
  height?: number | undefined;
}

interface Signature {
  mediaType: string;
  /** Bytes at an offset; "." stands for any byte. */
  at: number;
  bytes: string;
}

const SIGNATURES: readonly Signature[] = [
  { mediaType: "image/png", at: 0, bytes: "\x89PNG\r\n\x1a\n" },
  { mediaType: "image/jpeg", at: 0, bytes: "\xff\xd8\xff" },
  { mediaType: "image/gif", at: 0, bytes: "GIF8" },
  { mediaType: "image/webp", at: 0, bytes: "RIFF....WEBP" },
  { mediaType: "audio/wav", at: 0, bytes: "RIFF....WAVE" },
  { mediaType: "audio/mpeg", at: 0, bytes: "ID3" },
  { mediaType: "audio/mpeg", at: 0, bytes: "\xff\xfb" },
  { mediaType: "audio/mpeg", at: 0, bytes: "\xff\xf3" },
  { mediaType: "audio/mpeg", at: 0, bytes: "\xff\xf2" },
  { mediaType: "audio/ogg", at: 0, bytes: "OggS" },
  { mediaType: "audio/flac", at: 0, bytes: "fLaC" },
  { mediaType: "audio/mp4", at: 4, bytes: "ftypM4A" },
  { mediaType: "audio/webm", at: 0, bytes: "\x1a\x45\xdf\xa3" },
  { mediaType: "application/pdf", at: 0, bytes: "%PDF-" },
  { mediaType: "application/zip", at: 0, bytes: "PK\x03\x04" },
];

/** Undefined for bytes of no known kind. */
export function sniffMedia(bytes: Uint8Array): MediaFacts | undefined {
  const found = SIGNATURES.find((signature) => begins(bytes, signature.at, signature.bytes));
  if (found === undefined) return undefined;
  const size = SIZES[found.mediaType]?.(bytes);
  return { mediaType: found.mediaType, width: size?.[0], height: size?.[1] };
}

function begins(bytes: Uint8Array, offset: number, wanted: string): boolean {
  if (bytes.length < offset + wanted.length) return false;
  for (let index = 0; index < wanted.length; index++) {
    if (wanted[index] !== "." && bytes[offset + index] !== wanted.charCodeAt(index)) return false;
  }
  return true;
}

type Size = [width: number, height: number] | undefined;

const SIZES: Record<string, (bytes: Uint8Array) => Size> = {
  "image/png": (bytes) => (bytes.length < 24 ? undefined : [view(bytes).getUint32(16), view(bytes).getUint32(20)]),
  "image/gif": (bytes) =>
    bytes.length < 10 ? undefined : [view(bytes).getUint16(6, true), view(bytes).getUint16(8, true)],
  "image/jpeg": jpegSize,
  "image/webp": webpSize,
};

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Walks the segments to the frame header (SOF0 to SOF15, without the three markers in between that are none). */
function jpegSize(bytes: Uint8Array): Size {
  const data = view(bytes);
  let offset = 2;
  while (offset + 9 < bytes.length) {
    if (bytes[offset] !== 0xff) return undefined;
    const marker = bytes[offset + 1] ?? 0;
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      return [data.getUint16(offset + 7), data.getUint16(offset + 5)];
    }
    offset += 2 + data.getUint16(offset + 2);
  }
  return undefined;
}

/** Three kinds of WebP: lossy keeps 14 bits each, lossless packs 14 + 14 bits, extended keeps 24 bits less one. */
function webpSize(bytes: Uint8Array): Size {
  if (bytes.length < 30) return undefined;
  const data = view(bytes);
  if (begins(bytes, 12, "VP8 ")) return [data.getUint16(26, true) & 0x3fff, data.getUint16(28, true) & 0x3fff];
  if (begins(bytes, 12, "VP8L")) {
    const bits = data.getUint32(21, true);
    return [(bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1];
  }
  if (begins(bytes, 12, "VP8X"))
    return [1 + (data.getUint32(24, true) & 0xffffff), 1 + (data.getUint32(26, true) >>> 8)];
  return undefined;
}

export function fromBase64(text: string): Uint8Array {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index++) bytes[index] = binary.charCodeAt(index);
  return bytes;
}

export function toBase64(bytes: Uint8Array): string {
  let binary = "";
  // In pieces: a call takes only so many arguments.
  for (let start = 0; start < bytes.length; start += 0x8000)
    binary += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
  return btoa(binary);
}
