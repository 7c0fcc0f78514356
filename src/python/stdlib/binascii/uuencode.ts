/** Lines of uuencode: a length, then six bits a character. */
import { ByteBuilder } from "../../builtins/text/byte-builder.ts";
import { binasciiError } from "./error-types.ts";

const SPACE = 32,
  GRAVE = 96;
const LONGEST_LINE = 45;

export function encodeUu(bytes: Uint8Array, withGrave: boolean): Uint8Array {
  if (bytes.length > LONGEST_LINE) throw binasciiError("At most 45 bytes at once");
  const digit = (value: number): number => (withGrave && value === 0 ? GRAVE : SPACE + value);
  const line = new ByteBuilder(64);
  line.push(digit(bytes.length));
  for (let index = 0; index < bytes.length; index += 3) {
    const word = ((bytes[index] ?? 0) << 16) | ((bytes[index + 1] ?? 0) << 8) | (bytes[index + 2] ?? 0);
    for (let shift = 18; shift >= 0; shift -= 6) line.push(digit((word >> shift) & 63));
  }
  line.push(10);
  return line.finish();
}

export function decodeUu(line: Uint8Array): Uint8Array {
  const result = new Uint8Array(((line[0] ?? 0) - SPACE) & 63);
  let position = 1,
    bits = 0,
    held = 0;
  for (let place = 0; place < result.length; position++) {
    held = (held << 6) | uuValue(line[position]);
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    result[place++] = held >> bits;
    held &= (1 << bits) - 1;
  }
  for (; position < line.length; position++) {
    if (![SPACE, GRAVE, 10, 13].includes(line[position] ?? 0)) throw binasciiError("Trailing garbage");
  }
  return result;
}

/** Behind the end of a line stand zeros: mailers strip trailing space. */
function uuValue(character: number | undefined): number {
  if (character === undefined || character === 10 || character === 13) return 0;
  if (character < SPACE || character > GRAVE) throw binasciiError("Illegal char");
  return (character - SPACE) & 63;
}
