import datetime
import email.utils as e


def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as error:
        return type(error).__name__, str(error)


for text in ("A B <a@b.c>", "a@b.c (Comment)", '"Quoted, Name" <x@y>', "x", "", "<>", "<a@b>", "a@b", "John Q. Public <jqp@x.org>", '"A \\"B\\"" <c@d>', "a.b.c@d.e", "  Spaced   Out  <s@o.net> ", "(c1) Name (c2) <n@m>"):
    print(text, e.parseaddr(text))
print(e.getaddresses(["a@b, C <d@e>", "f@g", '"X, Y" <x@y>, z@w']))
for pair in (("A B", "a@b.c"), ("A, B", "a@b.c"), ("É", "a@b.c"), ("", "a@b.c"), ("A", "é@b"), ("a.b", "x@y"), ('q"x\\', "x@y"), (None, "a@b")):
    print(pair, attempt(e.formataddr, pair))
for text in ("Mon, 20 Nov 1995 19:12:08 -0500", "20 Nov 1995 19:12 EST", "x", "Tue Nov 5 10:00:00 2019", "Tue, 5 November 2019 10:00:00 GMT", "1 Jan 70 00:00:00 +0000", "1 Jan 05 00:00:00 PDT", "", "Wed, 3 Apr 2002 12.34.56", "Sat, 01-Feb-2003 04:05:06 -0000", "Mon, 20 Nov 1995 19:12:08 +0530 (IST)", "5 Foo 2019 1:2:3"):
    print(text, e.parsedate(text), e.parsedate_tz(text), attempt(e.parsedate_to_datetime, text))
print(e.mktime_tz((1995, 11, 20, 19, 12, 8, 0, 1, -1, -18000)), e.formatdate(0), e.formatdate(0, usegmt=True), e.formatdate(1e9), e.format_datetime(datetime.datetime(2020, 1, 2, 3, 4, 5)), e.format_datetime(datetime.datetime(2020, 1, 2, 3, 4, 5, tzinfo=datetime.timezone(datetime.timedelta(hours=2)))),
      attempt(e.format_datetime, datetime.datetime(2020, 1, 2), True), e.format_datetime(datetime.datetime(2020, 1, 2, tzinfo=datetime.timezone.utc), usegmt=True))
print(e.quote('a"b\\'), e.unquote('"a\\"b"'), e.unquote("<x>"), e.unquote("y"), e.decode_rfc2231("us-ascii'en'x"), e.decode_rfc2231("x"), e.encode_rfc2231("é", "utf-8", "en"), e.encode_rfc2231("a b"), e.collapse_rfc2231_value("x"), e.collapse_rfc2231_value(("utf-8", "", "a")))
print(e.make_msgid("id", "host").endswith(".id@host>"), len({e.make_msgid(domain="h") for _ in range(5)}))

import email.utils

for text in ("17 June , 2022", "Mon, 15 Jan 2024, 10:00:00 +0100", "Mon,15 Jan 2024 10:00:00 GMT"):
    print(email.utils.parsedate_tz(text))
