/** From source to something that runs: parser, compiler, and the last step, text to function. */
import type { CompileHook } from "./contract.ts";
import { compile, compileFunction, type CompiledUnit, originOf } from "./compiler/compile.ts";
import { importsFutureAnnotations } from "./compiler/future.ts";
import { ConstantLiteral } from "./compiler/constants.ts";
import { CodeTemplate, type FunctionOrigin } from "./compiler/functions.ts";
import type { NamespaceDict } from "./runtime/dict.ts";
import { PyFrozenSet } from "./runtime/dict.ts";
import { CodeUnit } from "./runtime/code-units.ts";
import { HashTable } from "./runtime/hash-table.ts";
import { intrinsics } from "./runtime/intrinsics.ts";
import { type Compiler, type Interpreter, LIBRARY_SOURCE, MODULE_SOURCE } from "./runtime/interpreter.ts";
import { makeException, raise, exceptionTypes, withField } from "./runtime/raise.ts";
import {
  type Cell,
  Ellipsis,
  type JsFunction,
  PyBytes,
  PyCode,
  PyComplex,
  type PyException,
  PyFloat,
  PyTuple,
  type PyValue,
} from "./runtime/values.ts";
import type { JsGenerator } from "./runtime/generator.ts";
import { characterColumn, setAnchorFinder } from "./runtime/traceback.ts";
import { runPlain } from "./runtime/suspension.ts";
import {
  SYNTAX_TOOLS,
  type SyntaxTools,
  TREE_OF_VALUE,
  type TreeNode,
  type TreeOfValue,
} from "./stdlib/ast/syntax-tools.ts";
import { sourceText } from "./source-text.ts";
import { refuseDunders } from "./strict-dunder.ts";
import type * as ast from "./syntax/nodes.ts";
import { ELLIPSIS } from "./syntax/nodes.ts";
import { PythonSyntaxError } from "./syntax/errors.ts";
import { parse } from "./syntax/parse.ts";
import { unparse } from "./syntax/unparse.ts";
import { type Skeleton, skeletonOf } from "./compiler/skeleton.ts";

type UnitFunction = (
  intrinsics: unknown,
  constants: readonly unknown[],
  meter: unknown,
  globals: NamespaceDict,
) => (namespace?: PyValue) => unknown;

/** A unit as JavaScript runs it. */
interface Instance {
  make: UnitFunction;
  constants: unknown[];
  inStacks: CodeUnit;
}

/** An action ready to run. */
export interface MainFunction {
  /** Gives the value, or the generator that must be driven. */
  run: () => unknown;
  /** The code of an action with `await` at its top level, which is a coroutine; null for another. */
  code: PyCode | null;
}

export const MAX_SOURCE = 1_000_000;
/** A character takes half a microsecond to a tree, and a source of one takes 20 to be a function. */
const STEPS_PER_CHARACTER = 16,
  STEPS_PER_SOURCE = 200;
/** V8 takes 30 ns for a character of what was generated. */
const LARGE_TEXT = 2 ** 20;

/** Future flags as CPython numbers them. */
const FUTURE_ANNOTATIONS = 0x1000000;

export class Program {
  readonly interpreter: Interpreter;
  readonly #hook: CompileHook;
  readonly #pay = (steps: number): void => this.interpreter.meter.spend(steps);

  constructor(interpreter: Interpreter, hook: CompileHook) {
    this.interpreter = interpreter;
    this.#hook = hook;
    interpreter.moduleState.set(SYNTAX_TOOLS, this.#syntaxTools());
  }

  /** The parser, as the module `ast` uses it. Its trees are ours by another name. */
  #syntaxTools(): SyntaxTools {
    return {
      parse: (source, filename, mode) => this.parse(sourceText(source), filename, mode) as unknown as TreeNode,
      unparse: (node) => unparse(node as unknown as ast.Node),
      ellipsis: ELLIPSIS,
    };
  }

  /** Text to function, constants to Python values. */
  #instantiate(unit: CompiledUnit, skeleton?: Skeleton, isPassing = false): Instance {
    const inStacks = new CodeUnit(isPassing);
    const codes = unit.constants.filter((constant) => constant instanceof CodeTemplate).map(({ fields }) => fields);
    const name = this.interpreter.units.add(inStacks, unit.text, codes);
    const make = this.#function(`${unit.text}\n//# sourceURL=py:${name}`);
    inStacks.make = make;
    const constants = unit.constants.map((constant) => this.#constant(constant, inStacks, skeleton));
    return { make, constants, inStacks };
  }

