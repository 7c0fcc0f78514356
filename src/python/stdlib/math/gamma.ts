/** gamma and lgamma, by Lanczos' approximation with the coefficients (N = 13) that CPython uses, so that the digits agree. */
import { exp, log, power, sin } from "../../runtime/elementary.ts";

const G = 6.02468004077672958374;
const NUMERATOR = [
  23531376880.41075968857200767, 42919803642.64909876895789904, 35711959237.35566804944018545,
  17921034426.03720969991975575, 6039542586.352028005064291644, 1439720407.311721673663223073,
  248874557.8620541565114603864, 31426415.58540019438061423162, 2876370.628935372441225409052,
  186056.2653952234950402949897, 8071.672002365816210638002902, 210.8242777515793458725097339,
  2.506628274631000270164908177,
];
const DENOMINATOR = [
  0, 39916800, 120543840, 150917976, 105258076, 45995730, 13339535, 2637558, 357423, 32670, 1925, 66, 1,
];

/** The quotient of the two polynomials; for large x in powers of 1/x, lest they overflow. */
function lanczosSum(x: number): number {
  let top = 0,
    bottom = 0;
  if (x < 5) {
    for (let i = NUMERATOR.length - 1; i >= 0; i--) {
      top = top * x + (NUMERATOR[i] as number);
      bottom = bottom * x + (DENOMINATOR[i] as number);
    }
  } else {
    for (let i = 0; i < NUMERATOR.length; i++) {
      top = top / x + (NUMERATOR[i] as number);
      bottom = bottom / x + (DENOMINATOR[i] as number);
    }
  }
  return top / bottom;
}

/** sin(pi x), exact in the zeros and accurate near them. */
export function sinPi(x: number): number {
  const y = Math.abs(x) % 2;
  const quarter = Math.round(2 * y);
  let result: number;
  if (quarter === 0) result = sin(Math.PI * y);
  else if (quarter === 1) result = Math.sin(Math.PI / 2 + Math.PI * (y - 0.5));
  else if (quarter === 2) result = sin(Math.PI * (1 - y));
  else if (quarter === 3) result = -Math.cos(Math.PI * (y - 1.5));
  else result = sin(Math.PI * (y - 2));
  return x < 0 || Object.is(x, -0) ? -result : result;
}

const LARGEST_FACTORIAL = 23;

/** gamma(x); NaN where it has a pole. */
export function gamma(x: number): number {
  if (!Number.isFinite(x)) return x === -Infinity ? Number.NaN : x;
  if (x === 0) return 1 / x;
  if (Number.isInteger(x)) {
    if (x < 0) return Number.NaN;
    if (x <= LARGEST_FACTORIAL) {
      let product = 1;
      for (let i = 2; i < x; i++) product *= i;
      return product;
    }
  }
  const size = Math.abs(x);
  if (size < 1e-20) return 1 / x;
  if (size > 200) return x < 0 ? 0 / sinPi(x) : Infinity;
  // y is exact: the rest of the two summands comes back as a correction.
  const y = size + (G - 0.5);
  const lost = size > G - 0.5 ? y - size - (G - 0.5) : y - (G - 0.5) - size;
  const z = (lost * G) / y;
  let result: number;
  if (x < 0) {
    result = ((-Math.PI / sinPi(size) / size) * exp(y)) / lanczosSum(size);
    result -= z * result;
    result =
      size < 140 ? result / power(y, size - 0.5) : result / power(y, size / 2 - 0.25) / power(y, size / 2 - 0.25);
  } else {
    result = lanczosSum(size) / exp(y);
    result += z * result;
    result =
      size < 140 ? result * power(y, size - 0.5) : result * power(y, size / 2 - 0.25) * power(y, size / 2 - 0.25);
  }
  return result;
}

/** log(|gamma(x)|); infinite where gamma has a pole. */
export function lgamma(x: number): number {
  if (!Number.isFinite(x)) return Number.isNaN(x) ? x : Infinity;
  if (x === Math.floor(x) && x <= 2) return x <= 0 ? Infinity : 0;
  const size = Math.abs(x);
  if (size < 1e-20) return -log(size);
  let result = log(lanczosSum(size)) - G;
  result += (size - 0.5) * (log(size + G - 0.5) - 1);
  if (x < 0) result = log(Math.PI) - log(Math.abs(sinPi(size))) - log(size) - result;
  return result;
}
