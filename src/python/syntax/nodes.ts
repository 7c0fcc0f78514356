// Over 500 lines: one interface for each node of the grammar, and nothing else.
// The syntax tree: node for node CPython's `ast`, fields in CPython's order and spelling.
// A node is a plain object whose `node` is the class name; operators and contexts are plain strings.
// Columns count UTF-8 bytes from 0, lines from 1, as in CPython.

export interface Position {
  lineno: number;
  col_offset: number;
  end_lineno: number;
  end_col_offset: number;
}

/** The value of the literal `...`. */
export const ELLIPSIS: { readonly ellipsis: true } = Object.freeze({ ellipsis: true });

/** Ints are numbers within ±(2^53-1) and bigints beyond; floats and imaginary numbers are boxed, since 1 is not 1.0. */
export type ConstantValue =
  | null
  | boolean
  | string
  | number
  | bigint
  | { readonly float: number }
  | { readonly imag: number }
  | Uint8Array
  | typeof ELLIPSIS;

export type ExpressionContext = "Load" | "Store" | "Del";
export type BooleanOperator = "And" | "Or";
export type BinaryOperator =
  | "Add"
  | "Sub"
  | "Mult"
  | "MatMult"
  | "Div"
  | "Mod"
  | "Pow"
  | "LShift"
  | "RShift"
  | "BitOr"
  | "BitXor"
  | "BitAnd"
  | "FloorDiv";
export type UnaryOperator = "Invert" | "Not" | "UAdd" | "USub";
export type ComparisonOperator = "Eq" | "NotEq" | "Lt" | "LtE" | "Gt" | "GtE" | "Is" | "IsNot" | "In" | "NotIn";

// Roots

export interface Module {
  node: "Module";
  body: Statement[];
  type_ignores: never[];
}
export interface Interactive {
  node: "Interactive";
  body: Statement[];
}
export interface ExpressionRoot {
  node: "Expression";
  body: Expression;
}
export type Root = Module | Interactive | ExpressionRoot;

// Statements

export interface FunctionDef extends Position {
  node: "FunctionDef";
  name: string;
  args: Arguments;
  body: Statement[];
  decorator_list: Expression[];
  returns: Expression | null;
  type_comment: null;
  type_params: TypeParameter[];
}
export interface AsyncFunctionDef extends Position {
  node: "AsyncFunctionDef";
  name: string;
  args: Arguments;
  body: Statement[];
  decorator_list: Expression[];
  returns: Expression | null;
  type_comment: null;
  type_params: TypeParameter[];
}
export interface ClassDef extends Position {
  node: "ClassDef";
  name: string;
  bases: Expression[];
  keywords: Keyword[];
  body: Statement[];
  decorator_list: Expression[];
  type_params: TypeParameter[];
}
export interface Return extends Position {
  node: "Return";
  value: Expression | null;
}
export interface Delete extends Position {
  node: "Delete";
  targets: Expression[];
}
export interface Assign extends Position {
  node: "Assign";
  targets: Expression[];
  value: Expression;
  type_comment: null;
}
export interface TypeAlias extends Position {
  node: "TypeAlias";
  name: Name;
  type_params: TypeParameter[];
  value: Expression;
}
export interface AugAssign extends Position {
  node: "AugAssign";
  target: Name | Attribute | Subscript;
  op: BinaryOperator;
  value: Expression;
}
export interface AnnAssign extends Position {
  node: "AnnAssign";
  target: Name | Attribute | Subscript;
  annotation: Expression;
  value: Expression | null;
  simple: 0 | 1;
}
export interface For extends Position {
  node: "For";
  target: Expression;
  iter: Expression;
  body: Statement[];
  orelse: Statement[];
  type_comment: null;
}
export interface AsyncFor extends Position {
  node: "AsyncFor";
  target: Expression;
  iter: Expression;
  body: Statement[];
  orelse: Statement[];
  type_comment: null;
}
export interface While extends Position {
  node: "While";
  test: Expression;
  body: Statement[];
  orelse: Statement[];
}
export interface If extends Position {
  node: "If";
  test: Expression;
  body: Statement[];
  orelse: Statement[];
}
export interface With extends Position {
  node: "With";
  items: WithItem[];
  body: Statement[];
  type_comment: null;
}
export interface AsyncWith extends Position {
  node: "AsyncWith";
  items: WithItem[];
  body: Statement[];
  type_comment: null;
}
export interface Match extends Position {
  node: "Match";
  subject: Expression;
  cases: MatchCase[];
}
export interface Raise extends Position {
  node: "Raise";
  exc: Expression | null;
  cause: Expression | null;
}
export interface Try extends Position {
  node: "Try";
  body: Statement[];
  handlers: ExceptHandler[];
  orelse: Statement[];
  finalbody: Statement[];
}
export interface TryStar extends Position {
  node: "TryStar";
  body: Statement[];
  handlers: ExceptHandler[];
  orelse: Statement[];
  finalbody: Statement[];
}
export interface Assert extends Position {
  node: "Assert";
  test: Expression;
  msg: Expression | null;
}
export interface Import extends Position {
  node: "Import";
  names: Alias[];
}
export interface ImportFrom extends Position {
  node: "ImportFrom";
  module: string | null;
  names: Alias[];
  level: number;
}
export interface Global extends Position {
  node: "Global";
  names: string[];
}
export interface Nonlocal extends Position {
  node: "Nonlocal";
  names: string[];
}
export interface ExpressionStatement extends Position {
  node: "Expr";
  value: Expression;
}
export interface Pass extends Position {
  node: "Pass";
}
export interface Break extends Position {
  node: "Break";
}
export interface Continue extends Position {
  node: "Continue";
}

