/** The module `ast`, over the parser that the interpreter brings. */
import { functions, names } from "../../runtime/define.ts";
import type { NamespaceDict } from "../../runtime/dict.ts";
import type { Interpreter } from "../../runtime/interpreter.ts";
import { paid } from "../../runtime/limits.ts";
import { asInt, asString } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { isTrue } from "../../runtime/truth.ts";
import { typeOf } from "../../runtime/type-table.ts";
import { isSubtype } from "../../runtime/types.ts";
import { PyList, type PyValue } from "../../runtime/values.ts";
import { dumpNode } from "./dump.ts";
import { nodeTypeOf, toTree } from "./from-python.ts";
import { literalOf, malformed } from "./literal-value.ts";
import { nodeTypes, PyNode } from "./node-types.ts";
import { type Singletons, toPython } from "./to-python.ts";
import { syntaxTools, TREE_OF_VALUE, type TreeMode, type TreeNode, type TreeOfValue } from "./syntax-tools.ts";

/** Flags of compile(). */
const ONLY_AST = 0x400,
  ALLOW_TOP_LEVEL_AWAIT = 0x2000,
  TYPE_COMMENTS = 0x1000;

export function load(globals: NamespaceDict, interpreter: Interpreter): void {
  for (const type of nodeTypes().all) globals.setString(type.name, type);
  names(globals, {
    PyCF_ONLY_AST: ONLY_AST,
    PyCF_ALLOW_TOP_LEVEL_AWAIT: ALLOW_TOP_LEVEL_AWAIT,
    PyCF_TYPE_COMMENTS: TYPE_COMMENTS,
  });
  const tools = syntaxTools(interpreter),
    singletons: Singletons = new Map();
  const treeOf: TreeOfValue = (value, mode) =>
    value instanceof PyNode ? rootOf(value, mode, tools.ellipsis) : undefined;
  interpreter.moduleState.set(TREE_OF_VALUE, treeOf);
  interpreter.moduleState.set("ast.parse", (source: PyValue, filename: string, mode: TreeMode) =>
    source instanceof PyNode ? source : toPython(tools.parse(source, filename, mode), singletons),
  );
  const loose = (value: PyValue): TreeNode => toTree(value, "AST", { ellipsis: tools.ellipsis, isStrict: false });
  functions(globals, "ast", {
    "literal_eval(node_or_string)"(value: PyValue) {
      const text = asString(value);
      if (text === undefined && nodeTypeOf(value) === undefined) throw malformed(value);
      const tree = text === undefined ? loose(value) : tools.parse(text.replace(/^[ \t]+/, ""), "<unknown>", "eval");
      return literalOf(tree.node === "Expression" ? (tree["body"] as TreeNode) : tree, (node) =>
        toPython(node, singletons),
      );
    },
    "dump(node, annotate_fields=True, include_attributes=False, *, indent=None)"(
      node: PyValue,
      annotate: PyValue,
      include: PyValue,
      indent: PyValue,
    ) {
      if (!(node instanceof PyNode)) throw raise.TypeError(`expected AST, got '${typeOf(node).shown}'`);
      const width = indent === null ? undefined : asInt(indent);
      const step =
        indent === null
          ? null
          : width === undefined
            ? (asString(indent) ?? "")
            : " ".repeat(Math.min(100, Math.max(0, Number(width))));
      return dumpNode(node, { annotateFields: isTrue(annotate), includeAttributes: isTrue(include), indent: step });
    },
    "unparse(ast_obj)"(value: PyValue) {
      if (value instanceof PyList)
        return paid(value.items)
          .map((item) => tools.unparse(loose(item)))
          .join("\n");
      return tools.unparse(loose(value));
    },
  });
}

const ROOTS: Readonly<Record<TreeMode, string>> = { exec: "Module", eval: "Expression", single: "Interactive" };

function rootOf(value: PyNode, mode: TreeMode, ellipsis: unknown): TreeNode {
  const entry = nodeTypes().byName.get(ROOTS[mode]);
  if (entry === undefined || !isSubtype(value.cls, entry.type))
    throw raise.TypeError(`expected ${ROOTS[mode]} node, got ${value.cls.shown}`);
  return toTree(value, "mod", { ellipsis, isStrict: true });
}

