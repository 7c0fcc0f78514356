/** Names of `typing` that are made when first asked for: protocols, files, and aliases of what other modules have. */
import { newType } from "../../runtime/classes.ts";
import { constants } from "../../runtime/define.ts";
import { PyDict } from "../../runtime/dict.ts";
import { importModule } from "../../runtime/modules.ts";
import { bytesType, strType } from "../../runtime/type-table.ts";
import { finishType } from "../../runtime/types.ts";
import { PyProperty, PyTuple, type PyType, type PyValue } from "../../runtime/values.ts";
import { abstractFunction, findAbstractMethods } from "../abc.ts";
import { getItem } from "../../runtime/subscript.ts";
import { PySpecialAlias } from "./alias.ts";
import { runtimeCheckable } from "./protocol.ts";
import { type TypingWorld, typingName } from "./world.ts";

/** A class over other classes of this module, with abstract methods. */
function makeDerived(
  world: TypingWorld,
  name: string,
  bases: readonly PyType[],
  originalBases: readonly PyValue[],
  abstract: readonly string[],
  properties: readonly string[] = [],
): PyType {
  const namespace = new PyDict();
  namespace.setString("__module__", "typing");
  namespace.setString("__slots__", new PyTuple());
  namespace.setString("__orig_bases__", new PyTuple(originalBases));
  const cls = newType((bases[0] as PyType).cls, name, bases, namespace, null);
  for (const method of abstract) {
    const f = abstractFunction(method, ["self"], world.globals);
    f.qualname = `${name}.${method}`;
    if (!properties.includes(method)) constants(cls, { [method]: f });
    else {
      const property = new PyProperty();
      property.fget = f;
      constants(cls, { [method]: property });
    }
  }
  if (cls.abstractNames !== null) findAbstractMethods(cls);
  finishType(cls);
  return cls;
}

/** Protocols of one method each. */
const SUPPORTS: Readonly<Record<string, string>> = {
  SupportsBytes: "__bytes__",
  SupportsComplex: "__complex__",
  SupportsFloat: "__float__",
  SupportsIndex: "__index__",
  SupportsInt: "__int__",
};
const SUPPORTS_GENERIC: Readonly<Record<string, string>> = { SupportsAbs: "__abs__", SupportsRound: "__round__" };

const FILE_METHODS = [
  "close",
  "fileno",
  "flush",
  "isatty",
  "read",
  "readable",
  "readline",
  "readlines",
  "seek",
  "seekable",
  "tell",
  "truncate",
  "writable",
  "write",
  "writelines",
  "__enter__",
  "__exit__",
];
const FILE_PROPERTIES = ["mode", "name", "closed"];
const TEXT_PROPERTIES = ["buffer", "encoding", "errors", "line_buffering", "newlines"];

/** How to make each; the parameters `T_co` and `AnyStr` are the module's own. */
export function lazyNames(world: TypingWorld): Readonly<Record<string, () => PyValue>> {
  const fromModule = (module: string, name: string): PyValue => {
    const found = importModule(world.interpreter, module);
    return found.findAttribute(name) ?? null;
  };
  const protocol = (name: string, method: string, parameter: PyValue | null): PyValue => {
    const base = world.protocol as PyType;
    const bases = parameter === null ? [base] : [base, world.generic];
    const cls = makeDerived(world, name, bases, parameter === null ? [base] : [getItem(base, parameter)], [method]);
    return runtimeCheckable(cls);
  };
  const io = (): PyType => typingName("IO") as PyType;
  const table: Record<string, () => PyValue> = {
    AsyncContextManager: () =>
      new PySpecialAlias(fromModule("contextlib", "AbstractAsyncContextManager"), 1, "AsyncContextManager", true),
    BinaryIO: () => makeDerived(world, "BinaryIO", [io()], [getItem(io(), bytesType)], ["write", "__enter__"]),
    ChainMap: () => new PySpecialAlias(fromModule("collections", "ChainMap"), 2, "ChainMap", true),
    ContextManager: () =>
      new PySpecialAlias(fromModule("contextlib", "AbstractContextManager"), 1, "ContextManager", true),
    IO: () =>
      makeDerived(
        world,
        "IO",
        [world.generic],
        [getItem(world.generic, typingName("AnyStr"))],
        [...FILE_METHODS, ...FILE_PROPERTIES],
        FILE_PROPERTIES,
      ),
    Match: () => new PySpecialAlias(fromModule("re", "Match"), 1, "Match", true),
    Pattern: () => new PySpecialAlias(fromModule("re", "Pattern"), 1, "Pattern", true),
    TextIO: () =>
      makeDerived(
        world,
        "TextIO",
        [io()],
        [getItem(io(), strType)],
        [...TEXT_PROPERTIES, "__enter__"],
        TEXT_PROPERTIES,
      ),
  };
  for (const [name, method] of Object.entries(SUPPORTS)) table[name] = () => protocol(name, method, null);
  for (const [name, method] of Object.entries(SUPPORTS_GENERIC))
    table[name] = () => protocol(name, method, typingName("T_co"));
  // IO is what the others derive from.
  for (const name of ["BinaryIO", "TextIO"]) {
    const make = table[name] as () => PyValue;
    table[name] = () => {
      if (world.globals.getString("IO") === undefined) world.globals.setString("IO", (table["IO"] as () => PyValue)());
      return make();
    };
  }
  return table;
}
