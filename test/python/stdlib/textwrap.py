import textwrap
from textwrap import TextWrapper, dedent, fill, indent, shorten, wrap

text = ("Hello there, how are you this fine day?  I'm glad to hear it -- really!  Em--dashes, well-known hyphenated-words, "
        "and a-b-c  2-way x-ray --option-name;\ta supercalifragilisticexpialidocious word.\nNew line here. \"Yes.\" he said.")
for width in (1, 5, 10, 17, 23, 40, 70, 200):
    print(width, wrap(text, width))
    for options in ({"break_on_hyphens": False}, {"break_long_words": False}, {"fix_sentence_endings": True}, {"drop_whitespace": False},
                    {"expand_tabs": False, "replace_whitespace": False}, {"initial_indent": "* ", "subsequent_indent": "  "}, {"tabsize": 4}):
        print(options, wrap(text, width, **options))
    for lines in (1, 2, 3):
        for placeholder in (" [...]", "...", ""):
            try:
                print(lines, placeholder, wrap(text, width, max_lines=lines, placeholder=placeholder))
            except ValueError as error:
                print(error)
print(fill("a b c d e", 3))
print(shorten("Hello  world!", width=12), shorten("Hello  world!", width=11), shorten("Hello world", width=10, placeholder="..."))
for width in (0, -1):
    try:
        wrap("x", width)
    except ValueError as error:
        print(error)
for sample in ("", "   a\n     b\n\n   c", "\ta\n\t  b\n \t\n", "  a\n\tb", "a\n  b", "    a\n  \n   b\n", "\n  x\n", "   \n\t\n"):
    print(repr(dedent(sample)), repr(indent(sample, "> ")), repr(indent(sample, "+", lambda line: True)))
wrapper = TextWrapper(width=20)
wrapper.width = 12
print(wrapper.wrap("this is-a-very-long-hyphenated-word\u00a0with no break"), sorted(textwrap.__all__))
print(wrap("aaaa----bbbb---cccc  --  d---e foo-bar-9 e-mail", 8))
