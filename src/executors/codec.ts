/**
 * The one tagged JSON codec: frames between host and sandbox, and the log of a run, are written with it.
 *
 * Plain JSON stays itself. What JSON lacks becomes an object with one key that starts with "$": `{"$bigint": "12"}`,
 * `{"$bytes": base64}`, `{"$map": [[key, value], ...]}`, `{"$set": [...]}`, `{"$date": ms}`, `{"$number": "NaN"}`, `{"$undefined": 1}`,
 * `{"$media": {...}}`, `{"$handle": {...}}`, `{"$function": id}`. A program's own object of that look is escaped as `{"$object": [[key, value]]}`,
 * so every value survives both ways. Decoding treats its input as hostile: capped depth and size, no prototype is ever written to.
 */
import { ThreadsnakeError } from "../errors.ts";
import { fromBase64, toBase64 } from "./base64.ts";
import { Handle, Media } from "./media.ts";

export type JsonValue = null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue };

export interface CodecOptions {
  /** Nesting of the value, not of its JSON. Default 500. */
  maxDepth?: number | undefined;
  /** An estimate of the size in memory and on the wire. Default 32 MiB. */
  maxBytes?: number | undefined;
}

export interface EncodeOptions extends CodecOptions {
  /** Names a function that the other side may call; without it functions are refused. */
  functionId?: ((fn: (...args: never[]) => unknown) => number) | undefined;
  /** Gives an object that is not plain data a handle, `undefined` to refuse it. */
  handleFor?: ((object: object) => Handle | undefined) | undefined;
}

export interface DecodeOptions extends CodecOptions {
  functionFor?: ((id: number) => unknown) | undefined;
  /** Turns a handle back into what it stands for; without it the Handle itself is the value. */
  fromHandle?: ((handle: Handle) => unknown) | undefined;
}

/** A value that cannot cross: a cycle, too deep, too large, or no data at all. */
export class CodecError extends ThreadsnakeError {
  constructor(message: string, hint?: string) {
    super(message, { code: "value-not-data", hint });
  }
}

const DEFAULT_DEPTH = 500;
const DEFAULT_BYTES = 32 << 20;
/** What any value costs beside its text: bounds the number of nodes of a shared structure that unfolds. */
const NODE_COST = 32;
const HEX_FROM_BITS = 1000n;

/** The JSON form of `value`. Throws CodecError for a cycle, for what is no data, and above the caps. */
export function encode(value: unknown, options: EncodeOptions = {}): JsonValue {
  return new Encoder(options).encode(value, 0);
}

/** The value of a JSON form. Objects come back with a null prototype; never throws anything but CodecError. */
export function decode(json: unknown, options: DecodeOptions = {}): unknown {
  return new Decoder(options).decode(json, 0);
}

/** `encode` as text. */
export function stringify(value: unknown, options: EncodeOptions = {}): string {
  return JSON.stringify(encode(value, options));
}

/** The value of a text that `stringify` wrote. */
export function parse(text: string, options: DecodeOptions = {}): unknown {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new CodecError(
      `not JSON: ${JSON.stringify(text.slice(0, 40))}`,
      cause instanceof RangeError ? "The text is nested too deeply." : undefined,
    );
  }
  return decode(json, options);
}

class Budget {
  readonly maxDepth: number;
  readonly maxBytes: number;
  private left: number;

  constructor(options: CodecOptions) {
    this.maxDepth = options.maxDepth ?? DEFAULT_DEPTH;
    this.maxBytes = options.maxBytes ?? DEFAULT_BYTES;
    this.left = this.maxBytes;
  }

  spend(bytes: number): void {
    this.left -= bytes;
    if (this.left < 0)
      throw new CodecError(
        `the value is too large to pass on (more than ${this.maxBytes} bytes)`,
        "Pass a smaller part of it.",
      );
  }

  enter(depth: number): void {
    if (depth >= this.maxDepth)
      throw new CodecError(
        `the value is nested too deeply to pass on (more than ${this.maxDepth} levels)`,
        "Pass a flatter structure.",
      );
  }
}

class Encoder {
  private readonly budget: Budget;
  private readonly options: EncodeOptions;
  /** The containers around the current value: meeting one again is a cycle. */
  private readonly open = new Set<object>();

  constructor(options: EncodeOptions) {
    this.options = options;
    this.budget = new Budget(options);
  }

  encode(value: unknown, depth: number): JsonValue {
    this.budget.spend(NODE_COST);
    switch (typeof value) {
      case "string":
        this.budget.spend(value.length);
        return value;
      case "number":
        if (Number.isFinite(value) && !Object.is(value, -0)) return value;
        return { $number: Object.is(value, -0) ? "-0" : String(value) };
      case "boolean":
        return value;
      case "undefined":
        return { $undefined: 1 };
      case "bigint":
        return { $bigint: this.bigint(value) };
      case "object":
        return value === null ? null : this.object(value, depth);
      case "function":
        return this.function(value as (...args: never[]) => unknown);
      default:
        throw new CodecError(`a ${typeof value} is not data and cannot be passed on`);
    }
  }

