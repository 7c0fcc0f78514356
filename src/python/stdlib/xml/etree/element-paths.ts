/** The paths by which `xml.etree.ElementTree` finds elements: a subset of XPath. */
export const PATHS: string = String.raw`
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
`;