export const source: string = String.raw`
def parse(source, filename="<unknown>", mode="exec", *, type_comments=False, feature_version=None):
    """The tree of a source text."""
    return compile(source, filename, mode, PyCF_ONLY_AST)


def iter_fields(node):
    """Pairs of name and value of the fields that are there."""
    for name in node._fields:
        try:
            yield name, getattr(node, name)
        except AttributeError:
            pass


def iter_child_nodes(node):
    """The nodes right below a node."""
    for _, value in iter_fields(node):
        if isinstance(value, AST):
            yield value
        elif isinstance(value, list):
            for item in value:
                if isinstance(item, AST):
                    yield item


def walk(node):
    """A node and all below it, level by level."""
    waiting = [node]
    for node in waiting:
        waiting.extend(iter_child_nodes(node))
        yield node


def copy_location(new_node, old_node):
    """Places a node where another one stands."""
    for name in ("lineno", "col_offset", "end_lineno", "end_col_offset"):
        if name in old_node._attributes and name in new_node._attributes:
            value = getattr(old_node, name, None)
            if value is not None or (hasattr(old_node, name) and name.startswith("end_")):
                setattr(new_node, name, value)
    return new_node


def fix_missing_locations(node):
    """Gives nodes without a place that of the node above."""
    def fix(node, place):
        for position, name in enumerate(("lineno", "end_lineno", "col_offset", "end_col_offset")):
            if name in node._attributes:
                value = getattr(node, name, None)
                if value is None and (position % 2 or not hasattr(node, name)):
                    setattr(node, name, place[position])
                else:
                    place = place[:position] + (value,) + place[position + 1:]
        for child in iter_child_nodes(node):
            fix(child, place)

    fix(node, (1, 1, 0, 0))
    return node


def increment_lineno(node, n=1):
    """Moves a tree down by n lines."""
    for child in walk(node):
        if isinstance(child, TypeIgnore):
            child.lineno = getattr(child, "lineno", 0) + n
            continue
        if "lineno" in child._attributes:
            child.lineno = getattr(child, "lineno", 0) + n
        if "end_lineno" in child._attributes and (end := getattr(child, "end_lineno", 0)) is not None:
            child.end_lineno = end + n
    return node


def get_docstring(node, clean=True):
    """The docstring of a function, class or module, or None."""
    if not isinstance(node, (AsyncFunctionDef, FunctionDef, ClassDef, Module)):
        raise TypeError("%r can't have docstrings" % node.__class__.__name__)
    if not (node.body and isinstance(node.body[0], Expr)):
        return None
    text = node.body[0].value
    if not (isinstance(text, Constant) and isinstance(text.value, str)):
        return None
    return _cleaned(text.value) if clean else text.value


def _cleaned(text):
    """Without the indentation of the code around, and without blank lines at the ends."""
    first, *lines = text.expandtabs().split("\n")
    margin = min((len(line) - len(line.lstrip()) for line in lines if line.lstrip()), default=0)
    lines = [first.lstrip()] + [line[margin:] for line in lines]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        del lines[0]
    return "\n".join(lines)


def _lines(source):
    lines, rest = [], source
    start = 0
    for place, character in enumerate(source):
        if character == "\n" or (character == "\r" and source[place + 1:place + 2] != "\n"):
            lines.append(source[start:place + 1])
            start = place + 1
    return lines + [source[start:]] if start < len(source) else lines


def get_source_segment(source, node, *, padded=False):
    """The part of the source that a node was parsed from, or None."""
    try:
        if node.end_lineno is None or node.end_col_offset is None:
            return None
        first, last, start, stop = node.lineno - 1, node.end_lineno - 1, node.col_offset, node.end_col_offset
    except AttributeError:
        return None
    lines = _lines(source)
    if first == last:
        return lines[first].encode()[start:stop].decode()
    head = lines[first].encode()
    padding = "".join(character if character in "\f\t" else " " for character in head[:start].decode()) if padded else ""
    return padding + head[start:].decode() + "".join(lines[first + 1:last]) + lines[last].encode()[:stop].decode()


class NodeVisitor:
    """Calls visit_<Class> for each node where there is such a method, and visits what is below where there is not."""

    def visit(self, node):
        visitor = getattr(self, "visit_" + node.__class__.__name__, self.generic_visit)
        return visitor(node)

    def generic_visit(self, node):
        for child in iter_child_nodes(node):
            self.visit(child)

    def visit_Constant(self, node):
        # Classes of before 3.8 by the type of the value.
        for types, name in _OLD_CONSTANTS:
            if type(node.value) in types:
                visitor = getattr(self, "visit_" + name, None)
                if visitor is not None:
                    import warnings
                    warnings.warn_explicit(f"visit_{name} is deprecated; add visit_Constant", DeprecationWarning, "<stdlib ast>", 1, "ast")
                    return visitor(node)
        return self.generic_visit(node)


_OLD_CONSTANTS = (((int, float, complex), "Num"), ((str,), "Str"), ((bytes,), "Bytes"), ((type(None), bool), "NameConstant"), ((type(...),), "Ellipsis"))


class NodeTransformer(NodeVisitor):
    """A visitor whose methods give what is to stand in a node's place: a node, a list of them, or None to remove it."""

    def generic_visit(self, node):
        for name, old in iter_fields(node):
            if isinstance(old, list):
                new = []
                for item in old:
                    if isinstance(item, AST):
                        item = self.visit(item)
                        if item is None:
                            continue
                        if not isinstance(item, AST):
                            new.extend(item)
                            continue
                    new.append(item)
                old[:] = new
            elif isinstance(old, AST):
                new = self.visit(old)
                if new is None:
                    delattr(node, name)
                else:
                    setattr(node, name, new)
        return node


class _OldConstantType(type):
    def __instancecheck__(cls, node):
        return isinstance(node, Constant) and type(getattr(node, "value", cls)) in cls._types


class _OldConstant(Constant, metaclass=_OldConstantType):
    _types = ()

    def __new__(cls, *args, **kwargs):
        return Constant(*args, **kwargs)


class Num(_OldConstant):
    _types = (int, float, complex)
    _fields = ("n",)


class Str(_OldConstant):
    _types = (str,)
    _fields = ("s",)


class Bytes(_OldConstant):
    _types = (bytes,)
    _fields = ("s",)


class NameConstant(_OldConstant):
    _types = (type(None), bool)


class Ellipsis(_OldConstant):
    _types = (type(...),)
    _fields = ()

    def __new__(cls, *args, **kwargs):
        return Constant(..., *args, **kwargs)


class slice(AST):
    """What Index and ExtSlice once derived from."""


class Index(slice):
    def __new__(cls, value, **kwargs):
        return value


class ExtSlice(slice):
    def __new__(cls, dims=(), **kwargs):
        return Tuple(list(dims), Load(), **kwargs)
`;
