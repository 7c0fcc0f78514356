/**
 * What the functions of `cmath` give where a part is infinite or no number (C99, annex G).
 *
 * Rows are the real part, columns the imaginary part: -inf, negative, -0, 0, positive, inf, nan. An entry is the real
 * and the imaginary part of the result, a letter each; `..` has no entry, `EE` is outside the domain.
 */
import type { Complex } from "../../builtins/complex-arithmetic.ts";

export type SpecialName = keyof typeof TABLES;

const TABLES: Readonly<
  Record<"acos" | "acosh" | "asinh" | "atanh" | "cosh" | "exp" | "log" | "sinh" | "sqrt" | "tanh" | "rect", string>
> = {
  acos: "ti pi pi pj pj tj ni|hi .. .. .. .. hj nn|hi .. .. .. .. hj hn|hi .. .. .. .. hj hn|hi .. .. .. .. hj nn|qi 0i 0i 0j 0j qj ni|ni nn nn nn nn nj nn",
  acosh:
    "iT iP iP ip ip it in|iH .. .. .. .. ih nn|iH .. .. .. .. ih nn|iH .. .. .. .. ih nn|iH .. .. .. .. ih nn|iQ iz iz i0 i0 iq in|in nn nn nn nn in nn",
  asinh:
    "jQ jz jz j0 j0 jq jn|jH .. .. .. .. jh nn|jH .. .. .. .. jh nn|iH .. .. .. .. ih nn|iH .. .. .. .. ih nn|iQ iz iz i0 i0 iq in|in nn nz n0 nn in nn",
  atanh:
    "zH zH zH zh zh zh zn|zH .. .. .. .. zh nn|zH .. .. .. .. zh zn|0H .. .. .. .. 0h 0n|0H .. .. .. .. 0h nn|0H 0H 0H 0h 0h 0h 0n|0H nn nn nn nn 0h nn",
  cosh: "EE ji i0 iz jj EE in|EE .. .. .. .. EE nn|EE .. .. .. .. EE n0|EE .. .. .. .. EE n0|EE .. .. .. .. EE nn|EE jj iz i0 ji EE in|nn nn n0 n0 nn nn nn",
  exp: "00 zz 0z 00 z0 00 00|EE .. .. .. .. EE nn|EE .. .. .. .. EE nn|EE .. .. .. .. EE nn|EE .. .. .. .. EE nn|EE jj iz i0 ji EE in|nn nn nz n0 nn nn nn",
  log: "iT iP iP ip ip it in|iH .. .. .. .. ih nn|iH .. .. .. .. ih nn|iH .. .. .. .. ih nn|iH .. .. .. .. ih nn|iQ iz iz i0 i0 iq in|in nn nn nn nn in nn",
  sinh: "EE ij jz j0 ii EE in|EE .. .. .. .. EE nn|EE .. .. .. .. EE 0n|EE .. .. .. .. EE 0n|EE .. .. .. .. EE nn|EE jj iz i0 ji EE in|nn nn nz n0 nn nn nn",
  sqrt: "ij 0j 0j 0i 0i ii ni|ij .. .. .. .. ii nn|ij .. .. .. .. ii nn|ij .. .. .. .. ii nn|ij .. .. .. .. ii nn|ij iz iz i0 i0 ii in|ij nn nn nn nn ii nn",
  tanh: "m0 m0 mz m0 mz m0 m0|EE .. .. .. .. EE nn|EE .. .. .. .. EE nn|EE .. .. .. .. EE nn|EE .. .. .. .. EE nn|10 10 1z 10 1z 10 10|nn nn nz n0 nn nn nn",
  rect: "EE ii j0 jz ij EE in|EE .. .. .. .. EE nn|00 .. .. .. .. 00 00|00 .. .. .. .. 00 00|EE .. .. .. .. EE nn|EE jj iz i0 ji EE in|nn nn n0 n0 nn nn nn",
};

const PARTS: Readonly<Record<string, number>> = {
  0: 0,
  z: -0,
  1: 1,
  m: -1,
  i: Infinity,
  j: -Infinity,
  n: NaN,
  p: Math.PI,
  P: -Math.PI,
  h: Math.PI / 2,
  H: -Math.PI / 2,
  q: Math.PI / 4,
  Q: -Math.PI / 4,
  t: 0.75 * Math.PI,
  T: -0.75 * Math.PI,
};

function kind(x: number): number {
  if (Number.isNaN(x)) return 6;
  if (x === 0) return Object.is(x, -0) ? 2 : 3;
  if (x < 0) return x === -Infinity ? 0 : 1;
  return x === Infinity ? 5 : 4;
}

/** The result where a part of `z` is not finite: null outside the domain, undefined for finite `z`. */
export function specialValue(name: SpecialName, z: Complex): Complex | null | undefined {
  if (Number.isFinite(z.re) && Number.isFinite(z.im)) return undefined;
  const start = kind(z.re) * 21 + kind(z.im) * 3,
    table = TABLES[name];
  const re = PARTS[table[start] ?? ""],
    im = PARTS[table[start + 1] ?? ""];
  return re === undefined || im === undefined ? null : { re, im };
}
