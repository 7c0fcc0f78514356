import binascii as b


def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as error:
        return type(error), str(error)


for text in ("a", "ab", "abc", "abcde", "abcde=", "ab==cd==", "é", 1, "ab=c", "=abc", "abc=x", "ab!c", "ab==\n", "a===", "ab=", "ab===", "a=b=", "abcd====", "abcd=", b"YQ==", bytearray(b"YQ==")):
    print(text, attempt(b.a2b_base64, text), attempt(b.a2b_base64, text, strict_mode=True))
for text in ("abc", "xx", 1, "", "aBcD", b"00ff", "0g", "é0"):
    print(text, attempt(b.unhexlify, text), attempt(b.a2b_hex, text))
print(b.hexlify(b"abc"), b.hexlify(b"abc", ":"), b.hexlify(b"abcde", ":", 2), b.b2a_hex(b"abcde", b"-", -2), attempt(b.hexlify, "a"), attempt(b.hexlify, b"abc", "é"),
      attempt(b.hexlify, b"abc", ""), attempt(b.hexlify, b"abc", 1), attempt(b.hexlify, b"abc", "☃"))
for data in (b"", b"a", b"123456789", bytes(range(256)) * 30):
    print(b.crc32(data), b.crc32(data, 123), b.crc32(data, -1), b.crc_hqx(data, 0), b.crc_hqx(data, 70000))
print(attempt(b.crc32, "a"), attempt(b.crc_hqx, b"a"))
for data in (b"", b"a", b"ab", b"abc", b"\0\0\0", bytes(range(45)), b"x" * 46):
    print(attempt(b.b2a_uu, data), attempt(b.b2a_uu, data, backtick=True))
for line in (b"#86)C\n", b"#86)C  x", b"#86)C  \n", b"\x7f", b"", b"#8", b"!``\r\n", b"#\xff", "#86)C"):
    print(line, attempt(b.a2b_uu, line))
for text in ("=E4=", "a_b", "a=\nb", "a=\r\nb", "==", "=x", "=e4x", "=E", "a=\rxx\ny", b"\xff"):
    print(text, attempt(b.a2b_qp, text), attempt(b.a2b_qp, text, header=True))
for data in (b"a b\n c =\t \n.\n", b"x" * 100, b"a b_ \xff", b".", b".\r\n", b"a \r\nb\t\n", b"\r\n\n", b"=" * 40, b" " * 80, b"a" * 75 + b" \n", b"a" * 74 + b" \nb", b"\0\x7f~", b"tab\tend\t",
             b"a" * 73 + b"\xe9\xe9", b"line\rline", b"_" * 3):
    print(data, b.b2a_qp(data), b.b2a_qp(data, quotetabs=True), b.b2a_qp(data, istext=False), b.b2a_qp(data, header=True), b.b2a_qp(data, True, False, True))
print(b.b2a_base64(b"abc"), b.b2a_base64(b"abc", newline=False), b.b2a_base64(b""), attempt(b.b2a_base64, "x"))
print(b.Error.__mro__, b.Incomplete.__mro__, b.Error("x"))
