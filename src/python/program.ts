/** From source to something that runs: parser, compiler, and the last step, text to function. */
import type { CompileHook } from "./contract.ts";
import { compile, compileFunction, type CompiledUnit, type CompileOptions, originOf } from "./compiler/compile.ts";
import { ConstantLiteral } from "./compiler/expressions.ts";
import { CodeTemplate, type FunctionOrigin } from "./compiler/functions.ts";
import type { NamespaceDict } from "./runtime/dict.ts";
import { PyFrozenSet } from "./runtime/dict.ts";
import { HashTable } from "./runtime/hash-table.ts";
import { intrinsics } from "./runtime/intrinsics.ts";
import { type Compiler, type Interpreter, LIBRARY_SOURCE, MODULE_SOURCE } from "./runtime/interpreter.ts";
import { makeException, raise, exceptionTypes, withField } from "./runtime/raise.ts";
import { asString } from "./runtime/operators.ts";
import {
  type Cell,
  Ellipsis,
  type JsFunction,
  PyByteArray,
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
import { refuseDunders } from "./strict-dunder.ts";
import type * as ast from "./syntax/nodes.ts";
import { ELLIPSIS } from "./syntax/nodes.ts";
import { PythonSyntaxError } from "./syntax/errors.ts";
import { parse } from "./syntax/parse.ts";
import { unparse } from "./syntax/unparse.ts";
import { type LeftOutFunction, skeletonOf } from "./compiler/skeleton.ts";
import { typeOf } from "./runtime/type-table.ts";
import { type LeftOut, type SharedUnit, toShared, unitsOf } from "./units.ts";

type Mode = "exec" | "eval" | "single";
/** A unit in a session: given globals, its main function. */
type Instance = (globals: NamespaceDict) => (namespace?: PyValue) => unknown;

/** An action ready to run. */
export interface MainFunction {
  /** Gives the value, or the generator that must be driven. */
  run: () => unknown;
  /** The code of an action with `await` at its top level, which is a coroutine; null for another. */
  code: PyCode | null;
}

export const MAX_SOURCE = 1_000_000;
/** A character takes some 5 microseconds from text to function, and a source of one takes 20. */
const STEPS_PER_CHARACTER = 16,
  STEPS_PER_SOURCE = 200;

/** Future flags as CPython numbers them. */
const FUTURE_ANNOTATIONS = 0x1000000;

export class Program {
  readonly interpreter: Interpreter;
  readonly #hook: CompileHook;

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

  /** The unit of a source: compiled now, or shared with who had the same compiled. */
  #unit(options: CompileOptions, mode: Mode, isStrict: boolean, tree?: ast.Root): SharedUnit {
    const { source, filename, protectedNames, ...flags } = options;
    // Nothing of the first line is a line break, so that no two lists give one key.
    const key = `${JSON.stringify([mode, isStrict, filename, flags, [...protectedNames].sort()])}\n${source}`;
    return unitsOf(this.#hook).get(key, () => {
      const skeleton = options.isLazy ? skeletonOf(source.split("\n")) : undefined;
      const parsed = skeleton?.text ?? source;
      return this.#compiled(tree ?? this.#tree(parsed, filename, mode), options, isStrict, skeleton?.leftOut);
    });
  }

  /** `isStrict` refuses attributes of two underscores. */
  #compiled(root: ast.Root, options: CompileOptions, isStrict: boolean, leftOut?: LeftOut): SharedUnit {
    if (isStrict) refuseDunders(root);
    let unit: CompiledUnit;
    try {
      unit = compile(root, options);
    } catch (error) {
      throw syntaxError(error);
    }
    return toShared(this.#hook, unit, leftOut);
  }

  /** This session's instance of a unit: constants as Python values, functions over its globals. */
  #instance(unit: SharedUnit): Instance {
    const constants = unit.constants.map((constant) => this.#constant(constant, unit.leftOut));
    return (globals) => unit.make(intrinsics, constants, this.interpreter.meter, globals);
  }

  #constant(value: unknown, leftOutByLine: LeftOut | undefined): unknown {
    if (value instanceof ConstantLiteral) return literalValue(value);
    if (value instanceof CodeTemplate) {
      const { origin } = value,
        fields = { ...value.fields };
      if (origin === null) return { fields };
      const leftOut = leftOutByLine?.get(origin.node.lineno);
      const compiled = (isSuspending: boolean, globals: NamespaceDict): ((cells: Cell[]) => JsFunction) => {
        const code = this.#instance(this.#form(value, origin, leftOut, isSuspending))(globals) as unknown as PyCode;
        // What was left out is known only now; the places of the generator form are its own.
        if (!isSuspending || leftOut !== undefined) {
          const { localNames, cellNames, globalNames, constants, positions } = code.fields;
          Object.assign(fields, { localNames, cellNames, globalNames, constants }, isSuspending ? {} : { positions });
        }
        return code.factory as (cells: Cell[]) => JsFunction;
      };
      return {
        fields,
        ...(value.isLeftOut ? { makePlain: (globals: NamespaceDict) => compiled(false, globals) } : {}),
        makeSuspending: (globals: NamespaceDict) => compiled(true, globals),
      };
    }
    return value;
  }

  /** A form of one function that its unit has no code of: compiled when it is first needed. */
  #form(
    template: CodeTemplate,
    origin: FunctionOrigin,
    leftOut: LeftOutFunction | undefined,
    isSuspending: boolean,
  ): SharedUnit {
    const made = forms.get(template) ?? {};
    forms.set(template, made);
    return (made[isSuspending ? "suspending" : "plain"] ??= toShared(
      this.#hook,
      compileFunction(leftOut === undefined ? origin : originOf(origin, leftOut), isSuspending),
      undefined,
    ));
  }

  /** Parses; a syntax error is a Python exception. */
  parse(source: string, filename: string, mode: Mode): ast.Root {
    this.#charge(source);
    return this.#tree(source, filename, mode);
  }

  /** Compiling costs by the length, whether or not it was done before. */
  #charge(source: string): void {
    if (source.length > MAX_SOURCE) throw raise.MemoryError(`the source is longer than ${MAX_SOURCE} characters`);
    this.interpreter.meter.spend(STEPS_PER_SOURCE + source.length * STEPS_PER_CHARACTER);
  }

  #tree(source: string, filename: string, mode: Mode): ast.Root {
    try {
      return parse(source, { filename, mode, lookupCharacter: this.interpreter.options.lookupCharacter });
    } catch (error) {
      throw syntaxError(error);
    }
  }

  /** The main function of a source in the given globals; called, it runs. Its tree may have been parsed already. */
  main(
    source: string,
    filename: string,
    globals: NamespaceDict,
    options: { givesValue: boolean; isSuspending: boolean },
    tree?: ast.Root,
  ): MainFunction {
    if (tree === undefined) this.#charge(source);
    const unit = this.#unit(
      {
        filename,
        source,
        protectedNames: globals === this.interpreter.main ? this.interpreter.protectedNames : NOTHING,
        usesNamespace: false,
        futureAnnotations: false,
        allowTopLevelAwait: true,
        isLazy: false,
        ...options,
      },
      "exec",
      this.interpreter.options.strictDunder,
      tree,
    );
    const run = this.#instance(unit)(globals);
    return { run, code: unit.fields.isCoroutine ? new PyCode({ ...unit.fields }) : null };
  }

  /** What `compile`, `exec`, `eval` and imports use. */
  compiler(): Compiler {
    return {
      compile: (source, filename, mode, flags) => this.#compileCode(source, filename, mode, flags),
      runCode: (code, globals, locals) => this.#runCode(code, globals, locals),
    };
  }

  #compileCode(source: PyValue, filename: string, mode: Mode, flags: number): PyCode {
    const treeOf = this.interpreter.moduleState.get(TREE_OF_VALUE) as TreeOfValue | undefined;
    const tree = treeOf?.(source, mode) as unknown as ast.Root | undefined;
    const text = tree === undefined ? sourceText(source) : "";
    const isLibrary = (flags & LIBRARY_SOURCE) !== 0;
    if (tree === undefined) this.#charge(text);
    const options = {
      filename,
      source: text,
      // Modules may call their own functions as they like; only the action's names are the tools'.
      protectedNames: (flags & MODULE_SOURCE) !== 0 ? NOTHING : this.interpreter.protectedNames,
      givesValue: false,
      isSuspending: false,
      allowTopLevelAwait: false,
      isLazy: isLibrary,
      futureAnnotations: (flags & FUTURE_ANNOTATIONS) !== 0,
    };
    const isStrict = this.interpreter.options.strictDunder && (flags & MODULE_SOURCE) === 0;
    const unitFor = (usesNamespace: boolean): SharedUnit => {
      const own = { ...options, usesNamespace };
      return tree === undefined ? this.#unit(own, mode, isStrict) : this.#compiled(tree, own, isStrict);
    };
    const unit = unitFor(false);
    const code = new PyCode({ ...unit.fields });
    const plain = this.#instance(unit);
    let mapped: Instance | null = null;
    runnable.set(code, (globals, locals) => {
      if (locals === null || locals === globals) return plain(globals)();
      // Names live in the mapping: another form of the same source.
      mapped ??= this.#instance(unitFor(true));
      return mapped(globals)(locals);
    });
    return code;
  }

  #runCode(code: PyCode, globals: NamespaceDict, locals: PyValue | null): PyValue {
    const run = runnable.get(code);
    if (run === undefined) {
      if (code.factory === null) throw raise.TypeError("this code object cannot be run");
      if (code.fields.freeNames.length > 0)
        throw raise.TypeError("code object passed to exec() may not contain free variables");
      return code.factory([])();
    }
    const result = run(globals, locals);
    return code.fields.isCoroutine ? runPlain(result as JsGenerator) : (result as PyValue);
  }
}

