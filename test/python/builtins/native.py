"""How natives show themselves: functions, methods of built-in types, wrappers, and what is bound."""
import copy
import inspect
import pickle
import types


class L(list):
    pass


NATIVES = [
    str.upper, "".upper, int.__add__, (1).__add__, dict.fromkeys, dict.__dict__["fromkeys"], L().append, len,
    object.__new__, str.maketrans, int.real, types.FunctionType.__code__, type.mro, int.mro, slice.start,
    object().__str__, type.__call__, int.__call__,
]
ATTRIBUTES = ["__name__", "__qualname__", "__self__", "__objclass__", "__module__", "__get__"]


def shown(value):
    return repr(value).split(" at 0x")[0]


for native in NATIVES:
    print(type(native), shown(native))
    print([shown(getattr(native, name, "none")) for name in ATTRIBUTES])
    tests = [inspect.isbuiltin, inspect.isroutine, inspect.ismethoddescriptor, inspect.isdatadescriptor]
    print([test.__name__ for test in tests if test(native)])
    for again in [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))]:
        try:
            print(again(native) == native)
        except TypeError as error:
            print(str(error).split(" at 0x")[0])

for action in [
    lambda: str.upper < 1, lambda: str.upper.__self__, lambda: type("X", (type(str.upper),), {}),
    lambda: type(str.upper)(), lambda: str.upper[0], lambda: int.__add__ + 1, lambda: len.x,
    lambda: [].__mul__(1, 2), lambda: "a".__mul__(), lambda: (1).__mul__(), lambda: [].__setitem__(1),
    lambda: [].__getitem__(), lambda: enumerate(), lambda: chr(2**40), lambda: "a".splitlines(None),
    lambda: "a".expandtabs(-2**40), lambda: str(b"", None), lambda: "".encode(None), lambda: type(None, (), {}),
    lambda: format(1, None), lambda: (2j).__pow__([], 1), lambda: pow([], b"", 2j), lambda: pow(1, 2j, 2),
    lambda: setattr(1, "__class__", int), lambda: eval(None), lambda: compile("", "a", None),
]:
    try:
        print(shown(action()))
    except Exception as error:
        print(type(error).__name__, error)

# Descriptors of natives bind only to what they belong to.
for wrong in (len, 5):
    try:
        print(BaseException.__str__.__get__(wrong)())
    except TypeError as error:
        print(error)

# A descriptor wants an object or a class; a bound method is found again by its name.
import types
class Slotted: __slots__ = ("s",)
for bind in (list.append.__get__, int.real.__get__, dict.__dict__["fromkeys"].__get__, Slotted.s.__get__):
    try: print(bind(None, None))
    except TypeError as e: print(e)
print(types.MethodType(len, "x").__reduce__())
