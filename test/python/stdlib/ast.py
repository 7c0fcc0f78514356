import ast
import copy


def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as error:
        return type(error).__name__, str(error).split(" object at ")[0]


def dump(node, **options):
    # 3.12 has one field more.
    return ast.dump(node, **options).replace(", type_params=[]", "").replace(",\n  type_params=[]", "")


PROGRAM = '''
"""Module."""
from __future__ import annotations
import os.path as p, sys
from . import x
from ..a.b import *
@deco(1)
async def f(a, /, b: int = 2, *args, c, d=4, **kw) -> str:
    """Doc
      string."""
    await g(); yield
    async for i in z: pass
    async with y as q, w: return
def g():
    global t
    def h():
        nonlocal u
    u = lambda *, k=1: (yield from k)
class C(A, metaclass=M, **kw):
    x: int = 5
    (y): str
    z.w: float
for i, *j in k:
    if a < b <= c is not d not in e: continue
    elif x: break
    else: del a, b[1], c.d
else: raise E from None
while not x and y or z: x += 1; x @= 2; x //= 3; x **= -4
try: assert x, "m"
except (A, B) as e: pass
except: raise
else: pass
finally: pass
try: pass
except* V: pass
with (a as b, c): pass
x = y = [1, 2.5, 3j, "s", b"b", None, True, ..., -1, 10**30, "é☃", *rest]
{1: 2, **d, 'a': {1, 2}, (): {}}
[a for b in c if d if e for f in g], {a for b in c}, {a: b for c in d}, (a for b in c)
f"a{b!r:>{c}}d{{e}}{f=}" 'g'
u"k"
a[1:2, ::3, ...], a[b], a[:]
(n := 5), x if y else z, ~a ^ b | c & d << 2 >> 1 % 3
print(a, *b, c=d, **e)
match x:
    case 1 | "a" | -2.5+3j: pass
    case [a, *_, b] if c: pass
    case {"k": v, **r}: pass
    case P(1, q=z) as w: pass
    case None | True: pass
    case A.B: pass
    case _: pass
'''
tree = ast.parse(PROGRAM)
print(dump(tree))
print(dump(tree, include_attributes=True))
print(dump(ast.Module(tree.body[-6:], []), annotate_fields=False))
print(dump(tree, indent=2) == dump(tree, indent="  "), dump(tree.body[1], indent=1), dump(tree.body[-1], indent=3))
print(ast.unparse(tree))
print(dump(ast.parse(ast.unparse(tree))) == dump(tree))
print(dump(ast.parse("1 + 2", mode="eval")), dump(ast.parse("x", mode="single")), dump(ast.parse("")), ast.unparse(ast.parse("x", mode="eval")))
print(attempt(ast.parse, "x ="), attempt(ast.parse, "a b", "file.py"), attempt(ast.parse, " x", mode="eval"), attempt(ast.dump, 5), attempt(ast.parse, b"x = 1").body[0].lineno)

for text in ("1", "-1", "+1.5", "'a' 'b'", "b'x'", "[1, (2,), {3}, {4: None}]", "True", "...", "1+2j", "-1-2j", "set()", "{}", " \t 5", "[1,\n 2]", "1+2", "x", "f(1)", "1+1j+1", "--1", "-'a'", "{**a}", "[*a]", "'a' + 'b'", "a.b", "1 if x else 2",
             "lambda: 1", "{1, [2]}", "{[]: 1}", "1;2", "not 1", "10**3", "(1)", "()", "1,2", "f'x'", "10000000000000000000000", "2j-1"):
    print(repr(text), attempt(ast.literal_eval, text))
print(ast.literal_eval(ast.parse("[1, 2]", mode="eval")), ast.literal_eval(ast.Constant(5)), attempt(ast.literal_eval, 5), attempt(ast.literal_eval, ast.Name("x", ast.Load())), attempt(ast.literal_eval, None))

n = ast.Name("x", ctx=ast.Load())
print(dump(n), n._fields, n._attributes, ast.Name.__match_args__, n.id, attempt(lambda: n.lineno), n.end_lineno, isinstance(n, ast.expr), isinstance(n, ast.AST), ast.Name.__mro__, ast.Name.__doc__)
print(dump(ast.Name()), attempt(ast.Name, 1, 2, 3), attempt(ast.Name, "x", id="y"), attempt(ast.Pass, 1), dump(ast.Constant(value=[1])), ast.Return().value, attempt(lambda: ast.Assign().targets), dump(ast.Name("a", foo=1)))
print(ast.Call.__doc__, ast.Add.__doc__, ast.arguments._fields, ast.stmt._attributes, ast.mod._attributes, ast.Module._attributes, ast.comprehension._attributes, ast.arg._attributes, ast.withitem._attributes)
print([cls.__name__ for cls in (ast.FunctionDef, ast.If, ast.Try, ast.Match, ast.Starred, ast.MatchAs)], ast.FunctionDef.__bases__, ast.Load.__bases__, ast.keyword.__bases__, repr(ast.Add()).split(" at ")[0])
print(dump(copy.deepcopy(tree)) == dump(tree), copy.copy(n).id)


class Names(ast.NodeVisitor):
    def __init__(self):
        self.found = []

    def visit_Name(self, node):
        self.found.append(node.id)
        self.generic_visit(node)


