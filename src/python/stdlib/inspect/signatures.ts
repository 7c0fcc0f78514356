/** The part of `inspect` on how an object is called. */
export const signatures: string = `
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


_NATIVES = (types.BuiltinFunctionType, types.MethodDescriptorType, types.WrapperDescriptorType,
            types.ClassMethodDescriptorType, types.MethodWrapperType)
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
    if isinstance(obj, _NATIVES):
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
