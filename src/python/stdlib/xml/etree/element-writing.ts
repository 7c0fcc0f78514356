/** How `xml.etree.ElementTree` writes a document: the prefixes of its namespaces, escapes, XML and HTML. */
export const WRITING: string = String.raw`
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
