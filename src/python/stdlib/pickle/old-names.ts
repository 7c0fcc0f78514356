/** What Python 2 called things: protocols below 3 write those names, so that it could read them. */
type Name = readonly [module: string, name: string];

/** Modules: old name, new name. */
const MODULES: readonly Name[] = [
  ["__builtin__", "builtins"],
  ["copy_reg", "copyreg"],
  ["Queue", "queue"],
  ["_abcoll", "collections.abc"],
  ["HTMLParser", "html.parser"],
  ["htmlentitydefs", "html.entities"],
  ["urlparse", "urllib.parse"],
  ["repr", "reprlib"],
  ["StringIO", "io"],
  ["cStringIO", "io"],
  ["cPickle", "pickle"],
  ["exceptions", "builtins"],
];

/** Single names: old module and name, new module and name. */
const NAMES: readonly (readonly [...Name, ...Name])[] = [
  ["__builtin__", "xrange", "builtins", "range"],
  ["__builtin__", "reduce", "functools", "reduce"],
  ["__builtin__", "intern", "sys", "intern"],
  ["__builtin__", "unichr", "builtins", "chr"],
  ["__builtin__", "unicode", "builtins", "str"],
  ["__builtin__", "long", "builtins", "int"],
  ["itertools", "izip", "builtins", "zip"],
  ["itertools", "imap", "builtins", "map"],
  ["itertools", "ifilter", "builtins", "filter"],
  ["itertools", "ifilterfalse", "itertools", "filterfalse"],
  ["itertools", "izip_longest", "itertools", "zip_longest"],
  ["UserDict", "IterableUserDict", "collections", "UserDict"],
  ["UserList", "UserList", "collections", "UserList"],
  ["UserString", "UserString", "collections", "UserString"],
  ["UserDict", "UserDict", "collections", "UserDict"],
];

/** Exceptions that Python 2 had too. */
const EXCEPTIONS = new Set([
  "ArithmeticError",
  "AssertionError",
  "AttributeError",
  "BaseException",
  "BufferError",
  "BytesWarning",
  "DeprecationWarning",
  "EOFError",
  "EnvironmentError",
  "Exception",
  "FloatingPointError",
  "FutureWarning",
  "GeneratorExit",
  "IOError",
  "ImportError",
  "ImportWarning",
  "IndentationError",
  "IndexError",
  "KeyError",
  "KeyboardInterrupt",
  "LookupError",
  "MemoryError",
  "NameError",
  "NotImplementedError",
  "OSError",
  "OverflowError",
  "PendingDeprecationWarning",
  "ReferenceError",
  "RuntimeError",
  "RuntimeWarning",
  "StopIteration",
  "SyntaxError",
  "SyntaxWarning",
  "SystemError",
  "SystemExit",
  "TabError",
  "TypeError",
  "UnboundLocalError",
  "UnicodeDecodeError",
  "UnicodeEncodeError",
  "UnicodeError",
  "UnicodeTranslateError",
  "UnicodeWarning",
  "UserWarning",
  "ValueError",
  "Warning",
  "ZeroDivisionError",
]);

/** Later ones, which Python 2 reads as the nearest that it had. */
const LATER_EXCEPTIONS: ReadonlyMap<string, string> = new Map([
  ...[
    "BlockingIOError",
    "BrokenPipeError",
    "ChildProcessError",
    "ConnectionAbortedError",
    "ConnectionError",
    "ConnectionRefusedError",
    "ConnectionResetError",
    "FileExistsError",
    "FileNotFoundError",
    "InterruptedError",
    "IsADirectoryError",
    "NotADirectoryError",
    "PermissionError",
    "ProcessLookupError",
    "TimeoutError",
  ].map((name): [string, string] => [name, "OSError"]),
  ["ModuleNotFoundError", "ImportError"],
]);

const MODULE_OF_OLD = new Map(MODULES),
  OLD_MODULE_OF = new Map<string, string>();
for (const [old, module] of MODULES)
  if (!OLD_MODULE_OF.has(module) && module !== "io" && module !== "pickle") OLD_MODULE_OF.set(module, old);
const NAME_OF_OLD = new Map<string, Name>(),
  OLD_NAME_OF = new Map<string, Name>();
for (const [oldModule, oldName, module, name] of NAMES) {
  NAME_OF_OLD.set(`${oldModule} ${oldName}`, [module, name]);
  if (!OLD_NAME_OF.has(`${module} ${name}`)) OLD_NAME_OF.set(`${module} ${name}`, [oldModule, oldName]);
}

/** As Python 2 knew it. */
export function toOldName(module: string, name: string): Name {
  if (module === "builtins" && EXCEPTIONS.has(name)) return ["exceptions", name];
  const later = module === "builtins" ? LATER_EXCEPTIONS.get(name) : undefined;
  if (later !== undefined) return ["exceptions", later];
  return OLD_NAME_OF.get(`${module} ${name}`) ?? [OLD_MODULE_OF.get(module) ?? module, name];
}

/** As Python 3 knows it. */
export function fromOldName(module: string, name: string): Name {
  return NAME_OF_OLD.get(`${module} ${name}`) ?? [MODULE_OF_OLD.get(module) ?? module, name];
}