  private bigint(value: bigint): string {
    const magnitude = value < 0n ? -value : value;
    const sign = value < 0n ? "-" : "";
    // Hexadecimal is linear to write and to read; decimal is for people, as long as it is short.
    const text = magnitude >> HEX_FROM_BITS ? `${sign}0x${magnitude.toString(16)}` : value.toString();
    this.budget.spend(text.length);
    return text;
  }

  private function(fn: (...args: never[]) => unknown): JsonValue {
    const id = this.options.functionId?.(fn);
    if (id === undefined)
      throw new CodecError("a function is not data and cannot be passed on", "Call it and pass its result.");
    return { $function: id };
  }

  private object(value: object, depth: number): JsonValue {
    this.budget.enter(depth);
    if (value instanceof Handle) return { $handle: { kind: value.kind, id: value.id, label: value.label } };
    if (value instanceof Uint8Array) return { $bytes: this.bytes(value) };
    if (value instanceof Date) return { $date: Number.isNaN(value.getTime()) ? null : value.getTime() };
    if (this.open.has(value))
      throw new CodecError("the value contains itself and cannot be passed on", "Pass a structure without cycles.");
    this.open.add(value);
    const json = this.container(value, depth + 1);
    this.open.delete(value);
    return json;
  }

  private container(value: object, depth: number): JsonValue {
    if (Array.isArray(value)) return Array.from(value as unknown[], (item) => this.encode(item, depth));
    if (value instanceof Map)
      return {
        $map: Array.from(value as Map<unknown, unknown>, ([key, item]) => [
          this.encode(key, depth),
          this.encode(item, depth),
        ]),
      };
    if (value instanceof Set) return { $set: Array.from(value as Set<unknown>, (item) => this.encode(item, depth)) };
    if (isPlain(value)) return this.plain(value, depth);
    const handle = this.options.handleFor?.(value);
    if (handle !== undefined) return { $handle: { kind: handle.kind, id: handle.id, label: handle.label } };
    if (value instanceof Media) return { $media: this.media(value) };
    if (value instanceof ArrayBuffer) return { $bytes: this.bytes(new Uint8Array(value)) };
    if (ArrayBuffer.isView(value) && !(value instanceof DataView))
      return Array.from(value as Float64Array, (item) => this.encode(item, depth));
    throw new CodecError(
      `a ${constructorName(value)} is not data and cannot be passed on`,
      "Use plain objects, arrays, strings, numbers, Map, Set, Date or Uint8Array.",
    );
  }

  private media({ kind, mediaType: type, data, url }: Media): JsonValue {
    return { kind, type, data: this.bytes(data), ...(url === undefined ? {} : { url }) };
  }

  private plain(value: object, depth: number): JsonValue {
    const keys = Object.keys(value);
    const record = value as Record<string, unknown>;
    if (keys.length === 1 && keys[0]?.startsWith("$"))
      return { $object: [[keys[0], this.encode(record[keys[0]], depth)]] };
    const json = Object.create(null) as { [key: string]: JsonValue };
    for (const key of keys) {
      this.budget.spend(key.length);
      json[key] = this.encode(record[key], depth);
    }
    return json;
  }

  private bytes(data: Uint8Array): string {
    this.budget.spend(Math.ceil(data.length / 3) * 4);
    return toBase64(data);
  }
}

class Decoder {
  private readonly budget: Budget;
  private readonly options: DecodeOptions;

  constructor(options: DecodeOptions) {
    this.options = options;
    this.budget = new Budget(options);
  }

  decode(json: unknown, depth: number): unknown {
    this.budget.spend(NODE_COST);
    switch (typeof json) {
      case "string":
        this.budget.spend(json.length);
        return json;
      case "number":
      case "boolean":
        return json;
      case "object":
        if (json === null) return null;
        this.budget.enter(depth);
        return Array.isArray(json)
          ? json.map((item) => this.decode(item, depth + 1))
          : this.object(json as Record<string, unknown>, depth + 1);
      default:
        throw new CodecError(`not JSON: ${typeof json}`);
    }
  }

