/** The bits of `re.RegexFlag`, with CPython's values: programs print and combine them as integers. */
export const TEMPLATE = 1;
export const IGNORECASE = 2;
export const LOCALE = 4;
export const MULTILINE = 8;
export const DOTALL = 16;
export const UNICODE = 32;
export const VERBOSE = 64;
export const DEBUG = 128;
export const ASCII = 256;

/** Of these at most one may hold in any place of a pattern. */
export const TYPE_FLAGS: number = ASCII | LOCALE | UNICODE;

/** Flags that cannot be switched for a part of a pattern only. */
export const GLOBAL_FLAGS: number = DEBUG | TEMPLATE;

/** The letters of `(?aiLmsux)`; `t` is undocumented but read by CPython 3.11. */
export const INLINE_FLAGS: ReadonlyMap<string, number> = new Map([
  ["i", IGNORECASE],
  ["L", LOCALE],
  ["m", MULTILINE],
  ["s", DOTALL],
  ["x", VERBOSE],
  ["a", ASCII],
  ["t", TEMPLATE],
  ["u", UNICODE],
]);

/** The flags inside `(?add-remove:...)`: a new type flag replaces the old one. */
export function combineFlags(flags: number, added: number, removed: number): number {
  const base = added & TYPE_FLAGS ? flags & ~TYPE_FLAGS : flags;
  return (base | added) & ~removed;
}
