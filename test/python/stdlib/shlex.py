import shlex
from io import StringIO


def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as error:
        return type(error).__name__, str(error)


LINES = ["", "a b c", "  lead trail  ", "'single q' \"double q\"", "a\\ b", "\"a\\\"b\\n\"", "'a\\'b'", "a'b'c\"d\"e", "x # comment\ny", "''", "a '' b", "\"\"", "'open", "\"open", "end\\", "a;b|c&&d > e", "--opt=val -x 'y z'", "é ü",
         "a\tb\nc\r\nd", "foo#bar", "\\'", "a\"b'c\"d", "\\\"x", "\"a\\\\b\"", "a=$b `c`", "~/a *.txt", "a(b)c", "&&&", "'a'\"b\"", "\"\\a\\$\"", "x\\\ny", "a'' b", ": :: ,", ">>'abc';ls", "'\n'"]
for line in LINES:
    print(repr(line))
    for posix in (True, False):
        for comments in (True, False):
            print(posix, comments, attempt(shlex.split, line, comments=comments, posix=posix))
        print(attempt(lambda: list(shlex.shlex(line, posix=posix))))
        for punctuation in (True, "|", "();"):
            print(attempt(lambda: list(shlex.shlex(line, posix=posix, punctuation_chars=punctuation))))
        lexer = shlex.shlex(line, posix=posix, punctuation_chars=True)
        lexer.whitespace_split = True
        print(attempt(lambda: list(lexer)), lexer.lineno)
for word in ("", "a", "a b", "it's", "$x", "a/b.c-d_e@f%g+h=i:j,k", "é", "\"", "'", "a\nb", "*"):
    print(shlex.quote(word), shlex.split(shlex.quote(word)) == [word])
print(shlex.join(["a b", "c", "d'e", ""]), attempt(shlex.split, 5))
lexer = shlex.shlex(StringIO("one two three"), "file")
print(lexer.get_token(), lexer.push_token("back"), lexer.get_token(), lexer.get_token(), lexer.error_leader(), lexer.error_leader("f", 9), lexer.infile, lexer.eof, lexer.wordchars[:5], lexer.punctuation_chars)
lexer.push_source("inner words", "g")
print(lexer.get_token(), lexer.infile, list(lexer))
lexer = shlex.shlex("a.b-c d")
lexer.wordchars += ".-"
print(list(lexer), lexer.get_token() == "")
