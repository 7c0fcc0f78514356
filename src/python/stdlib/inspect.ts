// Over 500 lines: one module of Python source, in the order of its manual.
/** `inspect`: what things are, their signatures, their source. */
import { functions } from "../runtime/define.ts";
import type { NamespaceDict } from "../runtime/dict.ts";
import { raise } from "../runtime/raise.ts";
import { PyCode, PyList, type PyValue } from "../runtime/values.ts";

export function load(globals: NamespaceDict): void {
  functions(globals, "inspect", {
    "_source_lines(code, /)"(code: PyValue) {
      if (!(code instanceof PyCode)) throw raise.TypeError("expected a code object");
      return new PyList(code.fields.sourceLines.map((line) => `${line}\n`));
    },
  });
}

export const source: string = `
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
    return type(object).__name__ == "builtin_function_or_method" and not _is_descriptor(object)


def _is_descriptor(object):
    return hasattr(object, "__objclass__")


def isroutine(object):
    return isbuiltin(object) or isfunction(object) or ismethod(object) or ismethoddescriptor(object)


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
    if type(object).__name__ == "builtin_function_or_method":
        return _is_descriptor(object)
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


def stack(context=1):
    return []


def trace(context=1):
    return []


def getinnerframes(tb, context=1):
    found = []
    while tb:
        found.append(FrameInfo(tb.tb_frame, tb.tb_frame.f_code.co_filename, tb.tb_lineno, tb.tb_frame.f_code.co_name, None, None))
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


class EndOfBlock(Exception):
    pass


class ClassFoundException(Exception):
    pass


# Signatures

class _empty:
    """Marks a default or an annotation that is not there."""


class _ParameterKind(int):
    _names = ("POSITIONAL_ONLY", "POSITIONAL_OR_KEYWORD", "VAR_POSITIONAL", "KEYWORD_ONLY", "VAR_KEYWORD")
    _descriptions = ("positional-only", "positional or keyword", "variadic positional", "keyword-only", "variadic keyword")

    @property
    def name(self):
        return self._names[self]

    @property
    def description(self):
        return self._descriptions[self]

    def __str__(self):
        return self.name

    def __repr__(self):
        return f"<_ParameterKind.{self.name}: {int(self)}>"


_KINDS = _POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD, _VAR_POSITIONAL, _KEYWORD_ONLY, _VAR_KEYWORD = tuple(map(_ParameterKind, range(5)))


class Parameter:
    __slots__ = ("_name", "_kind", "_default", "_annotation")
    POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD, VAR_POSITIONAL = _POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD, _VAR_POSITIONAL
    KEYWORD_ONLY, VAR_KEYWORD = _KEYWORD_ONLY, _VAR_KEYWORD
    empty = _empty

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        try:
            kind = _KINDS[kind]
        except (IndexError, TypeError):
            raise ValueError(f"value {kind!r} is not a valid Parameter.kind") from None
        if default is not _empty and kind in (_VAR_POSITIONAL, _VAR_KEYWORD):
            raise ValueError(f"{kind.description} parameters cannot have default values")
        if name is _empty:
            raise ValueError("name is a required attribute for Parameter")
        if not isinstance(name, str):
            raise TypeError(f"name must be a str, not a {type(name).__name__}")
        if name[:1] == "." and name[1:].isdigit():
            if kind != _POSITIONAL_OR_KEYWORD:
                raise ValueError(f"implicit arguments must be passed as positional or keyword arguments, not {kind.description}")
            kind = _POSITIONAL_ONLY
            name = f"implicit{name[1:]}"
        if _iskeyword(name) and kind is not _POSITIONAL_ONLY or not name.isidentifier():
            raise ValueError(f"{name!r} is not a valid parameter name")
        self._name, self._kind, self._default, self._annotation = name, kind, default, annotation

    name = property(lambda self: self._name)
    kind = property(lambda self: self._kind)
    default = property(lambda self: self._default)
    annotation = property(lambda self: self._annotation)

    def replace(self, *, name=_empty, kind=_empty, annotation=_missing, default=_missing):
        return type(self)(self._name if name is _empty else name, self._kind if kind is _empty else kind,
                          default=self._default if default is _missing else default,
                          annotation=self._annotation if annotation is _missing else annotation)

    def __reduce__(self):
        return (_make_parameter, (type(self), self._name, int(self._kind), self._default, self._annotation))

    def __str__(self):
        text = self._name
        if self._annotation is not _empty:
            text += ": " + formatannotation(self._annotation)
        if self._default is not _empty:
            text += (" = " if self._annotation is not _empty else "=") + repr(self._default)
        return {_VAR_POSITIONAL: "*", _VAR_KEYWORD: "**"}.get(self._kind, "") + text

    def __repr__(self):
        return f'<{type(self).__name__} "{self}">'

    def __hash__(self):
        return hash((self._name, self._kind, self._annotation, self._default))

    def __eq__(self, other):
        if not isinstance(other, Parameter):
            return NotImplemented
        return self is other or (self._name, self._kind, self._default, self._annotation) == (other._name, other._kind, other._default, other._annotation)


def _make_parameter(cls, name, kind, default, annotation):
    return cls(name, kind, default=default, annotation=annotation)


class BoundArguments:
    __slots__ = ("arguments", "_signature", "__weakref__")

    def __init__(self, signature, arguments):
        self.arguments = arguments
        self._signature = signature

    @property
    def signature(self):
        return self._signature

    @property
    def args(self):
        args = []
        for name, parameter in self._signature.parameters.items():
            if parameter.kind in (_VAR_KEYWORD, _KEYWORD_ONLY) or name not in self.arguments:
                break
            value = self.arguments[name]
            args.extend(value) if parameter.kind is _VAR_POSITIONAL else args.append(value)
        return tuple(args)

    @property
    def kwargs(self):
        kwargs, started = {}, False
        for name, parameter in self._signature.parameters.items():
            if not started:
                if parameter.kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
                    started = True
                elif name not in self.arguments:
                    started = True
                    continue
            if not started or name not in self.arguments:
                continue
            value = self.arguments[name]
            kwargs.update(value) if parameter.kind is _VAR_KEYWORD else kwargs.__setitem__(name, value)
        return kwargs

    def apply_defaults(self):
        complete = []
        for name, parameter in self._signature.parameters.items():
            if name in self.arguments:
                complete.append((name, self.arguments[name]))
            elif parameter.default is not _empty:
                complete.append((name, parameter.default))
            elif parameter.kind is _VAR_POSITIONAL:
                complete.append((name, ()))
            elif parameter.kind is _VAR_KEYWORD:
                complete.append((name, {}))
        self.arguments = dict(complete)

    def __eq__(self, other):
        if not isinstance(other, BoundArguments):
            return NotImplemented
        return self is other or self.signature == other.signature and self.arguments == other.arguments

    def __repr__(self):
        return f"<{type(self).__name__} ({', '.join(f'{name}={value!r}' for name, value in self.arguments.items())})>"


class Signature:
    __slots__ = ("_parameters", "_return_annotation")
    empty = _empty
    _bound_arguments_cls = BoundArguments

    def __init__(self, parameters=None, *, return_annotation=_empty, __validate_parameters__=True):
        ordered = {}
        top, seen_default = _POSITIONAL_ONLY, False
        for parameter in parameters or ():
            if __validate_parameters__:
                kind, name = parameter.kind, parameter.name
                if kind < top:
                    raise ValueError(f"wrong parameter order: {top.description} parameter before {kind.description} parameter")
                if kind > top:
                    top = kind
                if kind in (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD):
                    if parameter.default is not _empty:
                        seen_default = True
                    elif seen_default:
                        raise ValueError("non-default argument follows default argument")
                if name in ordered:
                    raise ValueError(f"duplicate parameter name: {name!r}")
            ordered[parameter.name] = parameter
        self._parameters = types.MappingProxyType(ordered)
        self._return_annotation = return_annotation

    @classmethod
    def from_callable(cls, obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
        return _signature_from_callable(obj, follow_wrapped, False, cls)

    parameters = property(lambda self: self._parameters)
    return_annotation = property(lambda self: self._return_annotation)

    def replace(self, *, parameters=_missing, return_annotation=_missing):
        return type(self)(self.parameters.values() if parameters is _missing else parameters,
                          return_annotation=self._return_annotation if return_annotation is _missing else return_annotation)

    def _key(self):
        plain = tuple(p for p in self.parameters.values() if p.kind != _KEYWORD_ONLY)
        named = {p.name: p for p in self.parameters.values() if p.kind == _KEYWORD_ONLY}
        return plain, named, self.return_annotation

    def __hash__(self):
        plain, named, annotation = self._key()
        return hash((plain, frozenset(named.values()), annotation))

    def __eq__(self, other):
        if not isinstance(other, Signature):
            return NotImplemented
        return self is other or self._key() == other._key()

    def _bind(self, args, kwargs, *, partial=False):
        arguments = {}
        parameters = list(self.parameters.values())
        values = list(args)
        at = 0
        kwargs = dict(kwargs)
        leftover = None
        for parameter in parameters:
            kind, name = parameter.kind, parameter.name
            if kind is _VAR_POSITIONAL:
                if at < len(values):
                    arguments[name] = tuple(values[at:])
                at = len(values)
            elif kind is _VAR_KEYWORD:
                leftover = parameter
            elif kind is not _KEYWORD_ONLY and at < len(values):
                if name in kwargs and kind is not _POSITIONAL_ONLY:
                    raise TypeError(f"multiple values for argument {name!r}")
                arguments[name] = values[at]
                at += 1
            elif kind is not _POSITIONAL_ONLY and name in kwargs:
                arguments[name] = kwargs.pop(name)
            elif kind is _POSITIONAL_ONLY and name in kwargs and not any(p.kind is _VAR_KEYWORD for p in parameters):
                raise TypeError(f"{name!r} parameter is positional only, but was passed as a keyword")
            elif parameter.default is _empty and not partial:
                if kind is _KEYWORD_ONLY:
                    raise TypeError(f"missing a required argument: {name!r}") if at >= len(values) else TypeError("too many positional arguments")
                raise TypeError(f"missing a required argument: {name!r}")
        if at < len(values):
            raise TypeError("too many positional arguments")
        if kwargs:
            if leftover is None:
                raise TypeError(f"got an unexpected keyword argument {next(iter(kwargs))!r}")
            arguments[leftover.name] = kwargs
        return self._bound_arguments_cls(self, arguments)

    def bind(self, /, *args, **kwargs):
        return self._bind(args, kwargs)

    def bind_partial(self, /, *args, **kwargs):
        return self._bind(args, kwargs, partial=True)

    def __reduce__(self):
        return (_make_signature, (type(self), tuple(self._parameters.values()), self._return_annotation))

    def __repr__(self):
        return f"<{type(self).__name__} {self}>"

    def __str__(self):
        result, star, slash = [], True, False
        for parameter in self.parameters.values():
            text, kind = str(parameter), parameter.kind
            if kind is _POSITIONAL_ONLY:
                slash = True
            elif slash:
                result.append("/")
                slash = False
            if kind is _VAR_POSITIONAL:
                star = False
            elif kind is _KEYWORD_ONLY and star:
                result.append("*")
                star = False
            result.append(text)
        if slash:
            result.append("/")
        text = f"({', '.join(result)})"
        return text if self.return_annotation is _empty else f"{text} -> {formatannotation(self.return_annotation)}"


def _make_signature(cls, parameters, annotation):
    return cls(parameters, return_annotation=annotation)


def signature(obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
    return _signature_from_callable(obj, follow_wrapped, False, Signature)


def _signature_from_function(f, cls):
    code = f.__code__
    names = code.co_varnames
    count, only, kwonly = code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount
    annotations = getattr(f, "__annotations__", None) or {}
    defaults, kwdefaults = f.__defaults__ or (), f.__kwdefaults__ or {}
    first = count - len(defaults)
    parameters = []
    for at in range(count):
        name = names[at]
        parameters.append(Parameter(name, _POSITIONAL_ONLY if at < only else _POSITIONAL_OR_KEYWORD, annotation=annotations.get(name, _empty),
                                    default=defaults[at - first] if at >= first else _empty))
    at = count + kwonly
    if code.co_flags & CO_VARARGS:
        parameters.append(Parameter(names[at], _VAR_POSITIONAL, annotation=annotations.get(names[at], _empty)))
        at += 1
    for name in names[count:count + kwonly]:
        parameters.append(Parameter(name, _KEYWORD_ONLY, annotation=annotations.get(name, _empty), default=kwdefaults.get(name, _empty)))
    if code.co_flags & CO_VARKEYWORDS:
        parameters.append(Parameter(names[at], _VAR_KEYWORD, annotation=annotations.get(names[at], _empty)))
    return cls(parameters, return_annotation=annotations.get("return", _empty), __validate_parameters__=False)


def _signature_from_text(obj, text, cls):
    """The signature of a native, from its __text_signature__."""
    parameters, kind, only = [], _POSITIONAL_OR_KEYWORD, []
    body = text[1:text.rindex(")")]
    parts, depth, current, quote = [], 0, "", ""
    for char in body:
        if quote:
            quote = "" if char == quote else quote
        elif char in "'\\"":
            quote = char
        elif char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
        if char == "," and not depth and not quote:
            parts.append(current.strip())
            current = ""
        else:
            current += char
    if current.strip():
        parts.append(current.strip())
    for part in parts:
        if part == "/":
            parameters = [p.replace(kind=_POSITIONAL_ONLY) for p in parameters]
        elif part == "*":
            kind = _KEYWORD_ONLY
        elif part.startswith("**"):
            parameters.append(Parameter(part[2:], _VAR_KEYWORD))
        elif part.startswith("*"):
            parameters.append(Parameter(part[1:], _VAR_POSITIONAL))
            kind = _KEYWORD_ONLY
        else:
            name, equals, default = part.lstrip("$").partition("=")
            if not equals:
                value = _empty
            else:
                try:
                    value = eval(default, {})
                except Exception:
                    raise ValueError(f"no signature found for builtin {obj!r}") from None
            parameters.append(Parameter(name, kind, default=value))
    if part_is_bound(obj) and parts and parts[0].startswith("$"):
        parameters = parameters[1:]
    return cls(parameters)


def part_is_bound(obj):
    owner = getattr(obj, "__self__", None)
    return owner is not None and not ismodule(owner)


def _without_first(sig):
    parameters = list(sig.parameters.values())
    if not parameters or parameters[0].kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
        raise ValueError("invalid method signature")
    if parameters[0].kind in (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD):
        parameters = parameters[1:]
    return sig.replace(parameters=parameters)


def _signature_of_partial(partial, sig):
    bound = sig.bind_partial(*partial.args, **(partial.keywords or {}))
    parameters, keyword_only = [], False
    for name, parameter in sig.parameters.items():
        if name in bound.arguments:
            if parameter.kind is _POSITIONAL_ONLY:
                continue
            if parameter.kind is _POSITIONAL_OR_KEYWORD:
                if name not in (partial.keywords or {}):
                    continue
                keyword_only = True
                parameter = parameter.replace(default=bound.arguments[name])
            elif parameter.kind is _KEYWORD_ONLY:
                parameter = parameter.replace(default=bound.arguments[name])
        if keyword_only:
            if parameter.kind is _POSITIONAL_OR_KEYWORD:
                parameter = parameter.replace(kind=_KEYWORD_ONLY)
            elif parameter.kind is _VAR_POSITIONAL:
                continue
        parameters.append(parameter)
    return sig.replace(parameters=parameters)


def _signature_from_callable(obj, follow_wrapped=True, keep_first=False, cls=Signature):
    if not callable(obj):
        raise TypeError(f"{obj!r} is not a callable object")
    if ismethod(obj):
        sig = _signature_from_callable(obj.__func__, follow_wrapped, keep_first, cls)
        return sig if keep_first else _without_first(sig)
    if follow_wrapped:
        obj = unwrap(obj, stop=lambda f: hasattr(f, "__signature__") or ismethod(f))
        if ismethod(obj):
            return _signature_from_callable(obj, follow_wrapped, keep_first, cls)
    sig = getattr(obj, "__signature__", None)
    if sig is not None and not isclass(sig):
        if not isinstance(sig, Signature):
            raise TypeError(f"unexpected object {sig!r} in __signature__ attribute")
        return sig
    if isfunction(obj):
        return _signature_from_function(obj, cls)
    if isinstance(obj, functools.partial):
        return _signature_of_partial(obj, _signature_from_callable(obj.func, follow_wrapped, keep_first, cls))
    if isclass(obj):
        return _signature_of_class(obj, follow_wrapped, keep_first, cls)
    text = getattr(obj, "__text_signature__", None)
    if type(obj).__name__ == "builtin_function_or_method":
        if not text:
            raise ValueError(f"no signature found for builtin {obj!r}")
        return _signature_from_text(obj, text, cls)
    call = getattr(type(obj), "__call__", None)
    if call is not None and isfunction(unwrap(call) if hasattr(call, "__wrapped__") else call):
        sig = _signature_from_callable(call, follow_wrapped, keep_first, cls)
        return sig if keep_first else _without_first(sig)
    raise ValueError(f"callable {obj!r} is not supported by signature")


def _signature_of_class(obj, follow_wrapped, keep_first, cls):
    meta = type(obj)
    if meta is not type and isfunction(getattr(meta, "__call__", None)):
        return _without_first(_signature_from_callable(meta.__call__, follow_wrapped, keep_first, cls))
    for base in obj.__mro__:
        for name in ("__new__", "__init__"):
            f = base.__dict__.get(name)
            f = f.__func__ if isinstance(f, staticmethod) else f
            if f is not None and (isfunction(f) or isinstance(f, functools.partialmethod) or hasattr(f, "__wrapped__")):
                sig = _signature_from_callable(f, follow_wrapped, keep_first, cls)
                return sig if keep_first else _without_first(sig)
        text = base.__dict__.get("__text_signature__")
        if isinstance(text, str):
            return _signature_from_text(base, text, cls)
    if obj.__init__ is object.__init__ and obj.__new__ is object.__new__:
        return cls(()) if type not in obj.__mro__ else cls()
    raise ValueError(f"no signature found for builtin type {obj!r}")


def get_annotations(obj, *, globals=None, locals=None, eval_str=False):
    if isclass(obj):
        found = obj.__dict__.get("__annotations__")
        found = found if isinstance(found, dict) else None
        globals = globals or getattr(sys.modules.get(obj.__module__), "__dict__", None)
        locals = locals or dict(vars(obj))
    elif ismodule(obj) or callable(obj):
        found = getattr(obj, "__annotations__", None)
        globals = globals or (obj.__dict__ if ismodule(obj) else getattr(unwrap(obj), "__globals__", None))
    else:
        raise TypeError(f"{obj!r} is not a module, class, or callable.")
    if not found:
        return {}
    if not isinstance(found, dict):
        raise ValueError(f"{obj!r}.__annotations__ is neither a dict nor None")
    if not eval_str:
        return dict(found)
    return {name: eval(value, globals, locals) if isinstance(value, str) else value for name, value in found.items()}
`;