export type Statement =
  | FunctionDef
  | AsyncFunctionDef
  | ClassDef
  | Return
  | Delete
  | Assign
  | TypeAlias
  | AugAssign
  | AnnAssign
  | For
  | AsyncFor
  | While
  | If
  | With
  | AsyncWith
  | Match
  | Raise
  | Try
  | TryStar
  | Assert
  | Import
  | ImportFrom
  | Global
  | Nonlocal
  | ExpressionStatement
  | Pass
  | Break
  | Continue;

// Expressions

export interface BoolOp extends Position {
  node: "BoolOp";
  op: BooleanOperator;
  values: Expression[];
}
export interface NamedExpr extends Position {
  node: "NamedExpr";
  target: Name;
  value: Expression;
}
export interface BinOp extends Position {
  node: "BinOp";
  left: Expression;
  op: BinaryOperator;
  right: Expression;
}
export interface UnaryOp extends Position {
  node: "UnaryOp";
  op: UnaryOperator;
  operand: Expression;
}
export interface Lambda extends Position {
  node: "Lambda";
  args: Arguments;
  body: Expression;
}
export interface IfExp extends Position {
  node: "IfExp";
  test: Expression;
  body: Expression;
  orelse: Expression;
}
/** A `null` key marks `**mapping`. */
export interface Dict extends Position {
  node: "Dict";
  keys: (Expression | null)[];
  values: Expression[];
}
export interface SetDisplay extends Position {
  node: "Set";
  elts: Expression[];
}
export interface ListComp extends Position {
  node: "ListComp";
  elt: Expression;
  generators: Comprehension[];
}
export interface SetComp extends Position {
  node: "SetComp";
  elt: Expression;
  generators: Comprehension[];
}
export interface DictComp extends Position {
  node: "DictComp";
  key: Expression;
  value: Expression;
  generators: Comprehension[];
}
export interface GeneratorExp extends Position {
  node: "GeneratorExp";
  elt: Expression;
  generators: Comprehension[];
}
export interface Await extends Position {
  node: "Await";
  value: Expression;
}
export interface Yield extends Position {
  node: "Yield";
  value: Expression | null;
}
export interface YieldFrom extends Position {
  node: "YieldFrom";
  value: Expression;
}
export interface Compare extends Position {
  node: "Compare";
  left: Expression;
  ops: ComparisonOperator[];
  comparators: Expression[];
}
export interface Call extends Position {
  node: "Call";
  func: Expression;
  args: Expression[];
  keywords: Keyword[];
}
/** `conversion` is a character code (`!r` is 114), -1 for none. */
export interface FormattedValue extends Position {
  node: "FormattedValue";
  value: Expression;
  conversion: number;
  format_spec: JoinedStr | null;
}
export interface JoinedStr extends Position {
  node: "JoinedStr";
  values: Expression[];
}
export interface Constant extends Position {
  node: "Constant";
  value: ConstantValue;
  kind: "u" | null;
}
export interface Attribute extends Position {
  node: "Attribute";
  value: Expression;
  attr: string;
  ctx: ExpressionContext;
}
export interface Subscript extends Position {
  node: "Subscript";
  value: Expression;
  slice: Expression;
  ctx: ExpressionContext;
}
export interface Starred extends Position {
  node: "Starred";
  value: Expression;
  ctx: ExpressionContext;
}
export interface Name extends Position {
  node: "Name";
  id: string;
  ctx: ExpressionContext;
}
export interface ListDisplay extends Position {
  node: "List";
  elts: Expression[];
  ctx: ExpressionContext;
}
export interface Tuple extends Position {
  node: "Tuple";
  elts: Expression[];
  ctx: ExpressionContext;
}
export interface Slice extends Position {
  node: "Slice";
  lower: Expression | null;
  upper: Expression | null;
  step: Expression | null;
}