  /** Runs the main code of a unit. */
  #run({ make, constants, inStacks }: Instance, globals: NamespaceDict, locals?: PyValue): unknown {
    inStacks.running++;
    try {
      return make(intrinsics, constants, this.interpreter.meter, globals)(locals);
    } finally {
      inStacks.running--;
    }
  }

  #function(text: string): UnitFunction {
    const { meter } = this.interpreter;
    meter.allocate(2 * text.length);
    if (text.length > LARGE_TEXT) meter.spendAtOnce(text.length);
    try {
      return this.#hook(["I", "K", "M", "G"], text) as UnitFunction;
    } catch (error) {
      // V8 has bounds of its own: 65,534 parameters, for one.
      if (error instanceof SyntaxError && error.message.startsWith("Too many"))
        throw raise.MemoryError("the code is too large to be compiled");
      throw error;
    }
  }

  #constant(value: unknown, unit: CodeUnit, skeleton: Skeleton | undefined): unknown {
    if (value instanceof ConstantLiteral) return literalValue(value);
    if (value instanceof CodeTemplate) {
      const { origin, fields, number } = value;
      if (origin === null) return { fields, number, unit };
      const compiled = (isSuspending: boolean, globals: NamespaceDict): ((cells: Cell[]) => JsFunction) => {
        const leftOut = skeleton?.leftOut.get(origin.node.lineno);
        const whole = leftOut === undefined ? origin : originOf(origin, leftOut);
        const code = this.#factory(whole, isSuspending, globals, unit.isPassing);
        // What was left out is known only now; the places of the generator form are its own.
        if (!isSuspending || leftOut !== undefined) {
          const { localNames, cellNames, globalNames, constants, positions } = code.fields;
          Object.assign(fields, { localNames, cellNames, globalNames, constants }, isSuspending ? {} : { positions });
        }
        return code.factory as (cells: Cell[]) => JsFunction;
      };
      return {
        fields,
        number,
        unit,
        ...(value.isLeftOut ? { makePlain: (globals: NamespaceDict) => compiled(false, globals) } : {}),
        makeSuspending: (globals: NamespaceDict) => compiled(true, globals),
      };
    }
    return value;
  }

  /** What makes a function from its cells: compiled now. */
  #factory(origin: FunctionOrigin, isSuspending: boolean, globals: NamespaceDict, isPassing: boolean): PyCode {
    const unit = compileFunction(origin, isSuspending, this.#pay);
    const { make, constants } = this.#instantiate(unit, undefined, isPassing);
    return make(intrinsics, constants, this.interpreter.meter, globals) as unknown as PyCode;
  }

  /** Parses; a syntax error is a Python exception. */
  parse(source: string, filename: string, mode: "exec" | "eval" | "single"): ast.Root {
    if (source.length > MAX_SOURCE) throw raise.MemoryError(`the source is longer than ${MAX_SOURCE} characters`);
    this.interpreter.meter.spendAtOnce(STEPS_PER_SOURCE + source.length * STEPS_PER_CHARACTER);
    try {
      return parse(source, { filename, mode, lookupCharacter: this.interpreter.options.lookupCharacter });
    } catch (error) {
      throw syntaxError(error);
    }
  }

  /** The main function of a tree in the given globals; called, it runs. */
  main(
    tree: ast.Root,
    source: string,
    filename: string,
    globals: NamespaceDict,
    options: { givesValue: boolean; isSuspending: boolean },
  ): MainFunction {
    if (this.interpreter.options.strictDunder) refuseDunders(tree);
    let unit: CompiledUnit;
    try {
      unit = compile(tree, {
        filename,
        source,
        protectedNames: globals === this.interpreter.main ? this.interpreter.protectedNames : NOTHING,
        usesNamespace: false,
        futureAnnotations: false,
        allowTopLevelAwait: true,
        isLazy: false,
        pay: this.#pay,
        ...options,
      });
    } catch (error) {
      throw syntaxError(error);
    }
    const { make, constants } = this.#instantiate(unit);
    const run = make(intrinsics, constants, this.interpreter.meter, globals);
    return { run, code: unit.fields.isCoroutine ? new PyCode(unit.fields) : null };
  }

  /** What `compile`, `exec`, `eval` and imports use. */
  compiler(): Compiler {
    return {
      compile: (source, filename, mode, flags) => this.#compileCode(source, filename, mode, flags),
      runCode: (code, globals, locals, cells) => this.#runCode(code, globals, locals, cells),
    };
  }

  #compileCode(source: PyValue, filename: string, mode: "exec" | "eval" | "single", flags: number): PyCode {
    const treeOf = this.interpreter.moduleState.get(TREE_OF_VALUE) as TreeOfValue | undefined;
    const tree = treeOf?.(source, mode) as unknown as ast.Root | undefined;
    const text = tree === undefined ? sourceText(source) : "";
    const isLibrary = (flags & LIBRARY_SOURCE) !== 0;
    const skeleton = isLibrary ? skeletonOf(text.split("\n")) : undefined;
    const root = tree ?? this.parse(skeleton?.text ?? text, filename, mode);
    if (this.interpreter.options.strictDunder && (flags & MODULE_SOURCE) === 0) refuseDunders(root);
    let unit: CompiledUnit;
    const options = {
      filename,
      source: text,
      // Modules may call their own functions as they like; only the action's names are the tools'.
      protectedNames: (flags & MODULE_SOURCE) !== 0 ? NOTHING : this.interpreter.protectedNames,
      givesValue: false,
      isSuspending: false,
      allowTopLevelAwait: false,
      isLazy: isLibrary,
      pay: this.#pay,
      futureAnnotations: (flags & FUTURE_ANNOTATIONS) !== 0,
    };
    try {
      unit = compile(root, { ...options, usesNamespace: false });
    } catch (error) {
      throw syntaxError(error);
    }
    const code = new PyCode(unit.fields);
    const isPassing = (flags & MODULE_SOURCE) === 0;
    const plain = this.#instantiate(unit, skeleton, isPassing);
    let mapped: Instance | null = null;
    runnable.set(code, (globals, locals) => {
      if (locals === null || locals === globals) return this.#run(plain, globals);
      // Names live in the mapping: another form of the same tree.
      mapped ??= this.#instantiate(compile(root, { ...options, usesNamespace: true }), skeleton, isPassing);
      return this.#run(mapped, globals, locals);
    });
    if (importsFutureAnnotations(root)) futureFlags.add(code);
    return code;
  }

  #runCode(code: PyCode, globals: NamespaceDict, locals: PyValue | null, cells: Cell[] = []): PyValue {
    const run = runnable.get(code);
    if (run === undefined) {
      if (code.factory === null) throw raise.TypeError("this code object cannot be run");
      return code.factory(cells)();
    }
    const result = run(globals, locals);
    return code.fields.isCoroutine ? runPlain(result as JsGenerator) : (result as PyValue);
  }
}

