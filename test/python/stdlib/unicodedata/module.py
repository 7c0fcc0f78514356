# The module as a whole; its data is compared with CPython's in data.test.ts.
import unicodedata as u


def attempt(f, *args):
    try:
        return f(*args)
    except Exception as error:
        return type(error).__name__, str(error)


for character in "aÀ½²٣ǅ中\U0001f600\0\u0301ﬁ":
    print(ascii(character), u.category(character), u.bidirectional(character), u.combining(character), u.east_asian_width(character),
          u.mirrored(character), u.decomposition(character), u.decimal(character, None), u.digit(character, None),
          u.numeric(character, None), u.name(character, None))

print(u.lookup("GREEK SMALL LETTER ALPHA"), u.lookup("snowman"), u.lookup(b"SPACE") == " ")
print(attempt(u.lookup, "no such thing"), attempt(u.lookup, "x" * 300), attempt(u.lookup, 1))
print(attempt(u.name, "ab"), attempt(u.name, ""), attempt(u.name, 1), attempt(u.name, "\0"), u.name("\0", 4))
print(attempt(u.decimal, "x"), attempt(u.digit, "x"), attempt(u.numeric, "x"), attempt(u.category), attempt(u.category, "a", "b"))
print(attempt(u.normalize, "A", "x"), attempt(u.normalize, 1, "x"), attempt(u.normalize, "NFC", 1), attempt(u.is_normalized, "A", "x"))

for form in ("NFC", "NFD", "NFKC", "NFKD"):
    for text in ("", "abc", "é", "e\u0301", "ﬁ ½ ²", "각", "\u1100\u1161\u11a8", "a\u0323\u0307", "a\u0307\u0323", "\u0958", "\u2126", "Å\u0301", "\U0001d15e", "\ud800", "한국어", "ḍ̇q̣̇"):
        print(form, ascii(u.normalize(form, text)), u.is_normalized(form, text))

changed = 0
for code in range(0x30000):
    character = chr(code)
    for number, form in enumerate(("NFC", "NFD", "NFKC", "NFKD")):
        result = u.normalize(form, character)
        if result != character:
            changed = (changed * 31 + code * 7 + number + sum(map(ord, result))) % 1000003
print(changed)
pairs = 0
for mark in "\u0300\u0301\u0327\u0338\u3099\u0345":
    for code in range(0x20, 0x3200):
        result = u.normalize("NFC", chr(code) + mark + "\u0323")
        pairs = (pairs * 31 + len(result) + ord(result[0])) % 1000003
print(pairs)
print(u.unidata_version)
try:
    "x".encode("ascii", "namereplace")
    print("é☃".encode("ascii", "namereplace"))
except LookupError as error:
    print(error)
