/** The module `colorsys`. */
import { divideFloats } from "../runtime/arithmetic.ts";
import { functions, names } from "../runtime/define.ts";
import type { NamespaceDict } from "../runtime/dict.ts";
import { getAttribute } from "../runtime/attributes.ts";
import { raise } from "../runtime/raise.ts";
import { typeOf } from "../runtime/type-table.ts";
import { PyFloat, PyList, PyTuple, type PyValue } from "../runtime/values.ts";
import { doubleOrNot } from "../builtins/numbers.ts";

const ONE_THIRD = 1 / 3,
  ONE_SIXTH = 1 / 6,
  TWO_THIRD = 2 / 3;

export function load(globals: NamespaceDict): void {
  names(globals, {
    ONE_THIRD: new PyFloat(ONE_THIRD),
    ONE_SIXTH: new PyFloat(ONE_SIXTH),
    TWO_THIRD: new PyFloat(TWO_THIRD),
    __all__: new PyList(["rgb_to_yiq", "yiq_to_rgb", "rgb_to_hls", "hls_to_rgb", "rgb_to_hsv", "hsv_to_rgb"]),
  });
  functions(globals, "colorsys", {
    "rgb_to_yiq(r, g, b)": over((r, g, b) => {
      const y = 0.3 * r + 0.59 * g + 0.11 * b;
      return [y, 0.74 * (r - y) - 0.27 * (b - y), 0.48 * (r - y) + 0.41 * (b - y)];
    }),
    "yiq_to_rgb(y, i, q)": over((y, i, q) => [
      clamp(y + 0.9468822170900693 * i + 0.6235565819861433 * q),
      clamp(y - 0.27478764629897834 * i - 0.6356910791873801 * q),
      clamp(y - 1.1085450346420322 * i + 1.7090069284064666 * q),
    ]),
    "rgb_to_hls(r, g, b)": over(toHls),
    "hls_to_rgb(h, l, s)": over((h, l, s) => {
      if (s === 0) return [l, l, l];
      const m2 = l <= 0.5 ? l * (1 + s) : l + s - l * s,
        m1 = 2 * l - m2;
      return [hueLevel(m1, m2, h + ONE_THIRD), hueLevel(m1, m2, h), hueLevel(m1, m2, h - ONE_THIRD)];
    }),
    "rgb_to_hsv(r, g, b)": over((r, g, b) => {
      const most = Math.max(r, g, b),
        least = Math.min(r, g, b);
      if (least === most) return [0, 0, most];
      return [hue(r, g, b, most, most - least), divideFloats(most - least, most), most];
    }),
    "hsv_to_rgb(h, s, v)": over((h, s, v) => {
      if (s === 0) return [v, v, v];
      const sector = Math.trunc(h * 6),
        rest = h * 6 - sector;
      const p = v * (1 - s),
        q = v * (1 - s * rest),
        t = v * (1 - s * (1 - rest));
      const sectors = [
        [v, t, p],
        [q, v, p],
        [p, v, t],
        [p, q, v],
        [t, p, v],
        [v, p, q],
      ];
      return sectors[((sector % 6) + 6) % 6] as number[];
    }),
  });
}

/** A function of three numbers that gives three floats. */
function over(compute: (a: number, b: number, c: number) => number[]): (a: PyValue, b: PyValue, c: PyValue) => PyTuple {
  return (...values) => {
    const [a = 0, b = 0, c = 0] = values.map(toDouble);
    return new PyTuple(compute(a, b, c).map((x) => new PyFloat(x)));
  };
}

function toDouble(value: PyValue): number {
  const x = doubleOrNot(value);
  if (x === undefined) {
    getAttribute(value, "__mul__");
    throw raise.TypeError(`must be real number, not ${typeOf(value).shown}`);
  }
  return x;
}

function clamp(x: number): number {
  return x < 0 ? 0 : x > 1 ? 1 : x;
}

function modulo1(x: number): number {
  const rest = x % 1;
  return rest < 0 ? rest + 1 : rest;
}

function hue(r: number, g: number, b: number, most: number, range: number): number {
  const rc = (most - r) / range,
    gc = (most - g) / range,
    bc = (most - b) / range;
  return modulo1((r === most ? bc - gc : g === most ? 2 + rc - bc : 4 + gc - rc) / 6);
}

function toHls(r: number, g: number, b: number): number[] {
  const most = Math.max(r, g, b),
    least = Math.min(r, g, b);
  const sum = most + least,
    range = most - least,
    lightness = sum / 2;
  if (least === most) return [0, lightness, 0];
  return [
    hue(r, g, b, most, range),
    lightness,
    lightness <= 0.5 ? divideFloats(range, sum) : divideFloats(range, 2 - most - least),
  ];
}

function hueLevel(m1: number, m2: number, h: number): number {
  const x = modulo1(h);
  if (x < ONE_SIXTH) return m1 + (m2 - m1) * x * 6;
  if (x < 0.5) return m2;
  return x < TWO_THIRD ? m1 + (m2 - m1) * (TWO_THIRD - x) * 6 : m1;
}
