import urllib.parse as p
from urllib.parse import *


def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as error:
        return type(error).__name__, str(error)


URLS = ["", "http://www.python.org/doc/;p?q=1#f", "HTTP://User:Pass@Host.COM:8080/a/b;c/d;e?x=y&z#frag", "file:///tmp/x", "imap://mail.python.org/mbox1", "mailto:1337@example.org", "path/only", "/abs?q",
        "//netloc/path", "http://[::1]:80/", "http://[FE80::1%Eth0]/", "http://[::1/", "http://::1]/", "http://[1.2.3.4]/", "http://[v1.x]/", "http://[vz.x]/", "http://[nope]/", "http://h:port/", "http://h:99999/", "http://h:/",
        "http://h:-1/", "  http://x/ ", "ht\ntp://x/\ty", "1http://x", "x:", ":x", "a:b:c", "http://a?b/c#d?e", "http:///x", "http:x", "javascript:alert(1)", "tel:+1;x=y", "a;b/c;d", "http://ex\u2100.com/",
        "http://ex\uff03.com/", "http://\u30d5\u309a.jp/", "svn+ssh://h/p", "//@x", "http://a@b@c:1", "http://u:@h", "http://:p@h", "http://h/%7e?%20"]
for url in URLS:
    for f in (urlsplit, urlparse, urldefrag):
        result = attempt(f, url)
        print(repr(result))
        if not isinstance(result, tuple) or not hasattr(result, "geturl"):
            continue
        print(repr(result.geturl()), result.encode() if url.isascii() else "")
        if f is not urldefrag:
            print([attempt(getattr, result, name) for name in ("username", "password", "hostname", "port")])
            if url.isascii() and url:
                data = f(url.encode())
                print(data, data.decode() == result, [attempt(getattr, data, name) for name in ("username", "password", "hostname", "port")], data.geturl())
    print(attempt(urlsplit, url, "ftp", False), attempt(urlparse, url, scheme="x"))
print(attempt(urlsplit, "x", b"y"), attempt(urlunsplit, ("a", b"b", "c", "", "")), attempt(urljoin, b"a", "b"), attempt(urlsplit, b"http://\xe9/"), attempt(urlsplit, 5))

BASE = "http://a/b/c/d;p?q"
for link in ("g:h", "g", "./g", "g/", "/g", "//g", "?y", "g?y", "#s", "g#s", ";x", "g;x", "", ".", "./", "..", "../", "../g", "../..", "../../g", "../../../g", "/./g", "/../g", "g.", "g..", "./../g", "g/./h", "g/../h", "http:g", "a//b"):
    print(link, urljoin(BASE, link), urljoin(BASE.encode(), link.encode()), urljoin("/x/y", link), urljoin("", link), urljoin("mailto:x", link))
print(urljoin("http://a/b/c/de/", "../../f"), urljoin("svn://p/r/", "../f"), urljoin("a/b", "c#d", False))

for text in ("", "abc", "a b/c?d&e=é☃", "~_.-", "\U0001f600", "%41", b"", b"\xff a/", bytearray(b"x y")):
    print(repr(text), attempt(quote, text), attempt(quote, text, ""), attempt(quote_plus, text), attempt(quote, text, safe=b"?&\xff"), attempt(quote, text, encoding="latin-1", errors="replace"), attempt(quote_from_bytes, text))
print(attempt(quote, 5), attempt(quote, "é", encoding="ascii"), attempt(quote, "é", "é"), quote("x/y", safe="/"), attempt(quote, b"x", errors="x"))
for text in ("", "abc", "a%20b+c", "%E2%98%83", "%e9", "%E2%98", "%", "%4", "%zz", "é%E2%98%83ü%41", b"%41\xff", "%00", "%E2%98%83%", "%C3%A9%e9", "+"):
    print(repr(text), attempt(unquote, text), attempt(unquote_plus, text), attempt(unquote_to_bytes, text), attempt(unquote, text, "latin-1"), attempt(unquote, text, errors="ignore"), attempt(unquote, text, errors="strict"), attempt(unquote, text, None, None) if isinstance(text, str) else "")
print(attempt(unquote, 5), attempt(unquote_to_bytes, 5), attempt(unquote, None), attempt(unquote_to_bytes, None), attempt(unquote, bytearray(b"%41")))

for query in ({}, {"a": 1, "b c": "d&e"}, [("a", "é"), ("a", b"\xff"), (b"k", None)], (("x", [1, 2]),), "abc", 5, [1], ""):
    print(repr(query), attempt(urlencode, query), attempt(urlencode, query, True), attempt(urlencode, query, doseq=True, quote_via=quote, safe="&"), attempt(urlencode, query, encoding="latin-1", errors="ignore"))
print(urlencode({"a": ("x", b"y"), "b": {"k": 1}, "c": 5, "d": "é", "e": []}, doseq=1))
for query in ("", "a=1&b=2", "a=1&a=2", "a", "a=", "=a", "&", "&&a=1&&", "a=1;b=2", "a+b=c%20d", "a=b=c", "%C3%A9=%E9", b"a=1&b=%FF", b""):
    for options in ({}, {"keep_blank_values": True}, {"strict_parsing": True}, {"separator": ";"}, {"max_num_fields": 1}, {"encoding": "latin-1"}, {"separator": b";"}, {"separator": ""}, {"separator": 5}):
        print(repr(query), options, attempt(parse_qs, query, **options), attempt(parse_qsl, query, **options))
print(p.unwrap("<URL:http://x/>"), p.unwrap(" < URL:x > "), p.__all__)
