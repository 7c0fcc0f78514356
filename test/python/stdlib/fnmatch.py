import fnmatch

PATTERNS = ["", "*", "**", "*.py", "a?c", "[abc]", "[!abc]", "[a-c]x", "[", "[]", "[]a]", "[!]a]", "[a", "a*b?[!x-z]*.py", "[b-a]", "[a-]", "[-a]", "[a-c-e]", "[!a-]", "[^a]", "[[]", "[&&~|]", "\\", "[\\]", "a.b", "*a*b*c*", "[!]", "[a-z--0]", "é*", "*\n*", "[z-a0-9]"]
NAMES = ["", "a", "abc", "a.py", "A.PY", "ab", "[", "]", "^a", "x", "b", "-", "bx", "aQc", "ab1yfoo.py", "\\", "aXbXc", "\n", "éa", "a.b", "axb", "!", "&", "5"]
for pattern in PATTERNS:
    print(repr(pattern), fnmatch.translate(pattern), fnmatch.filter(NAMES, pattern), [fnmatch.fnmatchcase(name, pattern) == fnmatch.fnmatch(name, pattern) for name in NAMES].count(False))
print(fnmatch.fnmatch(b"a.py", b"*.py"), fnmatch.filter([b"x", b"yx"], b"?x"))
