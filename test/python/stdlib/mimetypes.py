import mimetypes as m

db = m.MimeTypes()
for name in ("A.TAR.gz", "a.tar.gz", "a.tgz", "http://x/a.html?x=1", "data:text/plain;charset=utf-8,x", "data:,x", "data:x", "a.JPG", "a.svgz", "x", "a.Z", "a.gz", ".html", "a.b/c", "ftp://h/x.png", "a.tar.bz2", "a.rtf", "dir.d/file.csv", "a.txt.br", "C:/x.pdf", "a.b.c.json"):
    print(name, db.guess_type(name), db.guess_type(name, strict=False))
for kind in ("text/html", "TEXT/HTML", "image/png", "nope/x", "application/octet-stream", "audio/midi", "image/svg+xml"):
    print(kind, db.guess_extension(kind), db.guess_all_extensions(kind), db.guess_all_extensions(kind, strict=False))
db.add_type("text/x-mine", ".mine")
print(db.guess_type("a.mine"), db.guess_extension("text/x-mine"), m.encodings_map[".gz"], m.suffix_map[".tgz"], m.types_map[".css"], m.read_mime_types("/no/such/file"), m.guess_type("a.mp3"))

# init() begins again: what a program added is gone.
m.add_type("x-test/x-one", ".xone")
print(m.guess_extension("x-test/x-one"), ".xone" in m.types_map, m.MimeTypes().guess_extension("x-test/x-one"))
m.init()
print(m.guess_extension("x-test/x-one"), m.guess_extension("text/html"))
