import hashlib
import hmac


def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as error:
        return type(error).__name__, str(error)


for name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_256", "blake2s"):
    for key in (b"", b"key", b"k" * 64, b"k" * 300, bytearray(b"key")):
        code = hmac.new(key, b"message", name)
        code.update(b" and more")
        twin = code.copy()
        twin.update(b"!")
        print(name, code.hexdigest(), twin.hexdigest(), code.name, code.digest_size, code.block_size, hmac.digest(key, b"message and more", name) == code.digest())
print(hmac.new(b"k", b"m", hashlib.sha256).hexdigest(), hmac.HMAC(b"k", digestmod="sha1").hexdigest(), hmac.digest(b"k", b"m", hashlib.md5).hex())
print(attempt(hmac.new, b"k"), attempt(hmac.new, "k", b"m", "md5"), attempt(hmac.new, b"k", "m", "md5"), attempt(hmac.new, b"k", b"m", "nope"), attempt(hmac.new, b"k", b"m", 1))
for a, b in (("a", "é"), ("a", b"a"), (1, 2), ("a", "a"), (b"a", bytearray(b"a")), (b"a", b"b"), ("a", "ab"), ("", ""), (b"a", 1)):
    print(a, b, attempt(hmac.compare_digest, a, b))
print(hmac.trans_5C[:4], hmac.trans_36[-3:], hmac.digest_size)
