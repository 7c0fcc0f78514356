import difflib
from difflib import *


def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as error:
        return type(error).__name__, str(error)


PAIRS = [("", ""), ("abcd", "bcde"), (" abcd", "abcd abcd"), ("qabxcd", "abycdf"), ("private Thread currentThread;", "private volatile Thread currentThread;"), ("ab" * 150, "ba" * 160), ([1, 2, 3], [3, 2, 1, 3]),
         ("x" * 300, "y" + "x" * 250), ("kitten", "sitting"), (("a", 1), (1, "a", 1)), ("b" * 100, "a" + "b" * 99), ([None], [None, None])]
for a, b in PAIRS:
    for options in ({}, {"isjunk": lambda x: x == " "}, {"autojunk": False}):
        s = SequenceMatcher(a=a, b=b, **options)
        print(s.get_matching_blocks(), s.get_opcodes(), s.ratio(), s.quick_ratio(), s.real_quick_ratio(), s.find_longest_match(), sorted(s.bjunk), sorted(map(str, s.bpopular)))
        print(list(s.get_grouped_opcodes(1)), s.find_longest_match(1, 3, 0, 2) if len(a) > 3 else "")
print(get_close_matches("appel", ["ape", "apple", "peach", "puppy"]), get_close_matches("wheel", ["while", "kernel", "else"], n=1, cutoff=0.1), attempt(get_close_matches, "x", [], 0), attempt(get_close_matches, "x", [], 1, 2))

OLD = """one
two
three
four with words
five
six
seven
eight
nine
ten
\tindented  here
# comment

""".splitlines(keepends=True)
NEW = """ore
tree
emu
four with other words
five
six
seven
nine
eight
ten
\tindented here
last
# comment
""".splitlines(keepends=True)
for a, b in ((OLD, NEW), (NEW, OLD), (OLD, OLD), ([], NEW), (OLD, []), ([], []), (OLD[:3], NEW[1:4]), (["a\n"] * 5, ["b\n"] * 3), (["abcdefGhijkl\n"], ["a\n", "abcdefGhijkl\n", "abcdefghijkl\n"])):
    delta = list(ndiff(a, b))
    print("".join(delta))
    assert list(restore(delta, 1)) == a and list(restore(delta, 2)) == b
    for n in (0, 1, 3):
        print("".join(unified_diff(a, b, "old", "new", "today", "", n=n)))
        print("".join(context_diff(a, b, "old", "new", "", "tomorrow", n=n, lineterm="\n")))
    print(list(Differ(IS_LINE_JUNK).compare(a, b)) == delta, len(list(ndiff(a, b, IS_LINE_JUNK, None))))
print(attempt(lambda: list(unified_diff([b"a"], ["b"]))), attempt(lambda: list(unified_diff(["a"], ["b"], b"x"))), attempt(lambda: list(restore([], 3))), attempt(lambda: list(context_diff(["a"], [1]))))
print(list(diff_bytes(unified_diff, [b"a\xff", b"x"], [b"b\xfe", b"x"], b"f\xe9", b"t")), attempt(lambda: list(diff_bytes(unified_diff, ["a"], [b"b"]))), attempt(lambda: list(diff_bytes(context_diff, [b"a"], [b"b"], "x"))))
print([IS_LINE_JUNK(line) for line in ("\n", "  #   \n", "hello\n", "##", "#", "")], [IS_CHARACTER_JUNK(c) for c in " \t\nx"], Match(1, 2, 3))
s = SequenceMatcher(None, "abc", "abd")
s.set_seq1("xbd")
print(s.ratio(), s.b2j, s.a)
s.set_seqs("q", "q")
print(s.ratio(), s.get_opcodes())