const NOTHING: ReadonlySet<string> = new Set();
/** How module code objects run; functions' code has a factory instead. */
const runnable = new WeakMap<PyCode, (globals: NamespaceDict, locals: PyValue | null) => unknown>();
const futureFlags = new WeakSet<PyCode>();

/** A literal of the compiler as a Python value. */
export function literalValue(literal: ConstantLiteral): PyValue {
  const { value, kind } = literal;
  if (Array.isArray(value)) {
    const items = value.map(literalValue);
    if (kind === "tuple") return new PyTuple(items);
    const table = new HashTable();
    for (const item of items) table.set(item, true);
    return new PyFrozenSet(table);
  }
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Uint8Array) return new PyBytes(value);
  if ("float" in value) return new PyFloat(value.float);
  if ("imag" in value) return new PyComplex(0, value.imag);
  return Ellipsis;
}

/** A syntax error of the parser as Python's exception; anything else as it is. */
export function syntaxError(error: unknown): unknown {
  if (!(error instanceof PythonSyntaxError)) {
    if (error instanceof RangeError && error.message.includes("call stack"))
      return raise.RecursionError("maximum recursion depth exceeded during compilation");
    return error;
  }
  const details = new PyTuple([
    error.filename,
    error.lineno,
    error.offset,
    error.text,
    error.end_lineno,
    error.end_offset,
  ]);
  const exception: PyException = makeException(exceptionTypes[error.kind], [error.message, details]);
  withField(exception, "msg", error.message);
  ["filename", "lineno", "offset", "text", "end_lineno", "end_offset"].forEach((field, index) =>
    withField(exception, field, details.items[index] as PyValue),
  );
  withField(exception, "print_file_and_line", null);
  return exception;
}

/** Where the operator (or the brackets) of an expression's text stand, for the carets of tracebacks. */
setAnchorFinder((segment, isReport) => {
  let tree: ast.Root;
  try {
    tree = parse(`(${segment}\n)`, { mode: "eval" });
  } catch (error) {
    if (error instanceof PythonSyntaxError) return null;
    throw error;
  }
  if (tree.node !== "Expression" || segment.includes("\n")) return null;
  const { body } = tree;
  const characters = [...segment];
  const column = (bytes: number): number => characterColumn(segment, bytes - 1);
  if (body.node === "BinOp") {
    const from = column(body.left.end_col_offset);
    const between = characters.slice(from, column(body.right.col_offset)).join("");
    // The interpreter's report skips what closes parentheses.
    const signs = (isReport ? /[^\s)]\S?/ : /\S\S?/).exec(between);
    if (signs === null) return null;
    if (isReport) return [from + signs.index, from + signs.index + signs[0].length];
    // As the module traceback does it: the operator is looked for by bytes, and its length is that of what stands first, be it a parenthesis.
    let start = body.left.end_col_offset - 1 + signs.index;
    const width = signs[0].length;
    while (/[\s)#]/.test(characters[start] ?? "x")) start++;
    return [column(start + 1), column(start + width + 1)];
  }
  if (body.node === "Subscript")
    return [characters.indexOf("[", column(body.value.end_col_offset)), column(body.end_col_offset)];
  return null;
});
