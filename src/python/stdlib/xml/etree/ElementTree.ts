// Over 500 lines: the classes and functions of one module of Python, which know each other.
/** The module `xml.etree.ElementTree`; the parser is ours. */
import type { NamespaceDict } from "../../../runtime/dict.ts";
import { xmlReaderType } from "./parser-object.ts";

export function load(globals: NamespaceDict): void {
  globals.setString("_XmlReader", xmlReaderType);
}

export const source: string = String.raw`
import io
import re

__all__ = ["Comment", "dump", "Element", "ElementTree", "fromstring", "fromstringlist", "indent", "iselement", "iterparse", "parse", "ParseError", "PI", "ProcessingInstruction", "QName",
           "SubElement", "tostring", "tostringlist", "TreeBuilder", "VERSION", "XML", "XMLID", "XMLParser", "XMLPullParser", "register_namespace"]

VERSION = "1.3.0"


class ParseError(SyntaxError):
    """A text that is not XML: code and position tell what is wrong, and where."""


def iselement(element):
    return hasattr(element, "tag")


class Element:
    """An element: its tag, attributes and text, the elements in it, and the text behind it."""

    __slots__ = ("tag", "attrib", "text", "tail", "_children", "__weakref__")

    def __init__(self, tag, attrib={}, **extra):
        if not isinstance(attrib, dict):
            raise TypeError("Element() argument 2 must be dict, not %s" % type(attrib).__name__)
        self.tag = tag
        self.attrib = {**attrib, **extra}
        self.text = self.tail = None
        self._children = []

    def __repr__(self):
        return "<%s %r at %#x>" % (type(self).__name__, self.tag, id(self))

    def makeelement(self, tag, attrib, /):
        return type(self)(tag, attrib)

    def __copy__(self):
        copy = self.makeelement(self.tag, self.attrib)
        copy.text, copy.tail = self.text, self.tail
        copy._children = self._children[:]
        return copy

    def __deepcopy__(self, memo):
        from copy import deepcopy
        result = self.makeelement(deepcopy(self.tag, memo), deepcopy(self.attrib, memo))
        memo[id(self)] = result
        result.text, result.tail = deepcopy(self.text, memo), deepcopy(self.tail, memo)
        result._children = [deepcopy(child, memo) for child in self._children]
        return result

    def __getstate__(self):
        return {"tag": self.tag, "_children": self._children, "attrib": self.attrib, "text": self.text, "tail": self.tail}

    def __setstate__(self, state):
        self.tag, self.attrib = state["tag"], state.get("attrib", {})
        self.text, self.tail = state.get("text"), state.get("tail")
        self._children = list(state.get("_children", ()))

    def __reduce__(self):
        return type(self), (self.tag,), self.__getstate__()

    def __len__(self):
        return len(self._children)

    def __bool__(self):
        import warnings
        warnings.warn("Testing an element's truth value will raise an exception in future versions.  Use specific 'len(elem)' or 'elem is not None' test instead.", DeprecationWarning, stacklevel=2)
        return len(self._children) != 0

    def __getitem__(self, index):
        try:
            return self._children[index]
        except IndexError:
            raise IndexError("child index out of range") from None

    def __setitem__(self, index, element):
        if isinstance(index, slice):
            element = list(element)
            for item in element:
                _check_element(item, "expected an Element, not %s")
        else:
            _check_element(element, "expected an Element, not %s")
        try:
            self._children[index] = element
        except IndexError:
            raise IndexError("child assignment index out of range") from None

    def __delitem__(self, index):
        try:
            del self._children[index]
        except IndexError:
            raise IndexError("child assignment index out of range") from None

    def append(self, subelement, /):
        _check_element(subelement, "append() argument must be xml.etree.ElementTree.Element, not %s")
        self._children.append(subelement)

    def extend(self, elements, /):
        for element in elements:
            _check_element(element, "expected an Element, not %s")
            self._children.append(element)

    def insert(self, index, subelement, /):
        _check_element(subelement, "insert() argument 2 must be xml.etree.ElementTree.Element, not %s")
        self._children.insert(index, subelement)

    def remove(self, subelement, /):
        _check_element(subelement, "remove() argument must be xml.etree.ElementTree.Element, not %s")
        for index, child in enumerate(self._children):
            if child is subelement:
                del self._children[index]
                return
        self._children.remove(subelement)

    def find(self, path, namespaces=None):
        return next(_select(self, path, namespaces), None)

    def findtext(self, path, default=None, namespaces=None):
        for element in _select(self, path, namespaces):
            return element.text if element.text is not None else ""
        return default

    def findall(self, path, namespaces=None):
        return list(_select(self, path, namespaces))

    def iterfind(self, path, namespaces=None):
        return _select(self, path, namespaces)

    def clear(self):
        self.attrib.clear()
        self._children = []
        self.text = self.tail = None

    def get(self, key, default=None):
        return self.attrib.get(key, default)

    def set(self, key, value, /):
        self.attrib[key] = value

    def keys(self):
        return self.attrib.keys()

    def items(self):
        return self.attrib.items()

    def iter(self, tag=None):
        """The element and all in it, in the order of the text."""
        if tag == "*":
            tag = None
        waiting = [self]
        while waiting:
            element = waiting.pop()
            if tag is None or element.tag == tag:
                yield element
            waiting.extend(reversed(element._children))

    def itertext(self):
        if self.text:
            yield self.text
        for child in self._children:
            yield from child.itertext()
            if child.tail:
                yield child.tail


def _check_element(value, message):
    if not isinstance(value, Element):
        raise TypeError(message % type(value).__name__)


def SubElement(parent, tag, attrib={}, **extra):
    """A new element at the end of another one."""
    if not isinstance(attrib, dict):
        raise TypeError("attrib must be dict, not %s" % type(attrib).__name__)
    element = parent.makeelement(tag, {**attrib, **extra})
    parent.append(element)
    return element


def Comment(text=None):
    element = Element(Comment)
    element.text = text
    return element


def ProcessingInstruction(target, text=None):
    element = Element(ProcessingInstruction)
    element.text = target + " " + text if text else target
    return element


PI = ProcessingInstruction


class QName:
    """A qualified name, to be given a prefix when it is written."""

    def __init__(self, text_or_uri, tag=None):
        self.text = "{%s}%s" % (text_or_uri, tag) if tag else text_or_uri

    def __str__(self):
        return self.text

    def __repr__(self):
        return "<%s %r>" % (type(self).__name__, self.text)

    def __hash__(self):
        return hash(self.text)

    def _compared(self, other):
        return other.text if isinstance(other, QName) else other

    def __eq__(self, other):
        return self.text == self._compared(other)

    def __lt__(self, other):
        return self.text < self._compared(other)

    def __le__(self, other):
        return self.text <= self._compared(other)

    def __gt__(self, other):
        return self.text > self._compared(other)

    def __ge__(self, other):
        return self.text >= self._compared(other)


# Paths: a subset of XPath.

_path_token = re.compile(r"('[^']*'|\"[^\"]*\")|(::|//?|\.\.|\(\)|!=|[/.*:\[\]\(\)@=])|((?:\{[^}]+\})?[^/\[\]\(\)@!=\s]+)|\s+")


def _path_tokens(path, namespaces):
    default = namespaces.get("") if namespaces else None
    is_attribute = False
    for match in _path_token.finditer(path):
        text, mark, tag = match.groups()
        if tag and tag[0] != "{":
            if ":" in tag:
                prefix, name = tag.split(":", 1)
                if not namespaces or prefix not in namespaces:
                    raise SyntaxError("prefix %r not found in prefix map" % prefix) from None
                tag = "{%s}%s" % (namespaces[prefix], name)
            elif default and not is_attribute:
                tag = "{%s}%s" % (default, tag)
        is_attribute = mark == "@"
        if text or mark or tag:
            yield text or mark or "", tag or ""


def _matcher(tag):
    """Whether an element has a tag in which the namespace, or the name, may be any."""
    if tag == "{*}*":
        return lambda element: isinstance(element.tag, str)
    if tag == "{}*":
        return lambda element: isinstance(element.tag, str) and element.tag[:1] != "{"
    if tag[:3] == "{*}":
        name = tag[3:]
        return lambda element: element.tag == name or isinstance(element.tag, str) and element.tag[:1] == "{" and element.tag.rpartition("}")[2] == name
    if tag[-2:] == "}*":
        space = tag[:-1]
        return lambda element: isinstance(element.tag, str) and element.tag.startswith(space)
    if tag[:2] == "{}":
        tag = tag[2:]
    return lambda element: element.tag == tag


class _Root:
    """What a search knows of the tree."""

    def __init__(self, root):
        self.root = root
        self._parents = None

    def parents(self):
        if self._parents is None:
            self._parents = {child: parent for parent in self.root.iter() for child in parent}
        return self._parents


def _select(element, path, namespaces):
    if not namespaces and path[:3] not in ("{*}", "{}*") and path[:2] != "{}" and not any(mark in path.rpartition("}")[2] for mark in "/*[@."):
        # Nothing but a tag.
        return iter([child for child in element if child.tag == path])
    if path[-1:] == "/":
        path += "*"
    if path[:1] == "/":
        raise SyntaxError("cannot use absolute path on element")
    tokens = list(_path_tokens(path, namespaces))
    if not tokens:
        return iter(())
    steps = []
    while tokens:
        mark, tag = tokens.pop(0)
        try:
            steps.append(_step(mark, tag, tokens))
        except IndexError:
            raise SyntaxError("invalid path") from None
        if tokens and tokens[0][0] == "/":
            tokens.pop(0)
            if not tokens:
                break
    root = _Root(element)
    found = [element]
    for step in steps:
        found = step(root, found)
    return iter(found)


def _step(mark, tag, tokens):
    if tag or mark == "*":
        matches = None if mark == "*" else _matcher(tag)
        return lambda root, found: (child for element in found for child in element if matches is None or matches(child))
    if mark == ".":
        return lambda root, found: found
    if mark == "//":
        mark, tag = tokens.pop(0)
        if not tag and mark != "*":
            raise SyntaxError("invalid descendant")
        matches = None if mark == "*" else _matcher(tag)
        return lambda root, found: (below for element in found for below in element.iter() if below is not element and (matches is None or matches(below)))
    if mark == "..":
        return _to_parents
    if mark == "[":
        return _predicate(tokens)
    raise SyntaxError("invalid path")


def _to_parents(root, found):
    seen = set()
    for element in found:
        parent = root.parents().get(element)
        if parent is not None and parent not in seen:
            seen.add(parent)
            yield parent


def _predicate(tokens):
    shape, parts = "", []
    while True:
        mark, tag = tokens.pop(0)
        if mark == "]":
            break
        if mark and mark[:1] in "'\"":
            shape += "'"
            parts.append(mark[1:-1])
        else:
            shape += mark or "-"
            parts.append(tag)
    if shape == "@-":
        key = parts[1]
        return lambda root, found: (element for element in found if element.get(key) is not None)
    if shape in ("@-='", "@-!='"):
        key, value, wanted = parts[1], parts[-1], "!" not in shape
        return lambda root, found: (element for element in found if element.get(key) is not None and (element.get(key) == value) == wanted)
    if shape == "-" and not re.match(r"\-?\d+$", parts[0]):
        tag = parts[0]
        return lambda root, found: (element for element in found if element.find(tag) is not None)
    if shape in (".='", ".!='") or shape in ("-='", "-!='") and not re.match(r"\-?\d+$", parts[0]):
        tag, value, wanted = parts[0], parts[-1], "!" not in shape
        if tag:
            return lambda root, found: (element for element in found if any(("".join(child.itertext()) == value) == wanted for child in element.iterfind(tag)))
        return lambda root, found: (element for element in found if ("".join(element.itertext()) == value) == wanted)
    if shape == "-" or shape in ("-()", "-()-"):
        return _position(shape, parts)
    raise SyntaxError("invalid predicate")


def _position(shape, parts):
    if shape == "-":
        index = int(parts[0]) - 1
        if index < 0:
            raise SyntaxError("XPath position >= 1 expected")
    else:
        if parts[0] != "last":
            raise SyntaxError("unsupported function")
        index = -1
        if shape == "-()-":
            try:
                index = int(parts[2]) - 1
            except ValueError:
                raise SyntaxError("unsupported expression") from None
            if index > -2:
                raise SyntaxError("XPath offset from last() must be negative")

    def select(root, found):
        for element in found:
            parent = root.parents().get(element)
            if parent is None:
                continue
            same = list(parent.findall(element.tag))
            if -len(same) <= index < len(same) and same[index] is element:
                yield element
    return select


# Parsing.

class TreeBuilder:
    """Makes a tree of what a parser finds."""

    def __init__(self, element_factory=None, *, comment_factory=None, pi_factory=None, insert_comments=False, insert_pis=False):
        self._data = []
        self._open = []
        self._last = None
        self._root = None
        # Text goes behind the last element once that is closed.
        self._is_behind = False
        self._factory = element_factory or Element
        self._comment_factory = comment_factory or Comment
        self._pi_factory = pi_factory or ProcessingInstruction
        self._insert_comments = insert_comments
        self._insert_pis = insert_pis

    def close(self):
        if self._open:
            raise AssertionError("missing end tags")
        if self._root is None:
            raise AssertionError("missing toplevel element")
        return self._root

    def _flush(self):
        if self._data:
            if self._last is not None:
                text = "".join(self._data)
                if self._is_behind:
                    self._last.tail = text
                else:
                    self._last.text = text
            self._data = []

    def data(self, data, /):
        self._data.append(data)

    def start(self, tag, attrs, /):
        self._flush()
        self._last = element = self._factory(tag, attrs)
        if self._open:
            self._open[-1].append(element)
        elif self._root is None:
            self._root = element
        self._open.append(element)
        self._is_behind = False
        return element

    def end(self, tag, /):
        self._flush()
        self._last = self._open.pop()
        self._is_behind = True
        return self._last

    def comment(self, text, /):
        return self._single(self._comment_factory, self._insert_comments, text)

    def pi(self, target, text=None, /):
        return self._single(self._pi_factory, self._insert_pis, target, text)

    def _single(self, factory, insert, *args):
        element = factory(*args)
        if insert:
            self._flush()
            self._last = element
            if self._open:
                self._open[-1].append(element)
            self._is_behind = True
        return element


class XMLParser:
    """Feeds a target, a TreeBuilder by default, with what a text holds."""

    def __init__(self, *, target=None, encoding=None):
        self.target = self._target = TreeBuilder() if target is None else target
        self.entity = {}
        self.version = "threadsnake"
        self._encoding = encoding
        self._make_reader()

    def _make_reader(self, **others):
        target = self._target
        functions = {name: getattr(target, name, None) for name in ("start", "end", "data", "comment", "pi", "start_ns", "end_ns", "doctype")}
        if functions["start_ns"]:
            functions["start_ns"] = lambda prefix, uri: target.start_ns(prefix or "", uri or "")
        if functions["end_ns"]:
            functions["end_ns"] = lambda prefix: target.end_ns(prefix or "")
        if functions["doctype"]:
            functions["doctype"] = lambda names: target.doctype(*names)
        functions.update(others)
        self._reader = _XmlReader(ParseError, self._encoding, **functions)

    def feed(self, data, /):
        self._reader.feed(data, False)

    def flush(self):
        pass

    def close(self):
        self._reader.feed("", True)
        close = getattr(self._target, "close", None)
        return close() if close is not None else None


class XMLPullParser:
    """A parser that is asked for what it found."""

    def __init__(self, events=None, *, _parser=None):
        self._events = []
        self._parser = _parser or XMLParser(target=TreeBuilder())
        builder, note = self._parser._target, self._events.append
        wanted = ("end",) if events is None else tuple(events)
        handlers = {}
        for event in wanted:
            if event not in ("start", "end", "comment", "pi", "start-ns", "end-ns"):
                raise ValueError("unknown event %r" % event)
        if "start" in wanted:
            handlers["start"] = lambda tag, attributes: note(("start", builder.start(tag, attributes)))
        if "end" in wanted:
            handlers["end"] = lambda tag: note(("end", builder.end(tag)))
        if "comment" in wanted:
            handlers["comment"] = lambda text: note(("comment", builder.comment(text)))
        if "pi" in wanted:
            handlers["pi"] = lambda target, text=None: note(("pi", builder.pi(target, text)))
        if "start-ns" in wanted:
            handlers["start_ns"] = lambda prefix, uri: note(("start-ns", (prefix or "", uri or "")))
        if "end-ns" in wanted:
            handlers["end_ns"] = lambda prefix: note(("end-ns", None))
        self._parser._make_reader(**handlers)

    def feed(self, data):
        if self._parser is None:
            raise ValueError("feed() called after end of stream")
        try:
            self._parser.feed(data)
        except SyntaxError as error:
            self._events.append(error)

    def _close_and_return_root(self):
        root = self._parser.close()
        self._parser = None
        return root

    def close(self):
        self._close_and_return_root()

    def read_events(self):
        events = self._events
        while events:
            event = events.pop(0)
            if isinstance(event, Exception):
                raise event
            yield event

    def flush(self):
        pass


def XML(text, parser=None):
    """The element that a text holds."""
    if not parser:
        parser = XMLParser(target=TreeBuilder())
    parser.feed(text)
    return parser.close()


fromstring = XML


def XMLID(text, parser=None):
    tree = XML(text, parser)
    return tree, {element.get("id"): element for element in tree.iter() if element.get("id")}


def fromstringlist(sequence, parser=None):
    if not parser:
        parser = XMLParser(target=TreeBuilder())
    for text in sequence:
        parser.feed(text)
    return parser.close()


def parse(source, parser=None):
    """The tree of a file."""
    tree = ElementTree()
    tree.parse(source, parser)
    return tree


class _Events:
    def __init__(self, source, events, parser):
        self._pull = XMLPullParser(events, _parser=parser)
        self._owned = None if hasattr(source, "read") else open(source, "rb")
        self._file = self._owned or source
        self._iterator = self._events()
        self.root = None

    def _events(self):
        try:
            while True:
                yield from self._pull.read_events()
                data = self._file.read(16 * 1024)
                if not data:
                    break
                self._pull.feed(data)
            root = self._pull._close_and_return_root()
            yield from self._pull.read_events()
            self.root = root
        finally:
            self.close()

    def close(self):
        if self._owned is not None:
            self._owned.close()

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._iterator)


def iterparse(source, events=None, parser=None):
    """What a parser finds in a file, while it is read."""
    return _Events(source, events, parser)


class ElementTree:
    """A whole document."""

    def __init__(self, element=None, file=None):
        self._root = element
        if file:
            self.parse(file)

    def getroot(self):
        return self._root

    def _setroot(self, element):
        self._root = element

    def parse(self, source, parser=None):
        owned = None if hasattr(source, "read") else open(source, "rb")
        try:
            if parser is None:
                parser = XMLParser()
            while data := (owned or source).read(65536):
                parser.feed(data)
            self._root = parser.close()
            return self._root
        finally:
            if owned is not None:
                owned.close()

    def iter(self, tag=None):
        return self._root.iter(tag)

    def _relative(self, path):
        if path[:1] == "/":
            path = "." + path
            import warnings
            warnings.warn("This search is broken in 1.3 and earlier, and will be fixed in a future version.  If you rely on the current behaviour, change it to %r" % path, FutureWarning, stacklevel=3)
        return path

    def find(self, path, namespaces=None):
        return self._root.find(self._relative(path), namespaces)

    def findtext(self, path, default=None, namespaces=None):
        return self._root.findtext(self._relative(path), default, namespaces)

    def findall(self, path, namespaces=None):
        return self._root.findall(self._relative(path), namespaces)

    def iterfind(self, path, namespaces=None):
        return self._root.iterfind(self._relative(path), namespaces)

    def write(self, file_or_filename, encoding=None, xml_declaration=None, default_namespace=None, method=None, *, short_empty_elements=True):
        """Writes the document to a file."""
        method = method or "xml"
        if method not in ("xml", "html", "text"):
            raise ValueError("unknown method %r" % method)
        encoding = encoding or ("utf-8" if method == "c14n" else "us-ascii")
        pieces = []
        if method == "xml" and (xml_declaration or (xml_declaration is None and encoding.lower() not in ("unicode", "utf-8", "us-ascii"))):
            pieces.append("<?xml version='1.0' encoding='%s'?>\n" % ("UTF-8" if encoding.lower() == "unicode" else encoding))
        if method == "text":
            pieces.extend(self._root.itertext())
        else:
            names, spaces = _names_of(self._root, default_namespace)
            (_write_xml if method == "xml" else _write_html)(pieces.append, self._root, names, spaces, short_empty_elements)
        text = "".join(pieces)
        if encoding.lower() == "unicode":
            if hasattr(file_or_filename, "write"):
                file_or_filename.write(text)
            else:
                with open(file_or_filename, "w", encoding="utf-8", errors="xmlcharrefreplace") as file:
                    file.write(text)
            return
        data = text.encode(encoding, "xmlcharrefreplace")
        if hasattr(file_or_filename, "write"):
            file_or_filename.write(data)
        else:
            with open(file_or_filename, "wb") as file:
                file.write(data)


# Writing.

_namespace_map = {
    "http://www.w3.org/XML/1998/namespace": "xml", "http://www.w3.org/1999/xhtml": "html", "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf", "http://schemas.xmlsoap.org/wsdl/": "wsdl",
    "http://www.w3.org/2001/XMLSchema": "xs", "http://www.w3.org/2001/XMLSchema-instance": "xsi", "http://purl.org/dc/elements/1.1/": "dc",
}


def register_namespace(prefix, uri):
    """The prefix that a namespace is written with."""
    if re.match(r"ns\d+$", prefix):
        raise ValueError("Prefix format reserved for internal use")
    for known, name in list(_namespace_map.items()):
        if known == uri or name == prefix:
            del _namespace_map[known]
    _namespace_map[uri] = prefix


register_namespace._namespace_map = _namespace_map


def _not_serializable(text):
    raise TypeError("cannot serialize %r (type %s)" % (text, type(text).__name__))


def _names_of(root, default_namespace):
    """How qualified names are written, and which namespaces are declared for that."""
    names, spaces = {None: None}, {}
    if default_namespace:
        spaces[default_namespace] = ""

    def add(name):
        try:
            if name[:1] == "{":
                uri, tag = name[1:].rsplit("}", 1)
                prefix = spaces.get(uri)
                if prefix is None:
                    prefix = _namespace_map.get(uri)
                    if prefix is None:
                        prefix = "ns%d" % len(spaces)
                    if prefix != "xml":
                        spaces[uri] = prefix
                names[name] = "%s:%s" % (prefix, tag) if prefix else tag
            else:
                if default_namespace:
                    raise ValueError("cannot use non-qualified names with default_namespace option")
                names[name] = name
        except TypeError:
            _not_serializable(name)

    for element in root.iter():
        tag = element.tag
        if isinstance(tag, QName):
            if tag.text not in names:
                add(tag.text)
        elif isinstance(tag, str):
            if tag not in names:
                add(tag)
        elif tag is not None and tag is not Comment and tag is not PI:
            _not_serializable(tag)
        for key, value in element.items():
            key = key.text if isinstance(key, QName) else key
            if key not in names:
                add(key)
            if isinstance(value, QName) and value.text not in names:
                add(value.text)
        if isinstance(element.text, QName) and element.text.text not in names:
            add(element.text.text)
    return names, spaces


def _escape_text(text):
    try:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    except (TypeError, AttributeError):
        _not_serializable(text)


def _escape_attribute(text):
    try:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
        return text.replace("\r", "&#13;").replace("\n", "&#10;").replace("\t", "&#09;")
    except (TypeError, AttributeError):
        _not_serializable(text)


def _escape_html_attribute(text):
    try:
        return text.replace("&", "&amp;").replace(">", "&gt;").replace('"', "&quot;")
    except (TypeError, AttributeError):
        _not_serializable(text)


def _write_attributes(write, element, names, spaces, escape):
    if spaces:
        for uri, prefix in sorted(spaces.items(), key=lambda item: item[1]):
            write(' xmlns%s="%s"' % (":" + prefix if prefix else "", _escape_attribute(uri)))
    for key, value in element.items():
        key = key.text if isinstance(key, QName) else key
        value = names[value.text] if isinstance(value, QName) else escape(value)
        write(' %s="%s"' % (names[key], value))


def _write_xml(write, element, names, spaces, short_empty_elements):
    tag, text = element.tag, element.text
    if tag is Comment:
        write("<!--%s-->" % text)
    elif tag is ProcessingInstruction:
        write("<?%s?>" % text)
    else:
        name = names[tag.text if isinstance(tag, QName) else tag]
        if name is None:
            if text:
                write(_escape_text(text))
            for child in element:
                _write_xml(write, child, names, None, short_empty_elements)
        else:
            write("<" + name)
            _write_attributes(write, element, names, spaces, _escape_attribute)
            if text or len(element) or not short_empty_elements:
                write(">")
                if text:
                    write(names[text.text] if isinstance(text, QName) else _escape_text(text))
                for child in element:
                    _write_xml(write, child, names, None, short_empty_elements)
                write("</" + name + ">")
            else:
                write(" />")
    if element.tail:
        write(_escape_text(element.tail))


HTML_EMPTY = {"area", "base", "basefont", "br", "col", "embed", "frame", "hr", "img", "input", "isindex", "link", "meta", "param", "source", "track", "wbr"}


def _write_html(write, element, names, spaces, short_empty_elements):
    tag, text = element.tag, element.text
    if tag is Comment:
        write("<!--%s-->" % _escape_text(text))
    elif tag is ProcessingInstruction:
        write("<?%s?>" % _escape_text(text))
    else:
        name = names[tag.text if isinstance(tag, QName) else tag]
        if name is not None:
            write("<" + name)
            _write_attributes(write, element, names, spaces, _escape_html_attribute)
            write(">")
        lower = (name or "").lower()
        if text:
            write(text if lower in ("script", "style") else _escape_text(text))
        for child in element:
            _write_html(write, child, names, None, short_empty_elements)
        if name is not None and lower not in HTML_EMPTY:
            write("</" + name + ">")
    if element.tail:
        write(_escape_text(element.tail))


def tostring(element, encoding=None, method=None, *, xml_declaration=None, default_namespace=None, short_empty_elements=True):
    """The text of an element: bytes, or a str for the encoding "unicode"."""
    stream = io.StringIO() if encoding is not None and encoding.lower() == "unicode" else io.BytesIO()
    ElementTree(element).write(stream, encoding, xml_declaration=xml_declaration, default_namespace=default_namespace, method=method, short_empty_elements=short_empty_elements)
    return stream.getvalue()


def tostringlist(element, encoding=None, method=None, *, xml_declaration=None, default_namespace=None, short_empty_elements=True):
    return [tostring(element, encoding, method, xml_declaration=xml_declaration, default_namespace=default_namespace, short_empty_elements=short_empty_elements)]


def dump(elem):
    """Prints an element."""
    if not isinstance(elem, ElementTree):
        elem = ElementTree(elem)
    import sys
    elem.write(sys.stdout, encoding="unicode")
    tail = elem.getroot().tail
    if not tail or tail[-1] != "\n":
        sys.stdout.write("\n")


def indent(tree, space="  ", level=0):
    """Puts white space between the elements, so that each stands on a line of its own."""
    if isinstance(tree, ElementTree):
        tree = tree.getroot()
    if level < 0:
        raise ValueError(f"Initial indentation level must be >= 0, got {level}")

    def below(element, level):
        deeper = "\n" + (level + 1) * space
        if not element.text or not element.text.strip():
            element.text = deeper
        for child in element:
            if len(child):
                below(child, level + 1)
            if not child.tail or not child.tail.strip():
                child.tail = deeper
        if not child.tail.strip():
            child.tail = "\n" + level * space

    if len(tree):
        below(tree, level)
`;
