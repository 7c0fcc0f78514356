/** What bytes are, and how large the picture in them is. */
import { beginsAt, sniffMediaType } from "../executors/media-type.ts";

export interface MediaFacts {
  mediaType: string;
  width?: number | undefined;
  height?: number | undefined;
}

/** Undefined for bytes of no known kind. */
export function sniffMedia(bytes: Uint8Array): MediaFacts | undefined {
  const mediaType = sniffMediaType(bytes);
  if (mediaType === undefined) return undefined;
  const size = SIZES[mediaType]?.(bytes);
  return { mediaType, width: size?.[0], height: size?.[1] };
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
  if (beginsAt(bytes, 12, "VP8 ")) return [data.getUint16(26, true) & 0x3fff, data.getUint16(28, true) & 0x3fff];
  if (beginsAt(bytes, 12, "VP8L")) {
    const bits = data.getUint32(21, true);
    return [(bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1];
  }
  if (beginsAt(bytes, 12, "VP8X"))
    return [1 + (data.getUint32(24, true) & 0xffffff), 1 + (data.getUint32(26, true) >>> 8)];
  return undefined;
}
