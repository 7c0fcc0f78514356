// Over 500 lines: the elements, the parsers and the document of one module of Python, which know each other.
/** The module `xml.etree.ElementTree`; the parser is ours. */
import type { NamespaceDict } from "../../../runtime/dict.ts";
import { PATHS } from "./element-paths.ts";
import { WRITING } from "./element-writing.ts";
import { xmlReaderType } from "./parser-object.ts";

export function load(globals: NamespaceDict): void {
  globals.setString("_XmlReader", xmlReaderType);
}

const ELEMENTS = String.raw`
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
`;

export const source: string = ELEMENTS + PATHS + WRITING;
