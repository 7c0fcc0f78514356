/** The state of one interpreter; nothing of it is global. */
import { CodeUnits } from "./code-units.ts";
import { NamespaceDict, PyDict } from "./dict.ts";
import { Scheduler } from "./coroutines.ts";
import type { Limits, MeterHost } from "./limits.ts";
import { Meter, useMeter } from "./limits.ts";
import { ThreadState, useThread } from "./state.ts";
import type { Cell, PyCode, PyModule, PyType, PyValue } from "./values.ts";

/** A flag of `Compiler.compile` beside CPython's: the source is a module, which may use the tools' names for its own. */
export const MODULE_SOURCE: number = 2 ** 29;
/** The module is one of the library, whose functions may wait to be compiled. */
export const LIBRARY_SOURCE: number = 2 ** 30;

/** What the parser and the compiler do for natives (`exec`, `eval`, `ast`, import of source): injected by `index.ts`. */
export interface Compiler {
  /** Compiles source or an `ast` tree; runs with `runCode`. Throws a Python SyntaxError. */
  compile(source: PyValue, filename: string, mode: "exec" | "eval" | "single", flags: number): PyCode;
  /** Runs a code object in namespaces: `exec` gives None, `eval` the value. */
  runCode(code: PyCode, globals: NamespaceDict, locals: PyValue | null, cells?: Cell[]): PyValue;
}

/** A module of the standard library as its file exports it: one of the two. */
export interface StandardModule {
  /** Fills the namespace of a fresh module. */
  load?: (globals: NamespaceDict, interpreter: Interpreter) => void;
  /** Modules that `load` imports. */
  requires?: readonly string[];
  /** Modules that it imports once a program names a word: `typing.Pattern` needs `re`, the rest of typing does not. */
  requiresWhenNamed?: Readonly<Record<string, readonly string[]>>;
  /** Python source, ours. */
  source?: string;
}

/** Where the standard library comes from: injected, so that nothing of it is loaded until imported. */
export interface StandardLibrary {
  has(name: string): boolean;
  /** The module when it can be had without waiting. */
  get(name: string): StandardModule | undefined;
  names(): readonly string[];
}

export interface InterpreterOptions {
  limits: Limits;
  host: MeterHost;
  /** Names of modules that may be imported beside the default safe set; "*" for all. */
  authorizedImports: readonly string[];
  /** Python source of importable modules by dotted name. */
  modules: ReadonlyMap<string, string>;
  files: Map<string, Uint8Array>;
  /** Refuses names like `__class__` where a program writes them. */
  strictDunder: boolean;
  library: StandardLibrary;
  /** The character of a Unicode name, for `\\N{...}`. */
  lookupCharacter: (name: string) => string | undefined;
  /** Seconds since the epoch; an effect of the host. */
  now: () => number;
  /** 32 random bits for seeding; an effect of the host. */
  entropy: () => number;
}

export class Interpreter {
  readonly options: InterpreterOptions;
  readonly meter: Meter;
  readonly thread: ThreadState;
  readonly scheduler: Scheduler;
  readonly builtins: NamespaceDict = new NamespaceDict();
  readonly main: NamespaceDict;
  /** sys.modules. */
  readonly modules: PyDict = new PyDict();
  /** What was printed and not yet taken. */
  output: string[] = [];
  /** Told of output as it is written. */
  print: ((text: string) => void) | null = null;
  /** Reads a line from a person, an effect of the host; null when there is nobody. */
  input: ((prompt: string) => PyValue) | null = null;
  compiler: Compiler | null = null;
  /** State that one standard module keeps for this interpreter, by module name. */
  readonly moduleState: Map<string, unknown> = new Map();
  /** Generated code, as stacks name it. */
  readonly units: CodeUnits = new CodeUnits();
  /** Host functions (tools): module-level names that may not be rebound. */
  readonly protectedNames: Set<string> = new Set();
  /** Direct subclasses of built-in types, which all interpreters of a process share. */
  readonly subclasses: Map<PyType, Set<WeakRef<PyType>>> = new Map();
  /** Above zero while the standard library itself imports. */
  trustedImports = 0;
  /** Names of the modules whose bodies are running, the innermost last. */
  readonly importing: string[] = [];

  constructor(options: InterpreterOptions) {
    this.options = options;
    this.meter = new Meter(options.limits, options.host);
    this.thread = new ThreadState(this);
    this.scheduler = new Scheduler(this);
    this.main = new NamespaceDict(this.builtins);
    this.main.setString("__name__", "__main__");
    this.main.protectedNames = this.protectedNames;
    this.meter.release = () => this.units.release(this.main);
  }

  /** Writes to the action's standard output. */
  write(text: string): void {
    this.meter.print(text.length);
    this.output.push(text);
    this.print?.(text);
  }

  /** Runs `body` with this interpreter as the current one. */
  enter<T>(body: () => T, thread: ThreadState = this.thread): T {
    const meterBefore = useMeter(this.meter);
    const threadBefore = useThread(thread);
    try {
      return body();
    } finally {
      useThread(threadBefore);
      useMeter(meterBefore);
    }
  }

  #identity = 0x7f00;
  // Not one for all: built-in objects are shared, and their numbers would depend on what other interpreters did.
  readonly #identities = new WeakMap<object, number>();
  /** A number for id() that no other object of this interpreter has. */
  identityOf(object: object): number {
    let id = this.#identities.get(object);
    if (id === undefined) {
      id = this.#identity += 16;
      this.#identities.set(object, id);
    }
    return id;
  }

  module(name: string): PyModule | undefined {
    return this.modules.getString(name) as PyModule | undefined;
  }
}
