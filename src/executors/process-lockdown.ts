/** Takes from a sandbox process what its Python needs not: a fault in the engine should find little to use. */

/** The globals of the language, and the few of the host that the engine uses. */
const KEPT: ReadonlySet<string> = new Set([
  ...[
    "Object",
    "Function",
    "Array",
    "Number",
    "String",
    "Boolean",
    "Symbol",
    "BigInt",
    "Date",
    "Promise",
    "RegExp",
    "Proxy",
    "Reflect",
    "JSON",
    "Math",
    "Intl",
  ],
  ...[
    "Map",
    "Set",
    "WeakMap",
    "WeakSet",
    "WeakRef",
    "FinalizationRegistry",
    "Iterator",
    "Atomics",
    "ArrayBuffer",
    "SharedArrayBuffer",
    "DataView",
  ],
  ...[
    "Int8Array",
    "Uint8Array",
    "Uint8ClampedArray",
    "Int16Array",
    "Uint16Array",
    "Int32Array",
    "Uint32Array",
    "Float32Array",
    "Float64Array",
    "BigInt64Array",
    "BigUint64Array",
  ],
  ...["Error", "AggregateError", "EvalError", "RangeError", "ReferenceError", "SyntaxError", "TypeError", "URIError"],
  ...[
    "globalThis",
    "Infinity",
    "NaN",
    "undefined",
    "isFinite",
    "isNaN",
    "parseFloat",
    "parseInt",
    "decodeURI",
    "decodeURIComponent",
    "encodeURI",
    "encodeURIComponent",
    "escape",
    "unescape",
    "eval",
  ],
  ...[
    "performance",
    "TextEncoder",
    "TextDecoder",
    "atob",
    "btoa",
    "setTimeout",
    "clearTimeout",
    "queueMicrotask",
    "DOMException",
    "AbortController",
    "AbortSignal",
    "crypto",
  ],
]);

/** Deletes every other global: `process`, `Buffer`, `fetch`, `WebAssembly` and what later versions add. Whoever needs one keeps it before. */
export function lockDown(): void {
  for (const key of Reflect.ownKeys(globalThis)) {
    if (typeof key === "string" && !KEPT.has(key)) Reflect.deleteProperty(globalThis, key);
  }
}
