"""csv: dialects, reading, writing and sniffing, with the texts of errors."""
import copy
import csv
import io
import pickle


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__module__, type(e).__name__, e)


show(lambda: csv.reader(3))
show(lambda: csv.writer(3))
show(lambda: csv.reader([], delimiter=3))
show(lambda: csv.reader([], delimiter=''))
show(lambda: csv.reader([], delimiter=None))
show(lambda: csv.reader([], delimiter='ab'))
show(lambda: csv.reader([], quotechar=3))
show(lambda: csv.reader([], quotechar=''))
show(lambda: csv.reader([], quotechar='ab'))
show(lambda: csv.reader([], escapechar=''))
show(lambda: csv.reader([], escapechar=3))
show(lambda: csv.reader([], lineterminator=3))
show(lambda: csv.reader([], lineterminator=None))
show(lambda: csv.reader([], quoting='x'))
show(lambda: csv.reader([], quoting=9))
show(lambda: csv.reader([], quoting=None))
show(lambda: csv.reader([], foo=9))
show(lambda: csv.reader([], 'nope'))
show(lambda: csv.register_dialect(3))
show(lambda: csv.register_dialect('x', 'nope'))
show(lambda: csv.register_dialect('x', foo=3))
show(lambda: csv.unregister_dialect('nope'))
show(lambda: csv.get_dialect('nope'))
show(lambda: csv.list_dialects())
show(lambda: csv.field_size_limit())
show(lambda: csv.field_size_limit('x'))
show(lambda: list(csv.reader([b'a'])))
show(lambda: list(csv.reader(['a\rb'])))
show(lambda: list(csv.reader(['a\nb'])))
show(lambda: list(csv.reader(['"a'])))
show(lambda: list(csv.reader(['"a'],strict=True)))
show(lambda: list(csv.reader(['"a"b'],strict=True)))
show(lambda: list(csv.reader(['"a"b'])))
show(lambda: list(csv.reader(['a\\'],escapechar='\\',strict=True)))
show(lambda: list(csv.reader(['a,1,"b"'],quoting=csv.QUOTE_NONNUMERIC)))
show(lambda: list(csv.reader(['1,"b",  3'],quoting=csv.QUOTE_NONNUMERIC,skipinitialspace=True)))
show(lambda: list(csv.reader(['a', '', 'b,'])))
show(lambda: csv.writer(io.StringIO()).writerow(3))
show(lambda: csv.writer(io.StringIO()).writerows(3))
show(lambda: csv.writer(io.StringIO()).writerows([3]))
show(lambda: csv.writer(io.StringIO(), quoting=3).writerow(['']))
show(lambda: csv.writer(io.StringIO(), quoting=3).writerow(['a,b']))
def w(row, **k):
    s=io.StringIO(); n=csv.writer(s, **k).writerow(row); return n, s.getvalue()
show(lambda: w(['a','b c','d"e','f,g','h\ni','',None,1.5,True,10**30]))
show(lambda: w(['a','b c','d"e','f,g','h\ni','',None,1.5,True,10**30], quoting=1))
show(lambda: w(['a','b c','d"e','f,g','h\ni','',None,1.5,True,10**30], quoting=2))
show(lambda: w(['a','b c','d"e','f,g','h\ni','',None,1.5,True,10**30], quoting=3, escapechar='\\'))
show(lambda: w(['d"e','a\\b'], doublequote=False, escapechar='\\'))
show(lambda: w(['d"e','a\\b'], escapechar='\\'))
show(lambda: w([]))
show(lambda: w(['']))
show(lambda: w([None]))
show(lambda: w(['a\rb'],lineterminator='\n'))
show(lambda: csv.DictWriter(io.StringIO(), ['a']).writerow({'b':1}))
show(lambda: csv.DictWriter(io.StringIO(), ['a'], extrasaction='x'))
show(lambda: csv.Dialect())
class D(csv.excel): delimiter='ab'
show(lambda: D())
class D(csv.excel): delimiter=3
show(lambda: D())
class D(csv.excel): quotechar=3
show(lambda: D())
show(lambda: csv.Sniffer().sniff('abc'))
show(lambda: vars(csv.Sniffer().sniff('a;b;c\n1;2;3\n')))
show(lambda: vars(csv.Sniffer().sniff('a, b, c\n1, 2, 3\n')))
show(lambda: vars(csv.Sniffer().sniff("'a','b'\n'c','d'\n")))
show(lambda: csv.Sniffer().preferred)
d=csv.get_dialect('excel')
show(lambda: [(k,getattr(d,k)) for k in dir(d) if k[0]!='_'])
show(lambda: pickle.dumps(d)); show(lambda: copy.copy(csv.reader([])))
r=csv.reader(['a']); show(lambda: setattr(r,'line_num',3)); show(lambda: setattr(r,'dialect',3))

text = "name,age,city\r\nAnn,31,\"New York, NY\"\r\nBob,,\"say \"\"hi\"\"\"\r\nCarl,5,\"two\nlines\",extra\r\n\r\n"
for row in csv.DictReader(io.StringIO(text, newline="")):
    print(row)
out = io.StringIO()
writer = csv.DictWriter(out, ["a", "b"], restval="-", extrasaction="ignore")
writer.writeheader()
writer.writerows([{"a": 1, "b": 2.5, "c": 3}, {"b": "x,y"}])
print(repr(out.getvalue()), csv.Sniffer().has_header(text), csv.Sniffer().has_header("1,2\n3,4\n"))
print(list(csv.reader(["a\tb\n", "c\td"], "excel-tab")), list(csv.reader(["a;'b;c'"], delimiter=";", quotechar="'")))
reader = csv.reader(io.StringIO('"a\nb",c\nd,e\n'))
for row in reader:
    print(reader.line_num, row)
