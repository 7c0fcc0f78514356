import hashlib


def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as error:
        return type(error).__name__, str(error)


FIXED = ["md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_224", "sha3_256", "sha3_384", "sha3_512", "blake2b", "blake2s"]
LENGTHS = [0, 1, 3, 55, 56, 63, 64, 65, 71, 72, 103, 104, 111, 112, 127, 128, 129, 135, 136, 137, 143, 144, 167, 168, 255, 256, 257, 1000]
for name in FIXED:
    make = getattr(hashlib, name)
    print(name, make().name, make().digest_size, make().block_size)
    for length in LENGTHS:
        data = bytes((index * 7 + length) % 256 for index in range(length))
        whole = make(data).hexdigest()
        parts = hashlib.new(name)
        for start in range(0, length, 37):
            parts.update(data[start:start + 37])
        twin = parts.copy()
        assert parts.hexdigest() == whole == parts.digest().hex() == twin.hexdigest()
        twin.update(b"more")
        print(length, whole, twin.hexdigest() != whole)
for name in ("shake_128", "shake_256"):
    make = getattr(hashlib, name)
    for size in (0, 1, 16, 168, 169, 500):
        print(name, size, make(b"abc").hexdigest(size), make(b"x" * 200).digest(size) == bytes.fromhex(make(b"x" * 200).hexdigest(size)))
    print(make().digest_size, make().block_size, attempt(make().digest), attempt(make().hexdigest, "x"))
print(hashlib.new("SHA256", b"x").name, hashlib.new("sha512_256", b"x").hexdigest(), hashlib.new("sha512_224", b"x").hexdigest())

print(attempt(hashlib.sha256, "x"), attempt(hashlib.sha256, 1), attempt(hashlib.new, "nope"), attempt(hashlib.new, 1), attempt(hashlib.sha256().update), attempt(hashlib.sha256().update, "x"),
      attempt(hashlib.sha256().digest, 1), attempt(hashlib.sha1, b"a", b"b"), attempt(type(hashlib.sha256())), hashlib.sha256(string=b"x", usedforsecurity=False).hexdigest())
print(type(hashlib.sha256()), type(hashlib.shake_128()), hashlib.blake2b, hashlib.sha256, hashlib.sha256.__name__)
print(repr(hashlib.sha256()).split(" @ ")[0], repr(hashlib.shake_128()).split(" @ ")[0], repr(hashlib.blake2b()).split(" at ")[0])

for make in (hashlib.blake2b, hashlib.blake2s):
    for options in ({"digest_size": 5}, {"key": b"secret"}, {"salt": b"salt"}, {"person": b"me"}, {"fanout": 2, "depth": 2, "leaf_size": 4096, "node_offset": 1, "node_depth": 1, "inner_size": 8},
                    {"last_node": True}, {"key": b"k" * 32, "salt": b"s" * 8, "person": b"p" * 8, "node_offset": 2**40 + 5}):
        print(options, make(b"data" * 70, **options).hexdigest(), make(**options).hexdigest(), make(b"x" * make().block_size, **options).hexdigest())
    for options in ({"digest_size": 0}, {"digest_size": 65}, {"key": b"x" * 65}, {"salt": b"x" * 17}, {"person": b"x" * 17}, {"fanout": 256}, {"fanout": -1}, {"depth": 0}, {"node_depth": 256},
                    {"inner_size": 65}, {"leaf_size": 2**32}, {"node_offset": 2**64}, {"node_offset": 2**48}, {"node_offset": -1}, {"string": b"x"}, {"key": "x"}):
        result = attempt(make, **options)
        print(options, result if isinstance(result, tuple) else result.hexdigest())
    print(attempt(make, "x"), attempt(make, 1), make.SALT_SIZE, make.PERSON_SIZE, make.MAX_KEY_SIZE, make.MAX_DIGEST_SIZE)

for name in ("sha1", "sha256", "sha512", "md5"):
    print(hashlib.pbkdf2_hmac(name, b"password", b"salt", 3).hex(), hashlib.pbkdf2_hmac(name, b"p" * 200, b"salt", 2, 100).hex())
print(attempt(hashlib.pbkdf2_hmac, "sha256", b"p", b"s", 0), attempt(hashlib.pbkdf2_hmac, "x", b"p", b"s", 1), attempt(hashlib.pbkdf2_hmac, "sha256", "p", b"s", 1),
      attempt(hashlib.pbkdf2_hmac, "sha256", b"p", b"s", 1, -1), attempt(hashlib.pbkdf2_hmac, 1, b"p", b"s", 1))
print(hashlib.scrypt(b"p", salt=b"s", n=2, r=8, p=1).hex(), hashlib.scrypt(b"password", salt=b"NaCl", n=64, r=4, p=3, dklen=70).hex())
print(attempt(hashlib.scrypt, b"p", salt=b"s", n=3, r=8, p=1), attempt(hashlib.scrypt, b"p"))
print(sorted(hashlib.algorithms_guaranteed), hashlib.algorithms_guaranteed <= hashlib.algorithms_available)
