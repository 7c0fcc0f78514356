import io
import tokenize as t


def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as error:
        return type(error).__name__, str(error)


SOURCES = ["", "x", "x = 1 + 2.5e3j # c\n", "def f(a, *, b=0x1F):\n    return a ** b\n\n\nclass C: pass", "if x:\n\ty\n\n    # comment\n\tz\n", "a = [1,\n  2, # two\n\n 3]\n", "s = '''a\nb''' + \"c\\\n d\"\nt", "x = \\\n  1\n", "r'\\n' b\"x\" Rb'' f'{a}' u'' f\"\"\"{\nx}\"\"\"\n",
           "a<<=b>>c//d->e...f:=g!=h@=i", "é = '☃'\n", "x = 1 $ 2\n", "'abc\n", "x = ('a'\n", "'''abc", "\n\n  \n#c", "  # c\nx\n", "if a:\n    b\n  c\n", "1_000 0b1_0 0o17 1. .5 1e-5 1if x else 0777", "x=1\r\ny=2\r\n", "async def f(): await x\n", "\f\tx\n", "lambda: (yield)\n", "a\\", "x = 5  \n", "while 1:\n  if 2:\n    3", "0xg 1__0 1e", "?", "@a.b\ndef f(): ...", "f(a)(b)[c]{d}~^&|%;,", "\"a\\\"b\" 'c\\\\'", "'a\\\nb'", "''''''", "'' ''", "x = '''\n'''\ny", "\ty", "x # c", "x\n\n\n"]
for source in SOURCES:
    tokens = attempt(lambda: list(t.generate_tokens(io.StringIO(source).readline)))
    print(repr(source), tokens)
    if isinstance(tokens, list):
        print([token.exact_type for token in tokens], repr(attempt(t.untokenize, tokens)), repr(attempt(t.untokenize, [token[:2] for token in tokens])))
    data = attempt(lambda: list(t.tokenize(io.BytesIO(source.encode()).readline)))
    print(data[1:] == tokens if isinstance(data, list) else data, attempt(t.untokenize, data) == source.encode() if isinstance(data, list) else "")
for head in (b"", b"x", b"# coding: latin-1\nx", b"#!/bin/x\n# -*- coding: utf-8 -*-\n", b"\xef\xbb\xbfx", b"\xef\xbb\xbf# coding: latin-1\n", b"# coding: nope\n", b"x\n# coding: latin-1", b"\xff\n", b"# vim: fileencoding=cp1252", b"\n\n# coding: latin-1"):
    print(head, attempt(t.detect_encoding, io.BytesIO(head).readline))
print(t.TokenInfo(1, "a", (1, 0), (1, 1), "a"), t.TokenError("x"), t.tok_name[t.COMMENT])
