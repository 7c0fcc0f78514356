from html.parser import HTMLParser


class Recorder(HTMLParser):
    def __init__(self, **options):
        self.events = []
        super().__init__(**options)

    def note(self, *event):
        self.events.append(event + (self.getpos(),))

    def handle_starttag(self, tag, attrs):
        self.note("start", tag, attrs, self.get_starttag_text())

    def handle_startendtag(self, tag, attrs):
        self.note("startend", tag, attrs)

    def handle_endtag(self, tag):
        self.note("end", tag)

    def handle_comment(self, data):
        self.note("comment", data)

    def handle_charref(self, data):
        self.note("charref", data)

    def handle_data(self, data):
        self.note("data", data)

    def handle_decl(self, data):
        self.note("decl", data)

    def handle_entityref(self, data):
        self.note("entityref", data)

    def unknown_decl(self, data):
        self.note("unknown", data)

    def handle_pi(self, data):
        self.note("pi", data)


DOCUMENTS = [
    "<!DOCTYPE html>\n<html><head><title>A &amp; B</title></head><body class=\"a b\" id='x' data-x=1 checked>\n<p>Hello<br/>world<br>&copy; 2024 &#169; &#xa9</p></body></html>",
    "<a href=\"http://x/?a=1&amp;b=2\" title='q\"uote'>link</a >tail", "<script>if (a < b && c > d) { x = '</p>'; }</script><p>", "<style>\na { b: c }\n</style>after", "<script>never closed <b>",
    "<!-- a comment -->x<!-- -- ><!---->y<!--unclosed", "<?php echo 1 ?><?xml version='1.0'?>z<?open", "<![CDATA[some <b> text]]>t<![if IE]>x<![endif]>", "<!bogus thing>x<!>y", "</>x</ p>y</1>z</div attr='a>b'>w",
    "text only", "a < b and c > d", "a <", "<", "</", "<!", "<a", "<a href", "<a href=", "<a href='x", "<a b='x'c='y'd=z/>", "<a/b/c>", "<br/ >", "<a  / >", "<p/q=1>", "<img src=x/>", "<img src=x />", "<a b = c d= e f =g>",
    "<a b=>", "<a =b>", "<a b='' c=\"\">", "<a b==c>", "<A HREF=X Foo>UP</A>", "<a\nb\n=\n'c\nd'\n>\nnext", "<a$b>", "<a:b c:d='e'>", "<a ' b>", "<a \"b\">", "<a b=\"c\"d>", "<a b='c' 'd'>", "&amp &lt; &unknown; &#x; &#65 &#65; & &",
    "&copy", "x&ampy", "&#", "&a", "<p>&lt", "a&b<c>d", "<e a=rgb(1,2,3)>", "<div style=\"width: 10 < 20\">", "<li>one<li>two", "<a b='c\u00e9\u2603'>\U0001f600</a>", "<table><tr><td>1<td>2</table>", "<p\t\f\r\nid=a>", "<a b=c\0d>",
    "<textarea><b></textarea>", "<SCRIPT>x</ScRiPt>y", "<script>a</script >b", "<script></scriptx></script>", "<a b=1 b=2>", "<!DOCTYPE html PUBLIC '-//W3C//DTD'", "<!doctype>", "<p><!-- x --><!-- y\n--></p>", "<a href=\"&#x41;&lt;&copy=1\">",
]
for document in DOCUMENTS:
    for options in ({}, {"convert_charrefs": False}):
        parser = Recorder(**options)
        parser.feed(document)
        partial = len(parser.events)
        parser.close()
        print(ascii(document), options, partial, ascii(parser.events), ascii(parser.rawdata))
        pieces = Recorder(**options)
        for character in document:
            pieces.feed(character)
        pieces.close()
        print("".join(event[1] for event in pieces.events if event[0] == "data") == "".join(event[1] for event in parser.events if event[0] == "data"), [event[:2] for event in pieces.events if event[0] != "data"])
for document in ("<![", "<![1]>", "<![foo]>x", "<![cdata", "<![CDATA[x"):
    parser = Recorder()
    try:
        parser.feed(document)
        parser.close()
        print(parser.events, parser.rawdata)
    except AssertionError as error:
        print("AssertionError", error)
