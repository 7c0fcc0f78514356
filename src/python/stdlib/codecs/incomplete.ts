/** How much of the end of some bytes is the beginning of a character whose rest may come with the next ones. */

/** By the module name of an encoding, such as `utf_8`. */
export function incompleteSize(bytes: Uint8Array, encoding: string): number {
  switch (encoding) {
    case "utf_8":
    case "utf_8_sig":
      return incompleteUtf8(bytes);
    case "utf_16":
      return bytes.length < 2 ? bytes.length : incompleteUtf16(bytes, bytes[0] === 0xfe && bytes[1] === 0xff ? 0 : 1);
    case "utf_16_le":
      return incompleteUtf16(bytes, 1);
    case "utf_16_be":
      return incompleteUtf16(bytes, 0);
    case "utf_7":
      return incompleteUtf7(bytes);
    case "unicode_escape":
      return incompleteEscape(bytes, { x: 2, u: 4, U: 8, N: Infinity });
    case "raw_unicode_escape":
      return incompleteEscape(bytes, { u: 4, U: 8 });
    case "utf_32":
    case "utf_32_le":
    case "utf_32_be":
      return bytes.length % 4;
    default:
      return 0;
  }
}

function incompleteUtf8(bytes: Uint8Array): number {
  const { length } = bytes;
  for (let back = 1; back <= Math.min(3, length); back++) {
    const byte = bytes[length - back] as number;
    if (byte < 0x80) return 0;
    if (byte < 0xc0) continue;
    const size = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    if (byte < 0xc2 || byte > 0xf4 || size <= back) return 0;
    // What cannot become a character is an error already.
    const second = back > 1 ? (bytes[length - back + 1] as number) : undefined;
    return second !== undefined && !isSecond(byte, second) ? 0 : back;
  }
  return 0;
}

function isSecond(first: number, second: number): boolean {
  if (first === 0xe0) return second >= 0xa0;
  if (first === 0xf0) return second >= 0x90;
  return first !== 0xf4 || second < 0x90;
}

function incompleteUtf16(bytes: Uint8Array, high: 0 | 1): number {
  const odd = bytes.length % 2,
    last = bytes.length - odd - 2;
  const byte = last >= 0 ? (bytes[last + high] as number) : 0;
  return odd + (byte >= 0xd8 && byte < 0xdc ? 2 : 0);
}

/** A shift into base 64 that has no end yet. */
function incompleteUtf7(bytes: Uint8Array): number {
  for (let place = bytes.indexOf(43); place >= 0; place = bytes.indexOf(43, place)) {
    const start = place++;
    while (/[A-Za-z0-9+/]/.test(String.fromCharCode(bytes[place] ?? 0))) place++;
    if (place >= bytes.length) return place - start;
  }
  return 0;
}

/** A backslash with fewer digits than its letter asks for, or a name that is not closed. */
function incompleteEscape(bytes: Uint8Array, sizes: Readonly<Record<string, number>>): number {
  for (let place = bytes.indexOf(92); place >= 0; place = bytes.indexOf(92, place + 2)) {
    const left = bytes.length - place,
      size = left < 2 ? 1 : (sizes[String.fromCharCode(bytes[place + 1] as number)] ?? 0);
    if (left >= size + 2) continue;
    const rest = String.fromCharCode(...bytes.subarray(place + 2, place + 80));
    if (size === Infinity ? /^(?:$|\{[^}]*$)/.test(rest) : /^[0-9A-Fa-f]*$/.test(rest)) return left;
  }
  return 0;
}
