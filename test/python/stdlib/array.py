import array as m
import copy
import io
import pickle
from array import array


def t(f):
    try:
        print(repr(f()))
    except Exception as error:
        print(type(error).__name__, error)


for c in "bBhHiIlLqQfdu":
    for v in (-2**70,-1,-2**40, 300, 2**70,"x",1.5,None,"ab",b"x",1e300):
        print(c, repr(v), end=" ")
        t(lambda: array(c,[v]))

a = array("i", [1, 2, 3])
t(lambda:array("i","abc"))
t(lambda:array("u","abc"))
t(lambda:array("x"))
t(lambda:array(5))
t(lambda:array("ii"))
t(lambda:array())
t(lambda:array("i",b"abc"))
t(lambda:array("i",b"abcd"))
t(lambda:array("i",array("d",[1.0])))
t(lambda:array("i",array("u","a")))
t(lambda:array("i",5))
t(lambda:array("i",None))
t(lambda:array("i",[],1))
t(lambda:array("i",x=1))
t(lambda:a[5])
t(lambda:a["x"])
t(lambda:a.__setitem__(7,1))
t(lambda:a.__setitem__("x",1))
t(lambda:a.__setitem__(slice(0,1),[1]))
t(lambda:a.__setitem__(slice(0,1),array("d")))
t(lambda:a.__setitem__(slice(0,3,2),array("i",[1])))
t(lambda:a+[1])
t(lambda:a+array("d"))
t(lambda:a*"x")
t(lambda:a.__iadd__([1]))
t(lambda:a.extend(5))
t(lambda:a.extend(array("d")))
t(lambda:a.extend([1.5]))
t(lambda:a.index(9))
t(lambda:a.remove(9))
t(lambda:a.pop(9))
t(lambda:array("i").pop())
t(lambda:a.frombytes(b"abc"))
t(lambda:a.frombytes("abc"))
t(lambda:a.fromlist(5))
t(lambda:a.fromlist([1,"x"]))
t(lambda:a.fromunicode("x"))
t(lambda:a.tounicode())
t(lambda:array("u").fromunicode(5))
t(lambda:hash(a))
t(lambda:a.__delitem__(9))
t(lambda:array("u","ab€"))
t(lambda:array("u"))
t(lambda:array("d",[1.0]))
t(lambda:a.__reduce_ex__(2))
t(lambda:a.__reduce_ex__(3))
t(lambda:array("d",[1.5]).__reduce_ex__(4))
t(lambda:array("u","a").__reduce_ex__(3))
t(lambda:a==[1])
t(lambda:a<array("d",[5]))
t(lambda:array("b",b"ab")==array("B",b"ab"))
t(lambda:m.typecodes)
t(lambda:m.ArrayType)
t(lambda:a.byteswap())
t(lambda:a)
t(lambda:array("u","\U0001F600").tobytes())
t(lambda:a.count(1))
t(lambda:memoryview(a).format)
t(lambda:array("u",[1]))
t(lambda:array("b",[1]).__class__)
t(lambda:a.fromfile(io.BytesIO(b"abc"),1))
t(lambda: a.insert(-1, 5))
t(lambda:a)
t(lambda:1 in a)
t(lambda:a.index(5,0,1))
t(lambda:array("u",array("u","hi")))
t(lambda:array("u",b"abcd"))
t(lambda:array("B",bytearray(b"x")))
t(lambda:m._array_reconstructor(array,"i",8,b"\1\0\0\0"))
t(lambda: array("l", range(3)))
t(lambda:a.__iadd__(array("d")))
t(lambda:a*-1)
t(lambda:a==array("d",[5]))
t(lambda:array("u","ab").tounicode())
t(lambda:list(array("u","ab")))
t(lambda:array("f",[1e39]))
t(lambda:array("f",[0.1]))
t(lambda:a.pop("x"))
t(lambda:a.append("x"))
t(lambda:a.buffer_info()[1])
t(lambda:a.tofile(5))

for code in "bBhHiIlLqQfd":
    a = array(code, range(10))
    assert a.tolist() == list(range(10)) and a[-1] == 9 and len(a) == 10 and a.itemsize * 10 == len(a.tobytes())
    assert a[2:5].tolist() == [2, 3, 4] and a[::-3].tolist() == [9, 6, 3, 0]
    del a[::3]
    assert a.tolist() == [1, 2, 4, 5, 7, 8], a
    a[1:3] = array(code, [9, 9, 9])
    a[::2] = array(code, [0, 0, 0, 0])
    a += a
    a *= 2
    a.reverse()
    for protocol in range(6):
        assert pickle.loads(pickle.dumps(a, protocol)) == a
    assert copy.copy(a) == a == copy.deepcopy(a)
    print(a, a > array(code, [1]), a.count(0), a.index(9), 9 in a, (a + a[:1])[-1])
    stream = io.BytesIO()
    a.tofile(stream)
    stream.seek(0)
    b = array(code)
    b.fromfile(stream, 3)
    print(b, memoryview(b).format, memoryview(b).itemsize, memoryview(b).tolist() == b.tolist())

a = array("i", [1, 2, 3])
with memoryview(a) as view:
    view[0] = 7
a.append(4)
print(a, bytes(a), m.array("d", (x / 2 for x in range(3))), array("u", "héllo").tounicode())


class Named(array):
    pass


print(Named("b", [1]), pickle.loads(pickle.dumps(array("u", "ab"))))

# While a block looks at the memory of an array it stays as long as it is.
import array, io

shown = array.array("i", [1, 2, 3])
with memoryview(shown) as view:
    for change in (lambda: shown.append(1), lambda: shown.pop(), lambda: shown.__delitem__(0), lambda: shown.extend(shown)):
        try:
            change()
        except BufferError as error:
            print(error)
    view[0] = 7
shown.append(4)
print(shown)
file = io.BytesIO(b"1234")
with file.getbuffer() as view:
    try:
        file.write(b"x" * 20)
    except BufferError as error:
        print(error)
    view[:1] = b"Z"
print(file.write(b"xx"), file.getvalue())
