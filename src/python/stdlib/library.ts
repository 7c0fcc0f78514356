/** Loads standard modules on demand; nothing is loaded until something imports it. */
import type { StandardLibrary, StandardModule } from "../runtime/interpreter.ts";
import { MODULES } from "./index.ts";

/** Module names that a source imports, as far as its text tells. */
export function importedNames(source: string): Set<string> {
  const names = new Set<string>();
  for (const [, from, imported, plain] of source.matchAll(IMPORT)) {
    if (from !== undefined) {
      names.add(from);
      for (const part of (imported ?? "").split(",")) names.add(`${from}.${part.trim().split(/\s/)[0]}`);
    }
    for (const part of (plain ?? "").split(",")) names.add(part.trim().split(/\s/)[0] ?? "");
  }
  names.delete("");
  return names;
}
const IMPORT = /(?:^|[;:])[ \t]*(?:from[ \t]+([\w.]+)[ \t]+import[ \t]+\(?([^\n#]*)|import[ \t]+([^\n#;]*))/gm;
/** Type parameters and aliases (PEP 695) are made by typing, which nobody imports for them. */
const GENERIC = /^[ \t]*(?:(?:async[ \t]+)?def|class|type)[ \t]+\w+[ \t]*[[=]/m;
/** Words after which any module may be asked for; `re.compile` and other attributes of such a name are none. */
const DYNAMIC =
  /\b(?:__import__|import_module|import_fresh_module|importlib|builtins|__builtins__)\b|(?<!\.)\b(?:exec|compile)\b/;
/** What says at once which module it wants, or runs a short text that can be read here. */
const SPELT_OUT =
  /\b(?:importlib\.)?(?:import_module|__import__)\([ \t]*(["'])([\w.]+)\1[ \t]*\)|(?<!\.)\b(?:exec|compile)\([ \t]*(["'])(?:(?!\3|\\|import)[^\n])*\3(?=[ \t]*[,)])/g;
/** Mentions of importlib that import nothing themselves. */
const HARMLESS =
  /\bimport[ \t]+importlib(?:\.\w+)*(?=[ \t]*(?:[\n,;#]|$))|\bfrom[ \t]+importlib[ \t]+import[ \t]+import_module(?=[ \t]*(?:[\n;#]|$))|\b(?:from[ \t]+)?importlib\.(?!import_module|__)\w+/g;
/** `from module import *` asks for every name of the module. */
const STAR = /\bimport[ \t]*\*/;
/** What `object` does for pickle stands in copyreg, which nobody imports for it. */
const REDUCES = /\b__reduce(?:_ex)?__\b/;
/** Codecs that stand in a module of their own. */
const ADDED_CODEC = /\b(?:idna|punycode)\b/i;
/** The built-in function that stands in the library. */
const OPENS = /\bopen\b/;

/** The modules that a text asks for by name at run time; undefined when that may be any. */
function computedNames(text: string): string[] | undefined {
  if (!DYNAMIC.test(text)) return [];
  const names: string[] = [];
  const rest = text.replace(SPELT_OUT, (_, _quote, name?: string) => {
    if (name !== undefined) names.push(name);
    return "";
  });
  return DYNAMIC.test(rest.replace(HARMLESS, "")) ? undefined : names;
}

/** `a.b.c` → `a`, `a.b`, `a.b.c`. */
function withParents(name: string): string[] {
  const parts = name.split(".");
  return parts.map((_, index) => parts.slice(0, index + 1).join("."));
}

export class Library implements StandardLibrary {
  readonly #loaded = new Map<string, StandardModule>();

  has(name: string): boolean {
    return Object.hasOwn(MODULES, name);
  }

  get(name: string): StandardModule | undefined {
    return this.#loaded.get(name);
  }

  names(): readonly string[] {
    return Object.keys(MODULES);
  }

  /** The character of a Unicode name; the table of names is loaded when a source mentions one. */
  character(name: string): string | undefined {
    const code = this.#characterNamed?.(name);
    return code === undefined ? undefined : String.fromCodePoint(code);
  }
  #characterNamed: ((name: string) => number | undefined) | null = null;

  /** Makes modules ready, with those they need: all that are known to be wanted are read at once. */
  async load(...wanted: readonly string[]): Promise<void> {
    for (let names = new Set(wanted); names.size > 0;) {
      const loading = [...new Set([...names].flatMap(withParents))].filter(
        (name) => this.has(name) && !this.#loaded.has(name),
      );
      const modules = await Promise.all(loading.map((name) => (MODULES[name] as () => Promise<StandardModule>)()));
      for (const [index, module] of modules.entries()) this.#loaded.set(loading[index] as string, module);
      names = new Set(modules.flatMap((module) => this.#neededBy(module)));
    }
  }

  #neededBy({ requires = [], source }: StandardModule): string[] {
    return source === undefined ? [...requires] : [...requires, ...importedNames(source), ...this.#namedIn(source)];
  }

  /** What loaded modules need for the words of a program. */
  #namedIn(text: string): string[] {
    const needed: string[] = [];
    const isStar = STAR.test(text);
    for (const { requiresWhenNamed = {} } of this.#loaded.values()) {
      for (const [word, modules] of Object.entries(requiresWhenNamed))
        if (isStar || text.includes(word)) needed.push(...modules);
    }
    return needed;
  }

  /** Makes ready whatever a program may import: what it names, and everything when it may compute names. */
  async prepare(source: string, userModules: ReadonlyMap<string, string>): Promise<void> {
    const seen = new Set<string>();
    const visit = async (text: string): Promise<void> => {
      if (this.#characterNamed === null && text.includes("\\N{"))
        this.#characterNamed = (await import("./unicodedata/names.ts")).characterNamed;
      const wanted = new Set(computedNames(text) ?? this.names());
      if (OPENS.test(text)) wanted.add("io");
      if (GENERIC.test(text)) wanted.add("typing");
      if (REDUCES.test(text)) wanted.add("copyreg");
      if (text.includes("namereplace")) wanted.add("unicodedata");
      if (ADDED_CODEC.test(text)) wanted.add("encodings.idna");
      for (const name of importedNames(text)) {
        for (const dotted of withParents(name)) {
          const own = userModules.get(dotted);
          if (own === undefined) wanted.add(dotted);
          else if (!seen.has(dotted)) await visit((seen.add(dotted), own));
        }
      }
      await this.load(...wanted);
      await this.load(...this.#namedIn(text));
    };
    await visit(source);
  }
}
