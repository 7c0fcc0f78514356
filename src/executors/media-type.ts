/** What bytes are, told by how they begin. */

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
export function sniffMediaType(bytes: Uint8Array): string | undefined {
  return SIGNATURES.find((signature) => beginsAt(bytes, signature.at, signature.bytes))?.mediaType;
}

/** Whether these bytes stand there; "." stands for any byte. */
export function beginsAt(bytes: Uint8Array, offset: number, wanted: string): boolean {
  if (bytes.length < offset + wanted.length) return false;
  for (let index = 0; index < wanted.length; index++) {
    if (wanted[index] !== "." && bytes[offset + index] !== wanted.charCodeAt(index)) return false;
  }
  return true;
}