  private object(json: Record<string, unknown>, depth: number): unknown {
    const keys = Object.keys(json);
    if (keys.length === 1 && keys[0]?.startsWith("$")) {
      const read = Object.hasOwn(TAGS, keys[0]) ? TAGS[keys[0]] : undefined;
      if (read === undefined) throw new CodecError(`unknown tag ${JSON.stringify(keys[0].slice(0, 40))}`);
      return read(this, json[keys[0]], depth);
    }
    const value = Object.create(null) as Record<string, unknown>;
    for (const key of keys) {
      this.budget.spend(key.length);
      value[key] = this.decode(json[key], depth);
    }
    return notAwaitable(value);
  }

  string(json: unknown): string {
    if (typeof json !== "string") throw new CodecError("a tag holds something other than its text");
    this.budget.spend(json.length);
    return json;
  }

  list(json: unknown, depth: number): unknown[] {
    if (!Array.isArray(json)) throw new CodecError("a tag holds something other than its list");
    return json.map((item) => this.decode(item, depth));
  }

  pairs(json: unknown, depth: number): Array<[unknown, unknown]> {
    if (!Array.isArray(json)) throw new CodecError("a tag holds something other than its list of pairs");
    return json.map((pair) => {
      if (!Array.isArray(pair) || pair.length !== 2)
        throw new CodecError("a tag holds something other than its list of pairs");
      return [this.decode(pair[0], depth), this.decode(pair[1], depth)];
    });
  }

  record(json: unknown): Record<string, unknown> {
    if (typeof json !== "object" || json === null || Array.isArray(json))
      throw new CodecError("a tag holds something other than its object");
    return json as Record<string, unknown>;
  }

  handle(handle: Handle): unknown {
    return this.options.fromHandle === undefined ? handle : this.options.fromHandle(handle);
  }

  function(id: unknown): unknown {
    if (!Number.isSafeInteger(id) || this.options.functionFor === undefined)
      throw new CodecError("a function is not expected here");
    return this.options.functionFor(id as number);
  }
}

const NUMBERS: ReadonlyMap<unknown, number> = new Map([
  ["NaN", NaN],
  ["Infinity", Infinity],
  ["-Infinity", -Infinity],
  ["-0", -0],
]);

const TAGS: Readonly<Record<string, (decoder: Decoder, json: unknown, depth: number) => unknown>> = {
  $undefined: () => undefined,
  $number(_decoder, json) {
    const value = NUMBERS.get(json);
    if (value === undefined) throw new CodecError("$number holds no special number");
    return value;
  },
  $bigint(decoder, json) {
    const match = /^(-?)(\d{1,400}|0x[0-9a-f]+)$/.exec(decoder.string(json));
    if (match?.[2] === undefined) throw new CodecError("$bigint holds no integer");
    return match[1] === "-" ? -BigInt(match[2]) : BigInt(match[2]);
  },
  $bytes: (decoder, json) => readBase64(decoder.string(json)),
  $date(_decoder, json) {
    if (json !== null && typeof json !== "number") throw new CodecError("$date holds no time");
    return new Date(json ?? NaN);
  },
  $map: (decoder, json, depth) => new Map(decoder.pairs(json, depth)),
  $set: (decoder, json, depth) => new Set(decoder.list(json, depth)),
  $object(decoder, json, depth) {
    const value = Object.create(null) as Record<string, unknown>;
    for (const [key, item] of decoder.pairs(json, depth)) {
      if (typeof key !== "string") throw new CodecError("$object holds a key that is not a string");
      value[key] = item;
    }
    return notAwaitable(value);
  },
  $media(decoder, json) {
    const { kind, type, data, url } = decoder.record(json);
    if (kind !== "image" && kind !== "audio") throw new CodecError("$media holds no image and no audio");
    const bytes = readBase64(decoder.string(data));
    return new Media(kind, decoder.string(type), bytes, url === undefined ? undefined : decoder.string(url));
  },
  $handle(decoder, json) {
    const { kind, id, label } = decoder.record(json);
    return decoder.handle(new Handle(decoder.string(kind), decoder.string(id), decoder.string(label)));
  },
  $function: (decoder, json) => decoder.function(json),
};

/** Whoever awaits an object with such a function would call it. */
function notAwaitable(value: Record<string, unknown>): Record<string, unknown> {
  if (typeof value["then"] === "function")
    throw new CodecError("an object with a function named then cannot be passed on");
  return value;
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value) as object | null;
  // An object of another realm (`node:vm`, a frame) is as plain: its prototype is the top of its chain.
  return (
    prototype === null ||
    prototype === Object.prototype ||
    (Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, "isPrototypeOf"))
  );
}

function constructorName(value: object): string {
  const name: unknown = (value as { constructor?: { name?: unknown } }).constructor?.name;
  return typeof name === "string" && name !== "" ? name.slice(0, 60) : "host object";
}

function readBase64(text: string): Uint8Array {
  try {
    return fromBase64(text);
  } catch {
    throw new CodecError("bytes are not written as base64");
  }
}
