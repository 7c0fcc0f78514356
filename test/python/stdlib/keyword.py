import keyword

print(keyword.kwlist)
# Statements of `type` came with Python 3.12 and are understood here.
print([word for word in keyword.softkwlist if word != "type"])
print([keyword.iskeyword(word) for word in ("if", "None", "match", "print", "", "If")])
print([keyword.issoftkeyword(word) for word in ("if", "_", "match", "case", "print")])
