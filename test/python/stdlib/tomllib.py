import decimal
import io
import tomllib

DOCUMENTS = ['a', 'a=', '=1', 'a=1 b=2', 'a=1\na=2', '[a]\n[a]', '[a', '[[a]', '[a]\n[[a]]', '[[a]]\n[a]', 'a.b=1\na=2', 'a={b=1}\na.c=2', 'a={b=1,}', 'a={b=1\n}', 'a=[1,2', 'a="x', 'a="""x', 'a="\\q"', 'a="\\u12"', 'a="\\ud800"', "a='x", 'a="\n"',
             'a=1__0', 'a=01', 'a=0x', 'a=1e', 'a=+inf', 'a=-nan', 'a=1.', 'a=.1', 'a=true1', 'a=tru', 'a=2020-13-01', 'a=2020-01-01T25:00:00', 'a=2020-01-01 00:00:00Z', 'a=07:32:00.123456789', 'a="\\\nb"', 'a="""\n x\\\n   y"""', 'a=\x01', '# \x01', 'a.\nb=1', '"a"b=1', '""=1',
             'a b=1', 'a=[1,,2]', 'a=[,]', '[a.]', '[]', 'a=1 # c', 'é=1', 'a="é"', 'a = 0b12', 'a=1\r\nb=2', 'a=1\rb=2', '[a.b]\n[a]\nc=1', '[a]\nb.c=1\n[a.b]', '[a.b]\nx=1\n[a]\nb.y=2', 'a=[[1,2],["x"]]', 'a={}', 'a={b={c=1},d.e=2}', 'a={b=1,b=2}', 'a=0o7', 'a=-0x1',
             'a=1979-05-27T07:32:00-07:00', 'a=1979-05-27T07:32:00.5', 'a="\\x41"', 'a="\\e"', "a='''\nx'''", 'a=""""x""""', "a=''''x'''''", '[[a]]\nb=1\n[[a]]\nb=2\n[a.c]\nd=3', '[a]\n[a.b]\n[a.b.c]\nx=1', 'a=[\n1, # one\n2,\n]', 'a = 1_000\nb = 1_0.5_0e+1_0\nc=0xdead_beef', '"a.b".c = 1', "'x y' = 2",
             'a=1979-05-27', 'a=2021-02-30', 'a=[{b=1},{b=2}]\n[[a]]', 'a.b.c=1\na.b.d=2\n[a.e]', 'a=inf\nb=nan', 'a="\\u00e9\\U0001F600\\t\\\\"', "a='\\n'", '[a]\nb=1\n\n  [ c . d ]\n e = 2 # x', 'a=[1, "x", 2.5, [true], {}]', 'a={b=[1,2]}\na.b=3', 'a=1\n[a]', 'a="""a\\ \n b"""', 'a="""\\x"""', 'a=false\n#', '', '\n\n', 'a="x\\',
             '[a]]', '[[a]]]', 'a={ b = 1 , c = 2 }', 'x={a={b=1}, a.c=2}', 'a=12:00:60', 'a=+1', 'a=-0.0', 'a=1e5', "a='\t'", "a='''a\nb'''", 'a="""a"b""c"""']
for document in DOCUMENTS:
    try:
        print(repr(document), tomllib.loads(document))
    except tomllib.TOMLDecodeError as error:
        print(repr(document), error)
print(tomllib.load(io.BytesIO(b"a = 1")), tomllib.loads("a=1.50", parse_float=decimal.Decimal))
for f in (lambda: tomllib.load(io.StringIO("a=1")), lambda: tomllib.loads("a=1.0", parse_float=lambda text: [])):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)
