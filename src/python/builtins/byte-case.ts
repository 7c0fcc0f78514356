/** Letters in bytes are those of ASCII. */
import { chargeEach, chargeScan, reserveBytes } from "./text-size.ts";

export function isUpperByte(byte: number): boolean {
  return byte >= 65 && byte <= 90;
}

export function isLowerByte(byte: number): boolean {
  return byte >= 97 && byte <= 122;
}

export function isLetterByte(byte: number): boolean {
  return isUpperByte(byte) || isLowerByte(byte);
}

export function isDigitByte(byte: number): boolean {
  return byte >= 48 && byte <= 57;
}

function map(bytes: Uint8Array, change: (byte: number, index: number) => number): Uint8Array {
  chargeEach(bytes.length);
  reserveBytes(bytes.length);
  return bytes.map(change);
}

function toUpper(byte: number): number {
  return isLowerByte(byte) ? byte - 32 : byte;
}

function toLower(byte: number): number {
  return isUpperByte(byte) ? byte + 32 : byte;
}

export function upperBytes(bytes: Uint8Array): Uint8Array {
  return map(bytes, toUpper);
}

export function lowerBytes(bytes: Uint8Array): Uint8Array {
  return map(bytes, toLower);
}

export function swapcaseBytes(bytes: Uint8Array): Uint8Array {
  return map(bytes, (byte) => (isLetterByte(byte) ? byte ^ 32 : byte));
}

export function capitalizeBytes(bytes: Uint8Array): Uint8Array {
  return map(bytes, (byte, index) => (index === 0 ? toUpper(byte) : toLower(byte)));
}

export function titleBytes(bytes: Uint8Array): Uint8Array {
  let isWithinWord = false;
  return map(bytes, (byte) => {
    const mapped = isWithinWord ? toLower(byte) : toUpper(byte);
    isWithinWord = isLetterByte(byte);
    return mapped;
  });
}

/** At least one letter of the wanted case, and none of the other. */
export function isCaseBytes(bytes: Uint8Array, isWanted: (byte: number) => boolean): boolean {
  chargeScan(bytes.length);
  let hasWanted = false;
  for (const byte of bytes) {
    if (!isLetterByte(byte)) continue;
    if (!isWanted(byte)) return false;
    hasWanted = true;
  }
  return hasWanted;
}

export function isTitleBytes(bytes: Uint8Array): boolean {
  chargeScan(bytes.length);
  let isWithinWord = false,
    hasWord = false;
  for (const byte of bytes) {
    if (isUpperByte(byte) ? isWithinWord : isLowerByte(byte) && !isWithinWord) return false;
    isWithinWord = isLetterByte(byte);
    hasWord ||= isWithinWord;
  }
  return hasWord;
}
