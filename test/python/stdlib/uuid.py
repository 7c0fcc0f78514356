import copy
import uuid
from uuid import UUID


def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as error:
        return type(error).__name__, str(error)


for text in ("00000000-0000-0000-0000-000000000000", "{00010203-0405-0607-0809-0a0b0c0d0e0f}", "urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8", "7d444840-9dc0-11d1-b245-5ffdce74fad2",
             "ffffffff-ffff-ffff-ffff-ffffffffffff", "12345678123456781234567812345678", "e902893a-9d22-3c7e-c7b8-d6e313b71d9f"):
    u = UUID(text)
    print(u, repr(u), u.hex, u.int, u.bytes, u.bytes_le, u.fields, u.time, u.clock_seq, u.node, u.variant, u.version, u.urn, int(u), u.is_safe)
    assert u == UUID(bytes=u.bytes) == UUID(bytes_le=u.bytes_le) == UUID(fields=u.fields) == UUID(int=u.int) and hash(u) == hash(UUID(int=u.int))
    print(UUID(int=u.int, version=4), u < UUID(int=5), u >= UUID(int=5), u == 5, copy.copy(u) == u, copy.deepcopy(u) == u)
for options in ({}, {"hex": ""}, {"hex": "abc"}, {"hex": "g" * 32}, {"bytes": b"abc"}, {"bytes_le": b"abc"}, {"fields": (1, 2)}, {"fields": (-1, 0, 0, 0, 0, 0)}, {"fields": (0, 2**16, 0, 0, 0, 0)},
                {"fields": (0, 0, 2**16, 0, 0, 0)}, {"fields": (0, 0, 0, 256, 0, 0)}, {"fields": (0, 0, 0, 0, -1, 0)}, {"fields": (0, 0, 0, 0, 0, 2**48)}, {"int": -1}, {"int": 2**128},
                {"int": 1, "version": 6}, {"int": 1, "hex": "0" * 32}):
    print(options, attempt(UUID, **options))
u = UUID(int=1)
print(attempt(setattr, u, "int", 2), attempt(lambda: u < 3))
for namespace in (uuid.NAMESPACE_DNS, uuid.NAMESPACE_URL, uuid.NAMESPACE_OID, uuid.NAMESPACE_X500):
    print(namespace, uuid.uuid3(namespace, "python.org"), uuid.uuid5(namespace, "pythön.org"))
first, second = uuid.uuid1(), uuid.uuid1()
print(first.version, first.variant, first != second, first.node == second.node, uuid.uuid1(node=5, clock_seq=7).fields[3:])
random = {uuid.uuid4() for _ in range(100)}
print(len(random), {u.version for u in random}, {u.variant for u in random}, [str(sorted(random)[0]) <= str(u) for u in random].count(False))
print(0 < uuid.getnode() < 2**48, uuid.getnode() == uuid.getnode(), list(uuid.SafeUUID))
