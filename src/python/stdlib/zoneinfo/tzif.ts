/** Time zone files as `zic` writes them (RFC 8536). */
import { raise } from "../../runtime/raise.ts";
import { spend } from "../../runtime/limits.ts";
import { FixedRules, parseTzString } from "./tz-string.ts";
import { bisectRight, type LocalType, type ZoneRules } from "./zone-rules.ts";

class Cursor {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  position = 0;
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
  take(count: number): number {
    const at = this.position;
    if (at + count > this.bytes.length) throw raise.ValueError("Invalid TZif file: it ends too early");
    this.position += count;
    return at;
  }
}

interface Header {
  version: number;
  isUtCount: number;
  isStandardCount: number;
  leapCount: number;
  timeCount: number;
  typeCount: number;
  charCount: number;
}

function readHeader(cursor: Cursor): Header {
  const { view } = cursor;
  if (cursor.bytes.length < 4 || view.getUint32(cursor.position) !== 0x545a6966)
    throw raise.ValueError("Invalid TZif file: magic not found");
  const at = cursor.take(44);
  const version = view.getUint8(at + 4);
  const [isUtCount, isStandardCount, leapCount, timeCount, typeCount, charCount] = [20, 24, 28, 32, 36, 40].map(
    (offset) => view.getUint32(at + offset),
  ) as [number, number, number, number, number, number];
  return {
    version: version === 0 ? 1 : version - 48,
    isUtCount,
    isStandardCount,
    leapCount,
    timeCount,
    typeCount,
    charCount,
  };
}

export function parseTzif(bytes: Uint8Array): ZoneRules {
  spend(bytes.length >> 2);
  const cursor = new Cursor(bytes);
  let header = readHeader(cursor);
  let timeSize = 4;
  if (header.version >= 2) {
    // The first block is for old readers.
    const { timeCount, typeCount, leapCount, isStandardCount, isUtCount, charCount } = header;
    cursor.take(timeCount * 5 + typeCount * 6 + leapCount * 8 + isStandardCount + isUtCount + charCount);
    header = readHeader(cursor);
    timeSize = 8;
  }
  const { timeCount, typeCount, charCount } = header;
  const times = Array.from({ length: timeCount }, () => {
    const at = cursor.take(timeSize);
    return timeSize === 8 ? Number(cursor.view.getBigInt64(at)) : cursor.view.getInt32(at);
  });
  const indices = Array.from({ length: timeCount }, () => cursor.view.getUint8(cursor.take(1)));
  const raw = Array.from({ length: typeCount }, () => {
    const at = cursor.take(6);
    return {
      offset: cursor.view.getInt32(at),
      isDst: cursor.view.getUint8(at + 4) !== 0,
      name: cursor.view.getUint8(at + 5),
    };
  });
  const characters = cursor.take(charCount);
  const nameAt = (index: number): string => {
    const end = bytes.indexOf(0, characters + index);
    return String.fromCharCode(...bytes.subarray(characters + index, Math.min(end, characters + index + 64)));
  };
  cursor.take(header.leapCount * (timeSize + 4) + header.isStandardCount + header.isUtCount);
  let footer = "";
  if (header.version >= 2) {
    const rest = String.fromCharCode(...bytes.subarray(cursor.position, cursor.position + 4096));
    footer = rest.slice(1, rest.indexOf("\n", 1));
  }
  const summers = summerParts(indices, raw);
  const types: LocalType[] = raw.map(({ offset, name }, index) => ({
    offset,
    dst: summers[index] as number,
    name: nameAt(name),
  }));
  return makeRules(
    times,
    indices,
    types,
    raw.map(({ isDst }) => isDst),
    footer,
  );
}

/** How much of each offset is daylight saving time: the step from, or to, the standard time beside it. */
function summerParts(indices: readonly number[], types: readonly { offset: number; isDst: boolean }[]): number[] {
  const parts = new Array<number>(types.length).fill(0);
  for (let i = 1; i < indices.length; i++) {
    const index = indices[i] as number,
      type = types[index];
    if (type === undefined || !type.isDst || parts[index] !== 0) continue;
    const before = types[indices[i - 1] as number],
      after = types[indices[i + 1] as number];
    let part = before !== undefined && !before.isDst ? type.offset - before.offset : 0;
    if (part === 0 && after !== undefined) {
      if (after.isDst) continue;
      part = type.offset - after.offset;
    }
    parts[index] = part;
  }
  return parts.map((part, index) => (part === 0 && types[index]?.isDst === true ? 3600 : part));
}

function makeRules(
  times: number[],
  indices: number[],
  types: LocalType[],
  isDst: boolean[],
  footer: string,
): ZoneRules {
  const transitions = indices.map((index) => types[index] as LocalType);
  const before = types[isDst.indexOf(false)] ?? transitions[0];
  let after: ZoneRules;
  if (footer !== "") after = parseTzString(footer);
  else {
    const last = transitions[transitions.length - 1] ?? types[types.length - 1];
    if (last === undefined) throw raise.ValueError("No time zone information found.");
    after = new FixedRules(last);
  }
  if (times.length === 0 && (types.length <= 1 || footer !== "")) {
    return after;
  }
  return new TransitionRules(times, transitions, types[0] as LocalType, before, after, types.length);
}

class TransitionRules implements ZoneRules {
  readonly fixed: LocalType | null;
  readonly times: readonly number[];
  readonly transitions: readonly LocalType[];
  readonly before: LocalType | undefined;
  readonly after: ZoneRules;
  /** When the wall clock shows each transition: the earlier and the later of the two ways to see it. */
  readonly walls: readonly [number[], number[]];

  constructor(
    times: readonly number[],
    transitions: readonly LocalType[],
    first: LocalType,
    before: LocalType | undefined,
    after: ZoneRules,
    typeCount: number,
  ) {
    this.times = times;
    this.transitions = transitions;
    this.before = before;
    this.after = after;
    const same = (a: LocalType, b: LocalType): boolean => a.offset === b.offset && a.dst === b.dst && a.name === b.name;
    this.fixed = typeCount === 1 && after.fixed !== null && same(first, after.fixed) ? after.fixed : null;
    const folded: number[] = [],
      plain: number[] = [];
    times.forEach((time, i) => {
      const old = i === 0 ? (typeCount > 1 ? first : (transitions[0] as LocalType)) : (transitions[i - 1] as LocalType);
      const offsets = [old.offset, (transitions[i] as LocalType).offset];
      plain.push(time + Math.max(...offsets));
      folded.push(time + Math.min(...offsets));
    });
    this.walls = [plain, folded];
  }

  atWall(wall: number, year: number, fold: number): LocalType | undefined {
    const index = bisectRight(this.walls[fold === 1 ? 1 : 0], wall);
    if (index >= this.times.length) return this.after.atWall(wall, year, fold);
    return index < 1 ? this.before : this.transitions[index - 1];
  }

  atUtc(utc: number, year: number): { type: LocalType; fold: 0 | 1 } {
    const { times, transitions } = this;
    const first = transitions[0] as LocalType;
    if (times.length > 0 && utc < (times[0] as number)) return { type: this.before ?? first, fold: 0 };
    if (times.length === 0 || (utc > (times[times.length - 1] as number) && this.after.fixed === null))
      return this.after.atUtc(utc, year);
    const index = bisectRight(times, utc);
    const type = transitions[index - 1] as LocalType;
    const old = index >= 2 ? (transitions[index - 2] as LocalType) : (this.before ?? first);
    return { type, fold: old.offset - type.offset > utc - (times[index - 1] as number) ? 1 : 0 };
  }
}
