/** The part of `inspect` on what an object is, what it has and where it was written. */
export const objects: string = `
import functools
import sys
import types
from collections import OrderedDict, namedtuple
from keyword import iskeyword as _iskeyword

CO_OPTIMIZED, CO_NEWLOCALS, CO_VARARGS, CO_VARKEYWORDS = 1, 2, 4, 8
CO_NESTED, CO_GENERATOR, CO_NOFREE, CO_COROUTINE, CO_ITERABLE_COROUTINE, CO_ASYNC_GENERATOR = 16, 32, 64, 128, 256, 512
TPFLAGS_IS_ABSTRACT = 1 << 20
GEN_CREATED, GEN_RUNNING, GEN_SUSPENDED, GEN_CLOSED = "GEN_CREATED", "GEN_RUNNING", "GEN_SUSPENDED", "GEN_CLOSED"
CORO_CREATED, CORO_RUNNING, CORO_SUSPENDED, CORO_CLOSED = "CORO_CREATED", "CORO_RUNNING", "CORO_SUSPENDED", "CORO_CLOSED"
AGEN_CREATED, AGEN_RUNNING, AGEN_SUSPENDED, AGEN_CLOSED = "AGEN_CREATED", "AGEN_RUNNING", "AGEN_SUSPENDED", "AGEN_CLOSED"


# What an object is

def ismodule(object):
    return isinstance(object, types.ModuleType)


def isclass(object):
    return isinstance(object, type)


def ismethod(object):
    return isinstance(object, types.MethodType)


def isfunction(object):
    return isinstance(object, types.FunctionType)


def isbuiltin(object):
    return isinstance(object, types.BuiltinFunctionType)


def ismethodwrapper(object):
    return isinstance(object, types.MethodWrapperType)


def isroutine(object):
    return (isbuiltin(object) or isfunction(object) or ismethod(object) or ismethoddescriptor(object)
            or ismethodwrapper(object))


def isabstract(object):
    return isinstance(object, type) and bool(getattr(object, "__abstractmethods__", False))


def iscode(object):
    return isinstance(object, types.CodeType)


def isframe(object):
    return isinstance(object, types.FrameType)


def istraceback(object):
    return isinstance(object, types.TracebackType)


def isgenerator(object):
    return isinstance(object, types.GeneratorType)


def iscoroutine(object):
    return isinstance(object, types.CoroutineType)


def isasyncgen(object):
    return isinstance(object, types.AsyncGeneratorType)


def isawaitable(object):
    return isinstance(object, types.CoroutineType) or hasattr(type(object), "__await__") or (
        isinstance(object, types.GeneratorType) and bool(object.gi_code.co_flags & CO_ITERABLE_COROUTINE))


def _unwrap_partial(f):
    while True:
        if ismethod(f):
            f = f.__func__
        elif isinstance(f, functools.partial):
            f = f.func
        else:
            return f


def _has_flag(f, flag):
    f = _unwrap_partial(f)
    return (isfunction(f) or hasattr(f, "__code__")) and bool(f.__code__.co_flags & flag)


def isgeneratorfunction(obj):
    return _has_flag(obj, CO_GENERATOR)


def markcoroutinefunction(func):
    func = getattr(func, "__func__", func)
    func._is_coroutine_mark = _MARK
    return func


_MARK = object()


def iscoroutinefunction(obj):
    return _has_flag(obj, CO_COROUTINE) or getattr(_unwrap_partial(obj), "_is_coroutine_mark", None) is _MARK


def isasyncgenfunction(obj):
    return _has_flag(obj, CO_ASYNC_GENERATOR)


def ismethoddescriptor(object):
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    kind = type(object)
    return hasattr(kind, "__get__") and not hasattr(kind, "__set__")


def isdatadescriptor(object):
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    kind = type(object)
    return hasattr(kind, "__set__") or hasattr(kind, "__delete__")


def isgetsetdescriptor(object):
    return isinstance(object, types.GetSetDescriptorType)


def ismemberdescriptor(object):
    return isinstance(object, types.MemberDescriptorType)


def _state(obj, prefix, states):
    if getattr(obj, prefix + "_running"):
        return states[1]
    if getattr(obj, prefix + "_suspended", False):
        return states[2]
    return states[3] if getattr(obj, prefix + "_frame") is None else states[0]


def getgeneratorstate(generator):
    return _state(generator, "gi", (GEN_CREATED, GEN_RUNNING, GEN_SUSPENDED, GEN_CLOSED))


def getcoroutinestate(coroutine):
    return _state(coroutine, "cr", (CORO_CREATED, CORO_RUNNING, CORO_SUSPENDED, CORO_CLOSED))


def getasyncgenstate(agen):
    return _state(agen, "ag", (AGEN_CREATED, AGEN_RUNNING, AGEN_SUSPENDED, AGEN_CLOSED))


def getgeneratorlocals(generator):
    if not isgenerator(generator):
        raise TypeError(f"{generator!r} is not a Python generator")
    return {}


def getcoroutinelocals(coroutine):
    return {}


# Members

def getmembers(object, predicate=None):
    found = {}
    names = dir(object)
    if isclass(object):
        for base in object.__bases__:
            names += [name for name, value in base.__dict__.items() if isinstance(value, types.DynamicClassAttribute)]
    for name in names:
        try:
            value = getattr(object, name)
        except AttributeError:
            for base in getmro(object if isclass(object) else type(object)):
                if name in base.__dict__:
                    value = base.__dict__[name]
                    break
            else:
                continue
        if predicate is None or predicate(value):
            found.setdefault(name, value)
    return sorted(found.items(), key=lambda pair: pair[0])


_missing = object()


def getattr_static(obj, attr, default=_missing):
    own = _missing
    if not isclass(obj):
        try:
            own = object.__getattribute__(obj, "__dict__").get(attr, _missing)
        except AttributeError:
            pass
        classes = type(obj).__mro__
    else:
        classes = obj.__mro__
    inherited = _missing
    for cls in classes:
        if attr in cls.__dict__:
            inherited = cls.__dict__[attr]
            break
    if own is not _missing and inherited is not _missing and isdatadescriptor(inherited):
        return inherited
    for value in (own, inherited):
        if value is not _missing:
            return value
    if isclass(obj):
        for cls in type(obj).__mro__:
            if attr in cls.__dict__:
                return cls.__dict__[attr]
    if default is not _missing:
        return default
    raise AttributeError(attr)


Attribute = namedtuple("Attribute", "name kind defining_class object")


def classify_class_attrs(cls):
    result = []
    for name in dir(cls):
        for home in cls.__mro__:
            if name in home.__dict__:
                break
        else:
            continue
        value = home.__dict__[name]
        if isinstance(value, staticmethod):
            kind = "static method"
        elif isinstance(value, classmethod):
            kind = "class method"
        elif isinstance(value, property):
            kind = "property"
        else:
            kind = "method" if isroutine(value) else "data"
        result.append(Attribute(name, kind, home, value))
    return result


def getmro(cls):
    return cls.__mro__


def unwrap(func, *, stop=None):
    seen = {id(func)}
    while hasattr(func, "__wrapped__") and not isclass(func) and not (stop is not None and stop(func)):
        func = func.__wrapped__
        if id(func) in seen or len(seen) > 1000:
            raise ValueError(f"wrapper loop when unwrapping {func!r}")
        seen.add(id(func))
    return func


# Source and documentation

def cleandoc(doc):
    lines = doc.expandtabs().split("\\n")
    margins = [len(line) - len(line.lstrip()) for line in lines[1:] if line.strip()]
    margin = min(margins, default=0)
    lines = [lines[0].lstrip()] + [line[margin:] for line in lines[1:]]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return "\\n".join(lines)


def getdoc(object):
    doc = getattr(object, "__doc__", None)
    if doc is None and (isclass(object) or ismethod(object)):
        cls, name = (object, None) if isclass(object) else (type(object.__self__), object.__name__)
        for base in cls.__mro__[1:-1]:
            doc = getattr(base if name is None else getattr(base, name, None), "__doc__", None)
            if doc is not None:
                break
    return cleandoc(doc) if isinstance(doc, str) else None


def getcomments(object):
    return None


def getfile(object):
    if isfunction(object) or ismethod(object):
        return object.__code__.co_filename
    if iscode(object):
        return object.co_filename
    if ismodule(object) or isclass(object):
        name = object.__name__ if ismodule(object) else object.__module__
        raise TypeError(f"{object!r} is a built-in {'module' if ismodule(object) else 'class'}" if name != "__main__" else "source code not available")
    raise TypeError(f"module, class, method, function, traceback, frame, or code object was expected, got {type(object).__name__}")


getsourcefile = getfile


def getmodulename(path):
    name = path.rpartition("/")[2]
    return name[:-3] if name.endswith(".py") else None


def getmodule(object, _filename=None):
    if ismodule(object):
        return object
    return sys.modules.get(getattr(object, "__module__", None))


def findsource(object):
    object = unwrap(object)
    if ismethod(object):
        object = object.__func__
    code = object if iscode(object) else getattr(object, "__code__", None)
    lines = None if code is None else _source_lines(code)
    if not lines:
        raise OSError("could not get source code")
    return lines, code.co_firstlineno - 1


def getblock(lines):
    first = lines[0]
    indent = len(first) - len(first.lstrip())
    end = 1
    opened = 0
    started = False
    for number, line in enumerate(lines):
        text = line.strip()
        depth = len(line) - len(line.lstrip())
        if number and started and text and opened <= 0 and depth <= indent and not text.startswith(")"):
            break
        opened += sum(line.count(c) for c in "([{") - sum(line.count(c) for c in ")]}")
        if text.endswith(":") and opened <= 0 or text.startswith(("def ", "class ", "async ")):
            started = True
        if text:
            end = number + 1
    return lines[:end]


def getsourcelines(object):
    lines, number = findsource(object)
    return getblock(lines[number:]), number + 1


def getsource(object):
    return "".join(getsourcelines(object)[0])


def currentframe():
    return sys._getframe(1) if hasattr(sys, "_getframe") else None


Traceback = namedtuple("Traceback", "filename lineno function code_context index")
FrameInfo = namedtuple("FrameInfo", ("frame",) + Traceback._fields)


def getouterframes(frame, context=1):
    found = []
    while frame:
        found.append(_info(frame, frame.f_lineno, context))
        frame = frame.f_back
    return found


def stack(context=1):
    return getouterframes(sys._getframe(1), context)


def getframeinfo(frame, context=1):
    return Traceback(*_info(frame.tb_frame, frame.tb_lineno, context)[1:] if istraceback(frame) else _info(frame, frame.f_lineno, context)[1:])


def _info(frame, lineno, context):
    code = frame.f_code
    lines, index = None, None
    if context > 0:
        try:
            all_lines, _ = findsource(code)
            start = max(0, min(lineno - 1 - context // 2, len(all_lines) - context))
            lines, index = all_lines[start:start + context], lineno - 1 - start
        except (OSError, TypeError):
            pass
    return FrameInfo(frame, code.co_filename, lineno, code.co_name, lines, index)


def trace(context=1):
    return getinnerframes(sys.exc_info()[2], context)


def getinnerframes(tb, context=1):
    found = []
    while tb:
        found.append(_info(tb.tb_frame, tb.tb_lineno, context))
        tb = tb.tb_next
    return found


# Arguments

FullArgSpec = namedtuple("FullArgSpec", "args, varargs, varkw, defaults, kwonlyargs, kwonlydefaults, annotations")
ArgInfo = namedtuple("ArgInfo", "args varargs keywords locals")
Arguments = namedtuple("Arguments", "args, varargs, varkw")
ClosureVars = namedtuple("ClosureVars", "nonlocals globals builtins unbound")


def getargs(co):
    if not iscode(co):
        raise TypeError(f"{co!r} is not a code object")
    names = co.co_varnames
    count, kwonly = co.co_argcount, co.co_kwonlyargcount
    at = count + kwonly
    varargs = varkw = None
    if co.co_flags & CO_VARARGS:
        varargs = names[at]
        at += 1
    if co.co_flags & CO_VARKEYWORDS:
        varkw = names[at]
    return Arguments(list(names[:count]) + list(names[count:count + kwonly]), varargs, varkw)


def getfullargspec(func):
    try:
        sig = _signature_from_callable(func, False, True)
    except Exception as error:
        raise TypeError("unsupported callable") from error
    args, kwonly, defaults, kwdefaults, annotations = [], [], [], {}, {}
    varargs = varkw = None
    for name, parameter in sig.parameters.items():
        kind = parameter.kind
        if kind in (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD):
            args.append(name)
            if parameter.default is not _empty:
                defaults.append(parameter.default)
        elif kind is _VAR_POSITIONAL:
            varargs = name
        elif kind is _KEYWORD_ONLY:
            kwonly.append(name)
            if parameter.default is not _empty:
                kwdefaults[name] = parameter.default
        else:
            varkw = name
        if parameter.annotation is not _empty:
            annotations[name] = parameter.annotation
    if sig.return_annotation is not _empty:
        annotations["return"] = sig.return_annotation
    return FullArgSpec(args, varargs, varkw, tuple(defaults) or None, kwonly, kwdefaults or None, annotations)


def getcallargs(func, /, *positional, **named):
    if ismethod(func):
        positional = (func.__self__,) + positional
        func = func.__func__
    bound = _signature_from_callable(func, True, True).bind(*positional, **named)
    bound.apply_defaults()
    return dict(bound.arguments)


def getclosurevars(func):
    if ismethod(func):
        func = func.__func__
    if not isfunction(func):
        raise TypeError(f"{func!r} is not a Python function")
    code = func.__code__
    nonlocals = {name: cell.cell_contents for name, cell in zip(code.co_freevars, func.__closure__ or ())}
    builtins = func.__globals__.get("__builtins__", {})
    builtins = vars(builtins) if ismodule(builtins) else builtins
    own, inherited, unbound = {}, {}, set()
    for name in code.co_names:
        if name in func.__globals__:
            own[name] = func.__globals__[name]
        elif name in builtins:
            inherited[name] = builtins[name]
        else:
            unbound.add(name)
    return ClosureVars(nonlocals, own, inherited, unbound)


def formatannotation(annotation, base_module=None):
    if getattr(annotation, "__module__", None) == "typing":
        return repr(annotation).replace("typing.", "")
    if isinstance(annotation, types.GenericAlias):
        return str(annotation)
    if isinstance(annotation, type):
        if annotation.__module__ in ("builtins", base_module):
            return annotation.__qualname__
        return annotation.__module__ + "." + annotation.__qualname__
    return repr(annotation)
`;