export type Expression =
  | BoolOp
  | NamedExpr
  | BinOp
  | UnaryOp
  | Lambda
  | IfExp
  | Dict
  | SetDisplay
  | ListComp
  | SetComp
  | DictComp
  | GeneratorExp
  | Await
  | Yield
  | YieldFrom
  | Compare
  | Call
  | FormattedValue
  | JoinedStr
  | Constant
  | Attribute
  | Subscript
  | Starred
  | Name
  | ListDisplay
  | Tuple
  | Slice;

// Parts of statements and expressions

export interface Comprehension {
  node: "comprehension";
  target: Expression;
  iter: Expression;
  ifs: Expression[];
  is_async: 0 | 1;
}
export interface ExceptHandler extends Position {
  node: "ExceptHandler";
  type: Expression | null;
  name: string | null;
  body: Statement[];
}
/** A `null` in `kw_defaults` marks a keyword-only parameter without a default. */
export interface Arguments {
  node: "arguments";
  posonlyargs: Argument[];
  args: Argument[];
  vararg: Argument | null;
  kwonlyargs: Argument[];
  kw_defaults: (Expression | null)[];
  kwarg: Argument | null;
  defaults: Expression[];
}
export interface Argument extends Position {
  node: "arg";
  arg: string;
  annotation: Expression | null;
  type_comment: null;
}
/** A `null` name marks `**mapping`. */
export interface Keyword extends Position {
  node: "keyword";
  arg: string | null;
  value: Expression;
}
export interface Alias extends Position {
  node: "alias";
  name: string;
  asname: string | null;
}
export interface WithItem {
  node: "withitem";
  context_expr: Expression;
  optional_vars: Expression | null;
}
export interface MatchCase {
  node: "match_case";
  pattern: Pattern;
  guard: Expression | null;
  body: Statement[];
}

// Patterns

export interface MatchValue extends Position {
  node: "MatchValue";
  value: Expression;
}
export interface MatchSingleton extends Position {
  node: "MatchSingleton";
  value: null | boolean;
}
export interface MatchSequence extends Position {
  node: "MatchSequence";
  patterns: Pattern[];
}
export interface MatchMapping extends Position {
  node: "MatchMapping";
  keys: Expression[];
  patterns: Pattern[];
  rest: string | null;
}
export interface MatchClass extends Position {
  node: "MatchClass";
  cls: Expression;
  patterns: Pattern[];
  kwd_attrs: string[];
  kwd_patterns: Pattern[];
}
export interface MatchStar extends Position {
  node: "MatchStar";
  name: string | null;
}
export interface MatchAs extends Position {
  node: "MatchAs";
  pattern: Pattern | null;
  name: string | null;
}
export interface MatchOr extends Position {
  node: "MatchOr";
  patterns: Pattern[];
}
export type Pattern =
  | MatchValue
  | MatchSingleton
  | MatchSequence
  | MatchMapping
  | MatchClass
  | MatchStar
  | MatchAs
  | MatchOr;

// Type parameters (Python 3.12)

export interface TypeVar extends Position {
  node: "TypeVar";
  name: string;
  bound: Expression | null;
}
export interface ParamSpec extends Position {
  node: "ParamSpec";
  name: string;
}
export interface TypeVarTuple extends Position {
  node: "TypeVarTuple";
  name: string;
}
export type TypeParameter = TypeVar | ParamSpec | TypeVarTuple;

