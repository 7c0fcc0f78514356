from html.entities import codepoint2name, entitydefs, html5, name2codepoint

print(len(codepoint2name), len(entitydefs), len(html5), len(name2codepoint))
print(codepoint2name[228], name2codepoint["euro"], ascii(entitydefs["copy"]), ascii(html5["amp;"]), ascii(html5["amp"]), ascii(html5["NotEqualTilde;"]))
print(all(codepoint2name[name2codepoint[name]] == name for name in name2codepoint), all(html5[name + ";"] == chr(code) for name, code in name2codepoint.items() if name not in ("lang", "rang")))
print(sorted(html5)[::200])
