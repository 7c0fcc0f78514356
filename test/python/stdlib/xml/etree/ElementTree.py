import copy
import io
import os
import tempfile
import xml.etree.ElementTree as E


def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as error:
        return type(error).__name__, str(error), getattr(error, "code", None), getattr(error, "position", None)


DOCUMENTS = ['', '   ', 'x', '<a>', '<a', '<a></b>', '<a><b></a>', '<a/><b/>', '<a/>x', '<a>&foo;</a>', '<a>&amp</a>', '<a>&#xZ;</a>', '<a>&#0;</a>', '<a b=1/>', '<a b="1" b="2"/>', '<a b="<"/>', '<a b/>', '<1a/>', '<a><!-- x -- y --></a>', '<a><!-- x', '<a><![CDATA[x</a>', '<a>]]></a>',
             '<?xml version="1.0"?><a/>', ' <?xml version="1.0"?><a/>', '<a x:b="1"/>', '<x:a/>', '<a>\x01</a>', '<a b="&lt;"/>', '<a>\n<b>\n</c></a>', '<a><b/></a', '</a>', '<a b="x" c="y"d="z"/>', '<a b = "x" />', '< a/>', '<a ><b></b ></a >', '<!DOCTYPE a><a/>', '<!DOCTYPE a [<!ENTITY e "v">]><a>&e;</a>',
             '<!DOCTYPE a><a>&e;</a>', '<a><?pi x?></a>', '<?xml-stylesheet x?><a/>', '<a xmlns="u"><b xmlns=""/></a>', '<a xmlns:p=""/>', '<a>\r\n\r</a>', '<a b="x\n\ty"/>', '<a>&#65;&#x42;</a>', '<!-- c --><a/><!-- d -->', '<a><![CDATA[<x>&]]></a>', '<é/>', '<a é="1"/>', '<a:b:c xmlns:a="u"/>',
             '<?xml version="1.0" encoding="latin-1"?><a>é</a>', '<a></a></a>', '<a/>\n\n<', '<a>&', '<a b="x', '<a b=\'"\'/>', '<!ELEMENT a>', '<a><b></a></b>', '<a>&lt;&gt;&quot;&apos;</a>', '<?XML x?><a/>', '<a><?xml x?></a>', '<a xml:lang="x"/>', '<a xmlns:xml="u"/>', '<a.b-c_d/>', '<a\n\nb="c"></a\n>',
             '<p:a xmlns:p="u" p:b="1" b="2"><p:c/></p:a>', '<a xmlns:p="u" xmlns:q="u" p:b="1" q:b="2"/>', '<a>t1<b>t2</b>t3<c/>t4</a>', '<!DOCTYPE html PUBLIC "-//W3C//DTD" "http://x"><html/>', '<!DOCTYPE a [<!-- c --><?p i?><!ELEMENT a ANY><!ENTITY x SYSTEM "y"><!ENTITY % p "q">]><a/>', '<a>☃\U0001f600</a>']
for document in DOCUMENTS:
    print(ascii(document), attempt(lambda: E.tostring(E.fromstring(document))))
    pieces = E.XMLParser()

    def feed():
        for character in document:
            pieces.feed(character)
        return E.tostring(pieces.close())
    whole = attempt(lambda: E.tostring(E.fromstring(document)))
    if isinstance(whole, bytes):
        print(attempt(feed) == whole, attempt(lambda: E.tostring(E.fromstring(document.encode("latin-1" if "latin-1" in document else "utf-8")))) == whole)
print(E.tostring(E.fromstring("<a>é</a>".encode("utf-16"))), E.tostring(E.fromstring(b"\xef\xbb\xbf<a>\xc3\xa9</a>")), E.tostring(E.fromstring(b"<?xml version='1.0' encoding='iso-8859-1'?><a>\xe9</a>")), attempt(E.fromstring, 5)[0])

root = E.XML('<data><country name="L"><rank>1</rank><year>2008</year><n name="A" d="E"/><n name="S" d="W"/></country><country name="S"><rank>4</rank><n name="M" d="N"/></country>tail<x><country/></x></data>')
for path in ("country", "*", ".", "..", "country/rank", ".//n", ".//n/..", "country[@name]", "country[@name='S']", "country[@name!='S']", "country[rank]", "country[rank='4']", "country[rank!='4']", "country[1]", "country[2]", "country[last()]", "country[last()-1]", ".//rank[.='1']", "x//country", ".//*[@d='W']",
             "country/", "./country/n[@d='E']", "//n", "/country", "country[0]", "country[last()-0]", "country[foo()]", ".//", "nothing", "country//rank", ".//country[@name='L']/year", "country[@name='L'][rank]", "*[2]", "", "n:x", "country/*/..", "{*}country", "{}country", "{*}*"):
    print(path, attempt(lambda: [(element.tag, element.attrib) for element in root.findall(path)]), attempt(lambda: root.find(path).tag), attempt(root.findtext, path, "default"))
spaced = E.XML('<a xmlns="u" xmlns:q="v"><b/><q:c q:d="1" e="2"/></a>')
print([element.tag for element in spaced.iter()], spaced.find("{u}b").tag, spaced.find("p:b", {"p": "u"}).tag, spaced.find("b"), spaced.find("b", {"": "u"}).tag, [element.tag for element in spaced.findall("{*}c")], [element.tag for element in spaced.findall("{u}*")], spaced[1].attrib)
print(E.tostring(spaced), E.tostring(spaced, default_namespace="u") if 0 else "", attempt(E.tostring, root, default_namespace="u"), E.tostring(E.XML('<a xmlns="u"><b/></a>'), default_namespace="u"))

