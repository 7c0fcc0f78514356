/** The module `decimal`: the General Decimal Arithmetic, on integers of any size. */
import { getAttribute, setAttribute } from "../../runtime/attributes.ts";
import { call } from "../../runtime/call.ts";
import { functions, names } from "../../runtime/define.ts";
import type { NamespaceDict } from "../../runtime/dict.ts";
import type { Interpreter } from "../../runtime/interpreter.ts";
import { importModule } from "../../runtime/modules.ts";
import { raise } from "../../runtime/raise.ts";
import { type Keywords, type PyValue } from "../../runtime/values.ts";
import {
  configure,
  contextType,
  currentContext,
  decimalState,
  PyContext,
  PyContextManager,
  setCurrentContext,
  settingNames,
} from "./context.ts";
import "./context-methods.ts";
import { TUPLE_TYPE } from "./decimal-methods.ts";
import { decimalType } from "./number.ts";
import { ROUNDINGS } from "./rounding.ts";
import { DIVISION_BY_ZERO, EXCEPTIONS, INVALID_OPERATION, OVERFLOW } from "./signals.ts";

export const requires: readonly string[] = ["collections", "numbers"];

export function load(globals: NamespaceDict, interpreter: Interpreter): void {
  const state = decimalState();
  const tuple = call(getAttribute(importModule(interpreter, "collections"), "namedtuple"), [
    "DecimalTuple",
    "sign digits exponent",
  ]);
  setAttribute(tuple, "__module__", "decimal");
  interpreter.moduleState.set(TUPLE_TYPE, tuple);
  const strict = INVALID_OPERATION | DIVISION_BY_ZERO | OVERFLOW;
  names(globals, {
    Decimal: decimalType,
    Context: contextType,
    DecimalTuple: tuple,
    ...Object.fromEntries(EXCEPTIONS.map((type) => [type.name, type])),
    DefaultContext: state.defaults,
    BasicContext: new PyContext(9, "ROUND_HALF_UP", -999_999, 999_999, 1, 0, 0, strict | 16 | 256),
    ExtendedContext: new PyContext(9, "ROUND_HALF_EVEN", -999_999, 999_999, 1, 0, 0, 0),
    ...Object.fromEntries(ROUNDINGS.map((name) => [name, name])),
    MAX_PREC: 999999999999999999n,
    MAX_EMAX: 999999999999999999n,
    MIN_EMIN: -999999999999999999n,
    MIN_ETINY: -1999999999999999997n,
    HAVE_THREADS: true,
    HAVE_CONTEXTVAR: true,
    __version__: "1.70",
    __libmpdec_version__: "2.5.1",
  });
  functions(globals, "decimal", {
    "getcontext()": currentContext,
    "setcontext(context, /)"(context: PyValue) {
      if (!(context instanceof PyContext)) throw raise.TypeError("optional argument must be a context");
      // The templates stay as they are.
      const isTemplate = ["DefaultContext", "BasicContext", "ExtendedContext"].some(
        (name) => globals.getString(name) === context,
      );
      const own = isTemplate ? context.copy() : context;
      if (isTemplate) own.flags = 0;
      setCurrentContext(own);
      return null;
    },
    "localcontext(ctx=None, /, **kwargs)"(context: PyValue, keywords: Keywords) {
      const settings = new Map(keywords);
      const given = settings.get("ctx") ?? context;
      settings.delete("ctx");
      if (given !== null && !(given instanceof PyContext)) throw raise.TypeError("optional argument must be a context");
      const inner = (given ?? currentContext()).copy();
      for (const name of settings.keys()) {
        if (!settingNames().includes(name))
          throw raise.TypeError(`'${name}' is an invalid keyword argument for this function`);
      }
      configure(inner, settings);
      return new PyContextManager(inner);
    },
  });
  if (interpreter.options.library.has("numbers"))
    call(getAttribute(getAttribute(importModule(interpreter, "numbers"), "Number"), "register"), [decimalType]);
}
