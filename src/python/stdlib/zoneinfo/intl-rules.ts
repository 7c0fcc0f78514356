/**
 * IANA's zones as the host's `Intl` knows them: it is asked for the local time at moments, and transitions are found between
 * them. A year's transitions are found when first needed and kept.
 */
import { spend } from "../../runtime/limits.ts";
import { EPOCH_ORDINAL, toOrdinal } from "../time/calendar.ts";
import type { LocalType, ZoneRules } from "./zone-rules.ts";

/** The short names that IANA has for what CLDR names at length; other zones show their offset. */
const SHORT_NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "Acre Standard Time": "-05",
    "Alaska Daylight Time": "AKDT",
    "Alaska Standard Time": "AKST",
    "Atlantic Daylight Time": "ADT",
    "Atlantic Standard Time": "AST",
    "Australian Central Daylight Time": "ACDT",
    "Australian Central Standard Time": "ACST",
    "Australian Eastern Daylight Time": "AEDT",
    "Australian Eastern Standard Time": "AEST",
    "Australian Western Daylight Time": "AWDT",
    "Australian Western Standard Time": "AWST",
    "British Summer Time": "BST",
    "Central Africa Time": "CAT",
    "Central Daylight Time": "CDT",
    "Central European Standard Time": "CET",
    "Central European Summer Time": "CEST",
    "Central Indonesia Time": "WITA",
    "Central Standard Time": "CST",
    "Chamorro Standard Time": "ChST",
    "China Daylight Time": "CDT",
    "China Standard Time": "CST",
    "Coordinated Universal Time": "UTC",
    "Cuba Daylight Time": "CDT",
    "Cuba Standard Time": "CST",
    "East Africa Time": "EAT",
    "Eastern Daylight Time": "EDT",
    "Eastern European Standard Time": "EET",
    "Eastern European Summer Time": "EEST",
    "Eastern Indonesia Time": "WIT",
    "Eastern Standard Time": "EST",
    "Greenwich Mean Time": "GMT",
    "Hawaii-Aleutian Daylight Time": "HDT",
    "Hawaii-Aleutian Standard Time": "HST",
    "Hong Kong Standard Time": "HKT",
    "Hong Kong Summer Time": "HKST",
    "India Standard Time": "IST",
    "Irish Standard Time": "IST",
    "Israel Daylight Time": "IDT",
    "Israel Standard Time": "IST",
    "Japan Daylight Time": "JDT",
    "Japan Standard Time": "JST",
    "Korean Daylight Time": "KDT",
    "Korean Standard Time": "KST",
    "Moscow Standard Time": "MSK",
    "Moscow Summer Time": "MSD",
    "Mountain Daylight Time": "MDT",
    "Mountain Standard Time": "MST",
    "New Zealand Daylight Time": "NZDT",
    "New Zealand Standard Time": "NZST",
    "Newfoundland Daylight Time": "NDT",
    "Newfoundland Standard Time": "NST",
    "Mexican Pacific Daylight Time": "MDT",
    "Mexican Pacific Standard Time": "MST",
    "Pacific Daylight Time": "PDT",
    "Pacific Standard Time": "PST",
    "Pakistan Standard Time": "PKT",
    "Philippine Standard Time": "PST",
    "Samoa Standard Time": "SST",
    "South Africa Standard Time": "SAST",
    "Taipei Standard Time": "CST",
    "West Africa Standard Time": "WAT",
    "West Africa Time": "WAT",
    "Western European Standard Time": "WET",
    "Western European Summer Time": "WEST",
    "Western Indonesia Time": "WIB",
  }),
);

/** What holds from a moment on, until the next. */
interface Segment {
  readonly from: number;
  readonly type: LocalType;
}

const YEARS_KEPT = 400;
const SECONDS_PER_DAY = 86_400;
/** Where looking begins and ends for the days between two looks: no zone changes twice within. */
const STRIDE_DAYS = 14;

export class IntlRules implements ZoneRules {
  readonly fixed: LocalType | null;
  readonly #clock: Intl.DateTimeFormat;
  readonly #names: Intl.DateTimeFormat;
  readonly #years = new Map<number, Segment[]>();

  private constructor(zone: string, isFixed: boolean) {
    this.#clock = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      calendar: "iso8601",
      numberingSystem: "latn",
      hourCycle: "h23",
      era: "short",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    this.#names = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "long" });
    this.fixed = isFixed ? this.#typeAt(0) : null;
  }

  /** The rules of a zone, or undefined when the host does not know it. */
  static find(zone: string): IntlRules | undefined {
    try {
      return new IntlRules(zone, zone === "UTC" || zone === "GMT" || zone.startsWith("Etc/"));
    } catch (error) {
      if (error instanceof RangeError) return undefined;
      throw error;
    }
  }