e = E.Element("root", {"a": "1"}, b="2 & 3")
child = E.SubElement(e, "child", c="<>\"'\n\t\r")
child.text, child.tail = "text & <more>", "tail"
e.append(E.Comment("note")), e.append(E.ProcessingInstruction("target", "data"))
e.insert(0, E.Element("first"))
for options in ({}, {"encoding": "unicode"}, {"encoding": "utf-8"}, {"encoding": "utf-8", "xml_declaration": True}, {"encoding": "latin-1"}, {"short_empty_elements": False}, {"method": "html"}, {"method": "text"}, {"encoding": "UTF-16"}, {"xml_declaration": True}):
    print(options, E.tostring(e, **options))
print(len(e), [c.tag if isinstance(c.tag, str) else c.tag.__name__ for c in e], e[0].tag, e.get("a"), e.get("z", 5), sorted(e.keys()), sorted(e.items()), list(e.iter("child"))[0] is child, "".join(e.itertext()), len(e[1:2]), repr(e).startswith("<Element 'root' at 0x"))
print(attempt(e.append, "x"), attempt(e.insert, 0, 5), attempt(e.remove, E.Element("q"))[0], attempt(E.Element, "a", 5), attempt(e.extend, [1])[0], attempt(e.__setitem__, 0, 5)[0], attempt(lambda: e[9]), attempt(E.tostring, E.Element(5)), attempt(lambda: E.tostring(E.Element("a", {"b": 5}))))
e.set("new", "v"), e.remove(child)
del e[0]
e[0:1] = [E.Element("p"), E.Element("q")]
twin, deep = copy.copy(e), copy.deepcopy(e)
deep[0].tag = "changed"
print(E.tostring(e), E.tostring(twin) == E.tostring(e), twin[0] is e[0], E.tostring(deep), e.makeelement("m", {"x": "y"}).attrib)
e.clear()
print(E.tostring(e), e.text, len(e))
q = E.Element(E.QName("uri", "tag"), {E.QName("uri", "k"): E.QName("uri", "v")})
print(E.tostring(q), E.QName("a", "b") == "{a}b", repr(E.QName("x")), E.QName("a") < E.QName("b"), str(E.QName("u", "t")))
E.register_namespace("mine", "http://mine")
print(E.tostring(E.Element("{http://mine}a")), E.tostring(E.Element("{http://www.w3.org/2001/XMLSchema}b")), attempt(E.register_namespace, "ns1", "x"))
tree = E.ElementTree(E.XML("<a><b><c/></b><d>x</d><e> </e></a>"))
E.indent(tree)
print(E.tostring(tree.getroot(), "unicode"))
E.indent(tree, "\t", 1)
E.dump(tree)
print(tree.find("b/c").tag, tree.findtext("d"), [x.tag for x in tree.iter()], attempt(E.indent, tree, " ", -1), E.XMLID('<a><b id="1"/><c id="2"/></a>')[1].keys(), E.tostring(E.fromstringlist(["<a>", "x</", "a>"])), E.tostringlist(tree.getroot()) != [])
with tempfile.TemporaryDirectory() as top:
    path = os.path.join(top, "x.xml")
    tree.write(path, encoding="utf-8", xml_declaration=True)
    print(open(path).read().splitlines()[0], E.parse(path).getroot().tag, [x.tag for _, x in E.iterparse(path)])
    tree.write(path, encoding="unicode")
    with open(path, "rb") as file:
        print(E.parse(file).getroot().tag)
events = E.iterparse(io.BytesIO(b'<a xmlns:p="u"><!-- c --><b>x</b><?pi y?></a>'), ["start", "end", "start-ns", "end-ns", "comment", "pi"])
print([(event, value.tag if isinstance(getattr(value, "tag", None), str) else value if not hasattr(value, "tag") else value.text) for event, value in events], events.root.tag, attempt(lambda: list(E.iterparse(io.BytesIO(b"<a>")))), attempt(E.iterparse, io.BytesIO(b""), ["x"])[0])
pull = E.XMLPullParser(["start", "end"])
pull.feed("<a><b>te")
print([(event, element.tag) for event, element in pull.read_events()])
pull.feed("xt</b></a>")
print([(event, element.tag, element.text) for event, element in pull.read_events()], pull.close())


class Target:
    def __init__(self):
        self.log = []

    def start(self, tag, attrib):
        self.log.append(("start", tag, attrib))

    def end(self, tag):
        self.log.append(("end", tag))

    def data(self, text):
        self.log.append(("data", text))

    def comment(self, text):
        self.log.append(("comment", text))

    def pi(self, target, text):
        self.log.append(("pi", target, text))

    def doctype(self, name, public, system):
        self.log.append(("doctype", name, public, system))

    def close(self):
        return self.log


parser = E.XMLParser(target=Target())
parser.feed("<!DOCTYPE r SYSTEM 'x'><r a='1'><!--c-->text<?p i?></r>")
print(parser.close())
builder = E.TreeBuilder(insert_comments=True, insert_pis=True)
parser = E.XMLParser(target=builder)
parser.feed("<r>a<!--c-->b<?p i?>d</r>")
print(E.tostring(parser.close()), E.iselement(e), E.iselement(5))
