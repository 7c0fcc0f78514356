import types
from types import DynamicClassAttribute, MappingProxyType, MethodType, ModuleType, SimpleNamespace


def attempt(f, *args, **named):
    try:
        return f(*args, **named)
    except Exception as error:
        return type(error).__name__, str(error)


def function(): ...


def generator():
    yield 1


async def coroutine(): ...


class Class:
    def method(self):
        return self


print(type(function) is types.FunctionType, types.LambdaType is types.FunctionType, type(generator()) is types.GeneratorType)
waiting = coroutine()
print(type(waiting) is types.CoroutineType, type(Class().method) is MethodType, type(len) is types.BuiltinFunctionType, type([].append) is types.BuiltinMethodType)
waiting.close()
print(type(None) is types.NoneType, type(...) is types.EllipsisType, type(NotImplemented) is types.NotImplementedType, type(int | str) is types.UnionType, type(list[int]) is types.GenericAlias)
print(type(function.__code__) is types.CodeType, type(str.join) is types.MethodDescriptorType, type(object.__init__) is types.WrapperDescriptorType)
space = SimpleNamespace(b=1, a=[2])
space.c = None
print(space, space == SimpleNamespace(b=1, a=[2], c=None), vars(space), attempt(lambda: space.d)[0], attempt(SimpleNamespace, 1))
space.me = space
print(space)
proxy = MappingProxyType({"a": 1})
print(proxy, proxy["a"], list(proxy), attempt(lambda: proxy.__setitem__("b", 2)), proxy | {"b": 2}, "a" in proxy, len(proxy), proxy.get("z", 0), attempt(MappingProxyType, 3))
module = ModuleType("made", "its text")
module.value = 3
print(module, module.__name__, module.__doc__, module.value, attempt(ModuleType))
bound = MethodType(lambda self, n: (self, n), "me")
print(bound(1), bound.__self__, attempt(MethodType, 3, 4))
Made = types.new_class("Made", (int,), {}, lambda namespace: namespace.update(x=1))
print(Made.x, Made(4) + 1, Made.__mro__[1:], types.resolve_bases((int,)), types.prepare_class("P")[0])


class Dynamic:
    @DynamicClassAttribute
    def value(self):
        return "of the instance"


print(Dynamic().value, attempt(lambda: Dynamic.value))
cell = types.CellType(5)
print(cell.cell_contents, cell == types.CellType(5), attempt(lambda: types.CellType().cell_contents))

import traceback, abc, types
def f(): return traceback.StackSummary.extract(traceback.walk_stack(None))
def g(): return f()
print([entry.name for entry in g()], [entry.name for entry in traceback.extract_stack()])
class A(metaclass=abc.ABCMeta):
    @types.DynamicClassAttribute
    @abc.abstractmethod
    def x(self): pass
    @abc.abstractmethod
    @types.DynamicClassAttribute
    def y(self): pass
print(sorted(A.__abstractmethods__))

from types import DynamicClassAttribute as Dynamic


class Described(Dynamic):
    "of the class"


class Owner:
    @Described
    def field(self):
        "of the getter"


print(Owner.__dict__["field"].__doc__, Owner.__dict__["field"].getter(lambda self: 1).__doc__, Described.__doc__)