export type Node =
  | Root
  | Statement
  | Expression
  | Comprehension
  | ExceptHandler
  | Arguments
  | Argument
  | Keyword
  | Alias
  | WithItem
  | MatchCase
  | Pattern
  | TypeParameter;

export type NodeName = Node["node"];

const STATEMENT_FUNCTION = ["name", "args", "body", "decorator_list", "returns", "type_comment", "type_params"];
const LOOP_FOR = ["target", "iter", "body", "orelse", "type_comment"];

/** The fields of every node in CPython's order, as `_fields` of the class in `ast`. */
export const FIELDS: Readonly<Record<NodeName, readonly string[]>> = {
  Module: ["body", "type_ignores"],
  Interactive: ["body"],
  Expression: ["body"],
  FunctionDef: STATEMENT_FUNCTION,
  AsyncFunctionDef: STATEMENT_FUNCTION,
  ClassDef: ["name", "bases", "keywords", "body", "decorator_list", "type_params"],
  Return: ["value"],
  Delete: ["targets"],
  Assign: ["targets", "value", "type_comment"],
  TypeAlias: ["name", "type_params", "value"],
  AugAssign: ["target", "op", "value"],
  AnnAssign: ["target", "annotation", "value", "simple"],
  For: LOOP_FOR,
  AsyncFor: LOOP_FOR,
  While: ["test", "body", "orelse"],
  If: ["test", "body", "orelse"],
  With: ["items", "body", "type_comment"],
  AsyncWith: ["items", "body", "type_comment"],
  Match: ["subject", "cases"],
  Raise: ["exc", "cause"],
  Try: ["body", "handlers", "orelse", "finalbody"],
  TryStar: ["body", "handlers", "orelse", "finalbody"],
  Assert: ["test", "msg"],
  Import: ["names"],
  ImportFrom: ["module", "names", "level"],
  Global: ["names"],
  Nonlocal: ["names"],
  Expr: ["value"],
  Pass: [],
  Break: [],
  Continue: [],
  BoolOp: ["op", "values"],
  NamedExpr: ["target", "value"],
  BinOp: ["left", "op", "right"],
  UnaryOp: ["op", "operand"],
  Lambda: ["args", "body"],
  IfExp: ["test", "body", "orelse"],
  Dict: ["keys", "values"],
  Set: ["elts"],
  ListComp: ["elt", "generators"],
  SetComp: ["elt", "generators"],
  DictComp: ["key", "value", "generators"],
  GeneratorExp: ["elt", "generators"],
  Await: ["value"],
  Yield: ["value"],
  YieldFrom: ["value"],
  Compare: ["left", "ops", "comparators"],
  Call: ["func", "args", "keywords"],
  FormattedValue: ["value", "conversion", "format_spec"],
  JoinedStr: ["values"],
  Constant: ["value", "kind"],
  Attribute: ["value", "attr", "ctx"],
  Subscript: ["value", "slice", "ctx"],
  Starred: ["value", "ctx"],
  Name: ["id", "ctx"],
  List: ["elts", "ctx"],
  Tuple: ["elts", "ctx"],
  Slice: ["lower", "upper", "step"],
  comprehension: ["target", "iter", "ifs", "is_async"],
  ExceptHandler: ["type", "name", "body"],
  arguments: ["posonlyargs", "args", "vararg", "kwonlyargs", "kw_defaults", "kwarg", "defaults"],
  arg: ["arg", "annotation", "type_comment"],
  keyword: ["arg", "value"],
  alias: ["name", "asname"],
  withitem: ["context_expr", "optional_vars"],
  match_case: ["pattern", "guard", "body"],
  MatchValue: ["value"],
  MatchSingleton: ["value"],
  MatchSequence: ["patterns"],
  MatchMapping: ["keys", "patterns", "rest"],
  MatchClass: ["cls", "patterns", "kwd_attrs", "kwd_patterns"],
  MatchStar: ["name"],
  MatchAs: ["pattern", "name"],
  MatchOr: ["patterns"],
  TypeVar: ["name", "bound"],
  ParamSpec: ["name"],
  TypeVarTuple: ["name"],
};