  /** Seconds east of Greenwich at a time in UTC. */
  #offsetAt(utc: number): number {
    spend(8);
    let year = 0,
      month = 0,
      day = 0,
      hour = 0,
      minute = 0,
      second = 0,
      isBefore = false;
    for (const { type, value } of this.#clock.formatToParts(utc * 1000)) {
      switch (type) {
        case "year":
          year = Number(value);
          break;
        case "month":
          month = Number(value);
          break;
        case "day":
          day = Number(value);
          break;
        case "hour":
          hour = Number(value) % 24;
          break;
        case "minute":
          minute = Number(value);
          break;
        case "second":
          second = Number(value);
          break;
        case "era":
          isBefore = value.startsWith("B");
          break;
        default:
      }
    }
    const ordinal = toOrdinal(isBefore ? 1 - year : year, month, day);
    return (ordinal - EPOCH_ORDINAL) * SECONDS_PER_DAY + hour * 3600 + minute * 60 + second - utc;
  }

  #typeAt(utc: number): LocalType {
    const offset = this.#offsetAt(utc);
    const long = this.#names.formatToParts(utc * 1000).find(({ type }) => type === "timeZoneName")?.value ?? "";
    const name = offset % 60 !== 0 && utc < -1e9 ? "LMT" : (SHORT_NAMES.get(long) ?? offsetName(offset));
    const isSummer = /Daylight|Summer/.test(long) || (long === "Irish Standard Time" && offset === 3600);
    return { offset, name, dst: isSummer ? -1 : 0 };
  }

  /** What holds in a year and around it, in order; the first segment begins before all. */
  #segments(year: number): Segment[] {
    let segments = this.#years.get(year);
    if (segments === undefined) {
      if (this.#years.size >= YEARS_KEPT) this.#years.clear();
      segments = this.#findSegments(
        (toOrdinal(year, 1, 1) - EPOCH_ORDINAL - 40) * SECONDS_PER_DAY,
        (toOrdinal(year + 1, 1, 1) - EPOCH_ORDINAL + 40) * SECONDS_PER_DAY,
      );
      this.#years.set(year, segments);
    }
    return segments;
  }

  #findSegments(start: number, end: number): Segment[] {
    const found: Segment[] = [{ from: -Infinity, type: this.#typeAt(start) }];
    let before = this.#offsetAt(start);
    for (let time = start; time < end; time += STRIDE_DAYS * SECONDS_PER_DAY) {
      const next = time + STRIDE_DAYS * SECONDS_PER_DAY;
      const after = this.#offsetAt(next);
      if (after === before) continue;
      let low = time,
        high = next;
      while (high - low > 1) {
        const middle = Math.floor((low + high) / 2);
        if (this.#offsetAt(middle) === before) low = middle;
        else high = middle;
      }
      found.push({ from: high, type: this.#typeAt(high) });
      before = after;
    }
    return withSummerParts(found);
  }

  atUtc(utc: number, year: number): { type: LocalType; fold: 0 | 1 } {
    const segments = this.#segments(year);
    let index = segments.length - 1;
    while (index > 0 && utc < (segments[index] as Segment).from) index--;
    const { type, from } = segments[index] as Segment;
    const old = segments[index - 1]?.type ?? type;
    return { type, fold: old.offset - type.offset > utc - from ? 1 : 0 };
  }

  atWall(wall: number, year: number, fold: number): LocalType {
    const segments = this.#segments(year);
    let index = segments.length - 1;
    for (; index > 0; index--) {
      const { from, type } = segments[index] as Segment;
      const offsets = [(segments[index - 1] as Segment).type.offset, type.offset];
      if (wall >= from + (fold === 1 ? Math.min(...offsets) : Math.max(...offsets))) break;
    }
    return (segments[index] as Segment).type;
  }
}

/** Daylight saving time is measured from the standard time beside it. */
function withSummerParts(segments: readonly Segment[]): Segment[] {
  return segments.map(({ from, type }, index) => {
    if (type.dst === 0) return { from, type };
    const beside = [segments[index - 1], segments[index + 1]].find((other) => other?.type.dst === 0)?.type;
    const part = beside === undefined || beside.offset === type.offset ? 3600 : type.offset - beside.offset;
    return { from, type: { ...type, dst: part } };
  });
}

/** `+04`, `-0330`. */
function offsetName(offset: number): string {
  const size = Math.abs(offset);
  const digits = (n: number): string => String(n).padStart(2, "0");
  const minutes = Math.floor(size / 60) % 60;
  return `${offset < 0 ? "-" : "+"}${digits(Math.floor(size / 3600))}${minutes === 0 ? "" : digits(minutes)}`;
}
