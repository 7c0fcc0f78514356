/** The module `itertools`. */
import { functions, names } from "../../runtime/define.ts";
import type { NamespaceDict } from "../../runtime/dict.ts";
import { combinationsType, permutationsType, productType, repeatedCombinationsType } from "./combinatorics.ts";
import {
  accumulateType,
  compressType,
  dropWhileType,
  filterFalseType,
  groupByType,
  grouperType,
  starMapType,
  takeWhileType,
} from "./filters.ts";
import {
  batchedType,
  chainType,
  countType,
  cycleType,
  isliceType,
  pairwiseType,
  repeatType,
  tee,
  teeType,
  zipLongestType,
} from "./sequences.ts";

const TYPES = [
  accumulateType,
  batchedType,
  chainType,
  combinationsType,
  repeatedCombinationsType,
  compressType,
  countType,
  cycleType,
  dropWhileType,
  filterFalseType,
  groupByType,
  grouperType,
  isliceType,
  pairwiseType,
  permutationsType,
  productType,
  repeatType,
  starMapType,
  takeWhileType,
  teeType,
  zipLongestType,
];

export function load(globals: NamespaceDict): void {
  names(globals, Object.fromEntries(TYPES.map((type) => [type.name, type])));
  functions(globals, "itertools", { "tee(iterable, n=2, /)": tee });
}
