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
  /\b(?:__import__|import_module|import_fresh_module|importlib|builtins|__builtins__)\b|(?<!\.)\b(?:exec|eval|compile)\b/;
/** `from module import *` asks for every name of the module. */
const STAR = /\bimport[ \t]*\*/;
/** What `object` does for pickle stands in copyreg, which nobody imports for it. */
const REDUCES = /\b__reduce(?:_ex)?__\b/;
/** The built-in function that stands in the library. */
const OPENS = /\bopen\b/;

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

  /** Makes a module ready, with those it needs. */
  async load(name: string): Promise<void> {
    const parts = name.split(".");
    for (let count = 1; count <= parts.length; count++) {
      const dotted = parts.slice(0, count).join(".");
      const loader = this.has(dotted) && !this.#loaded.has(dotted) ? MODULES[dotted] : undefined;
      if (loader === undefined) continue;
      const module = await loader();
      this.#loaded.set(dotted, module);
      for (const needed of module.requires ?? []) await this.load(needed);
      if (module.source === undefined) continue;
      for (const needed of [...importedNames(module.source), ...this.#namedIn(module.source)]) await this.load(needed);
    }
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
      if (OPENS.test(text)) await this.load("io");
      if (GENERIC.test(text)) await this.load("typing");
      if (REDUCES.test(text)) await this.load("copyreg");
      if (DYNAMIC.test(text)) for (const name of this.names()) await this.load(name);
      for (const name of importedNames(text)) {
        for (const dotted of [name, name.split(".")[0] ?? name]) {
          if (seen.has(dotted)) continue;
          seen.add(dotted);
          const own = userModules.get(dotted);
          if (own !== undefined) await visit(own);
          else await this.load(dotted);
        }
      }
      for (const needed of this.#namedIn(text)) await this.load(needed);
    };
    await visit(source);
  }
}