const NOTHING: ReadonlySet<string> = new Set();
/** How module code objects run; functions' code has a factory instead. */
const runnable = new WeakMap<PyCode, (globals: NamespaceDict, locals: PyValue | null) => unknown>();
/** The forms of functions that their units have no code of. */
const forms = new WeakMap<CodeTemplate, { plain?: SharedUnit; suspending?: SharedUnit }>();

function sourceText(source: PyValue): string {
  const text = asString(source);
  if (text !== undefined) {
    if (text.includes("\0")) throw raise.ValueError("source code string cannot contain null bytes");
    return text;
  }
  if (source instanceof PyBytes || source instanceof PyByteArray) return new TextDecoder("utf-8").decode(source.bytes);
  throw raise.TypeError(`compile() arg 1 must be a string, bytes or AST object, not ${typeOf(source).shown}`);
}

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
setAnchorFinder((segment) => {
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
    const signs = /\S\S?/.exec(between);
    if (signs === null) return null;
    // As CPython does it: the operator is looked for by bytes, and its length is that of what stands first, be it a parenthesis.
    let start = body.left.end_col_offset - 1 + signs.index;
    const width = signs[0].length;
    while (/[\s)#]/.test(characters[start] ?? "x")) start++;
    return [column(start + 1), column(start + width + 1)];
  }
  if (body.node === "Subscript") return [column(body.value.end_col_offset), column(body.end_col_offset)];
  return null;
});