class Doubler(ast.NodeTransformer):
    def visit_Constant(self, node):
        return ast.copy_location(ast.Constant(node.value * 2), node) if isinstance(node.value, int) else node

    def visit_Pass(self, node):
        return None

    def visit_Expr(self, node):
        self.generic_visit(node)
        return [node, node]


visitor = Names()
visitor.visit(tree)
print(visitor.found)
program = Doubler().visit(ast.parse("x = 3\nprint(x + 4)\nif x:\n    pass\n    y = 1"))
ast.fix_missing_locations(program)
print(ast.unparse(program))
exec(compile(program, "<tree>", "exec"))
print([type(node).__name__ for node in ast.walk(ast.parse("a = b + 1\nif c: d(e)"))])
print(list(ast.iter_fields(ast.parse("x").body[0].value))[0], [type(node).__name__ for node in ast.iter_child_nodes(ast.parse("a + b").body[0].value)])
print(repr(ast.get_docstring(tree)), repr(ast.get_docstring(tree.body[5])), repr(ast.get_docstring(tree.body[5], clean=False)), ast.get_docstring(tree.body[6]), attempt(ast.get_docstring, n))
source = "x = (1 +\n  é2,\n\ty)\r\nz = 'a☃b' + c"
for statement in ast.parse(source).body:
    for node in ast.walk(statement):
        if hasattr(node, "lineno"):
            print(type(node).__name__, repr(ast.get_source_segment(source, node)), repr(ast.get_source_segment(source, node, padded=True)))
print(ast.get_source_segment("x", n), dump(ast.increment_lineno(ast.parse("x\ny"), 3), include_attributes=True))
print(dump(ast.fix_missing_locations(ast.Expression(ast.BinOp(ast.Constant(1), ast.Add(), ast.Constant(2, lineno=5, col_offset=3)))), include_attributes=True))

E = ast.Expression
L = dict(lineno=1, col_offset=0)
print(eval(compile(ast.fix_missing_locations(E(ast.BinOp(ast.Constant(6), ast.Mult(), ast.Constant(7)))), "", "eval")))
print(eval(compile(ast.fix_missing_locations(E(ast.Constant((1, "a", (2.5, None))))), "", "eval")), eval(compile(ast.fix_missing_locations(E(ast.Constant(...))), "", "eval")))
for node, mode in ((E(ast.Name("x", ast.Load())), "eval"), (E(ast.Name("x", ast.Store(), **L)), "eval"), (ast.Module([], []), "eval"), (ast.Module([ast.Pass()], []), "exec"), (ast.Module(5, []), "exec"),
                   (ast.Module([ast.If(ast.Constant(1, **L), [], [], **L)], []), "exec"), (E(ast.Dict([], [ast.Constant(1, **L)], **L)), "eval"), (E(ast.BoolOp(ast.And(), [ast.Constant(1, **L)], **L)), "eval"), (E(ast.Compare(ast.Constant(1, **L), [], [], **L)), "eval"),
                   (E(ast.Name("None", ast.Load(), **L)), "eval"), (E(ast.Name(5, ast.Load(), **L)), "eval"), (E(ast.Constant([], **L)), "eval"), (E(None), "eval"), (ast.Module([ast.Assign([ast.Constant(1, **L)], ast.Constant(1, **L), None, **L)], []), "exec"),
                   (ast.Module([ast.Try([ast.Pass(**L)], [], [], [], **L)], []), "exec"), (E(ast.ListComp(ast.Constant(1, **L), [], **L)), "eval"), (ast.Module([ast.Return(None, **L)], []), "exec"), (E(ast.BinOp(ast.Constant(1, **L), 5, ast.Constant(1, **L), **L)), "eval")):
    result = attempt(compile, node, "<x>", mode)
    print(ast.dump(node), result if isinstance(result, tuple) else "compiled")
for text in ("(yield)", "a if b else c", "lambda x, *y: z", "not a", "-(-a)", "(a, b), c", "a ** -b", "(a ** b) ** c", "(await x) ** 2", "x[a, b]", "x[(a, *b)]", "'it''s'", "'\"\\''", "'a\\nb'", "f'{a!r}{b:x}'", "1 .real", "1.5.real", "(1, )", "{**a}", "*a, b", "(x := 1)", "a < (b < c)", "not (a and b) or c",
             "1e400", "-1j", "f'{x:{y}}'", "(yield from a)", "a @ b", "{a: b for c in d if e}", "[*a]", "print(*a, **b)", "b'\\x00'", "a[b:c:d]", "a[::]"):
    try:
        print(text, "->", ast.unparse(ast.parse(text)))
    except SyntaxError as error:
        print(text, error.msg)
print(isinstance(ast.Constant(1), ast.Num), isinstance(ast.Constant("a"), ast.Str), isinstance(ast.Constant(None), ast.NameConstant), isinstance(ast.Constant(1), ast.Str), dump(ast.Num(5)), dump(ast.Str("x")), dump(ast.Index(n)), isinstance(n, ast.Num))
print(dump(compile("x", "", "exec", ast.PyCF_ONLY_AST)), compile(tree, "", "exec", ast.PyCF_ONLY_AST) is tree)
import _ast
print(_ast.AST is ast.AST, _ast.BinOp is ast.BinOp, _ast.PyCF_ONLY_AST, hasattr(_ast, "parse"))
