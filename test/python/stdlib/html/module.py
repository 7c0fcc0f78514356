import html
from html import entities

print(html.escape("<a href=\"x\">'&</a>"), html.escape("'\"<", quote=False), html.escape(""))
for text in ("", "plain", "&amp;", "&lt;b&gt;", "&notit;", "&notin;", "&copy2024", "&copy;", "&#65;&#x41;&#X41", "&#0;&#128;&#129;&#13;&#x110000;&#xd800;&#1;&#xfffe;&#xb;&#12;", "&nosuch;", "&", "&;", "&#;", "&#x;", "&Aacute", "a&b=c&d",
             "&ltx", "&NotEqualTilde;", "&&amp;", "&amp;amp;", "&#9999999999999999999999;", "&fjlig;", "&a", "&" + "x" * 40 + ";", "&\U0001f600amp;", "&hearts;\n&hearts"):
    print(ascii(text), ascii(html.unescape(text)))
total = 0
for name, value in sorted(entities.html5.items()):
    assert html.unescape("&" + name) == value, name
    total = (total * 31 + sum(map(ord, name + value))) % 1000003
print(len(entities.html5), total, sorted(entities.html5)[:20])
print(sorted(entities.name2codepoint.items()) == sorted((v, k) for k, v in entities.codepoint2name.items()), len(entities.name2codepoint), list(entities.name2codepoint.items())[:5], list(entities.entitydefs.items())[-5:])
changed = [code for code in list(range(0x3000)) + [0xfdcf, 0xfdd0, 0xfdef, 0xfdf0, 0xfffd, 0xfffe, 0xffff, 0x10000, 0x1fffe, 0x10ffff] if html.unescape(f"&#{code};") != chr(code)]
print(changed, [html.unescape(f"&#{code};") for code in changed])
