/** The module `mimetypes`. No file of the system is read: the types are those that every Python knows. */
/** Its functions open files. */
export const requires: readonly string[] = ["io"];

export const source: string = String.raw`
__all__ = ["knownfiles", "inited", "MimeTypes", "guess_type", "guess_all_extensions", "guess_extension", "add_type", "init", "read_mime_types", "suffix_map", "encodings_map", "types_map", "common_types"]

knownfiles = []
inited = True

_TYPES = """
text/javascript js mjs; application/json json; application/manifest+json webmanifest; application/msword doc dot wiz; application/n-quads nq;
application/n-triples nt; application/octet-stream bin a dll exe o obj so; application/oda oda; application/pdf pdf; application/pkcs7-mime p7c;
application/postscript ps ai eps; application/trig trig; application/vnd.apple.mpegurl m3u m3u8; application/vnd.ms-excel xls xlb;
application/vnd.ms-powerpoint ppt pot ppa pps pwz; application/wasm wasm; application/x-bcpio bcpio; application/x-cpio cpio; application/x-csh csh;
application/x-dvi dvi; application/x-gtar gtar; application/x-hdf hdf; application/x-hdf5 h5; application/x-latex latex; application/x-mif mif;
application/x-netcdf cdf nc; application/x-pkcs12 p12 pfx; application/x-pn-realaudio ram; application/x-python-code pyc pyo; application/x-sh sh;
application/x-shar shar; application/x-shockwave-flash swf; application/x-sv4cpio sv4cpio; application/x-sv4crc sv4crc; application/x-tar tar;
application/x-tcl tcl; application/x-tex tex; application/x-texinfo texi texinfo; application/x-troff roff t tr; application/x-troff-man man;
application/x-troff-me me; application/x-troff-ms ms; application/x-ustar ustar; application/x-wais-source src; application/xml xsl rdf wsdl xpdl;
application/zip zip; audio/3gpp 3gp 3gpp; audio/3gpp2 3g2 3gpp2; audio/aac aac adts loas ass; audio/basic au snd; audio/mpeg mp3 mp2; audio/opus opus;
audio/x-aiff aif aifc aiff; audio/x-pn-realaudio ra; audio/x-wav wav; image/avif avif; image/bmp bmp; image/gif gif; image/ief ief;
image/jpeg jpg jpe jpeg; image/heic heic; image/heif heif; image/png png; image/svg+xml svg; image/tiff tiff tif; image/vnd.microsoft.icon ico;
image/x-cmu-raster ras; image/x-portable-anymap pnm; image/x-portable-bitmap pbm; image/x-portable-graymap pgm; image/x-portable-pixmap ppm;
image/x-rgb rgb; image/x-xbitmap xbm; image/x-xpixmap xpm; image/x-xwindowdump xwd; message/rfc822 eml mht mhtml nws; text/css css; text/csv csv;
text/html html htm; text/n3 n3; text/plain txt bat c h ksh pl srt; text/richtext rtx; text/tab-separated-values tsv; text/vtt vtt; text/x-python py;
text/x-setext etx; text/x-sgml sgm sgml; text/x-vcard vcf; text/xml xml; video/mp4 mp4; video/mpeg mpeg m1v mpa mpe mpg; video/quicktime mov qt;
video/webm webm; video/x-msvideo avi; video/x-sgi-movie movie; image/webp webp
"""
_COMMON = "application/rtf rtf; audio/midi midi mid; image/jpg jpg; image/pict pict pct pic; image/webp webp; text/xul xul"


def _split_suffix(path):
    """The path without the suffix of its last name, and the suffix."""
    start = path.rfind("/") + 1
    dot = path.rfind(".")
    return (path[:dot], path[dot:]) if path[start:dot].strip(".") and dot > start else (path, "")


def _unpacked(text):
    result = {}
    for group in text.replace("\n", " ").split(";"):
        type, *suffixes = group.split()
        result.update(("." + suffix, type) for suffix in suffixes)
    return result


suffix_map = {".svgz": ".svg.gz", ".tgz": ".tar.gz", ".taz": ".tar.gz", ".tz": ".tar.gz", ".tbz2": ".tar.bz2", ".txz": ".tar.xz"}
encodings_map = {".gz": "gzip", ".Z": "compress", ".bz2": "bzip2", ".xz": "xz", ".br": "br"}
types_map = _unpacked(_TYPES)
common_types = _unpacked(_COMMON)


# The names themselves stand for what programs add.
_types, _common, _encodings, _suffixes = types_map, common_types, encodings_map, suffix_map


class MimeTypes:
    """Types by suffix: the official ones, and those in use beside them."""

    def __init__(self, filenames=(), strict=True):
        self.encodings_map = _encodings.copy()
        self.suffix_map = _suffixes.copy()
        self.types_map = ({}, {})
        self.types_map_inv = ({}, {})
        for suffix, type in _types.items():
            self.add_type(type, suffix, True)
        for suffix, type in _common.items():
            self.add_type(type, suffix, False)
        for name in filenames:
            self.read(name, strict)

    def add_type(self, type, ext, strict=True):
        self.types_map[strict][ext] = type
        suffixes = self.types_map_inv[strict].setdefault(type, [])
        if ext not in suffixes:
            suffixes.append(ext)

    def guess_type(self, url, strict=True):
        """Type and encoding of what a path or URL names."""
        url = url if isinstance(url, str) else url.__fspath__()
        scheme, colon, rest = url.partition(":")
        if not colon or not scheme or "/" in scheme:
            scheme, rest = None, url
        if scheme and scheme.lower() == "data":
            comma = rest.find(",")
            if comma < 0:
                return None, None
            type = rest[:comma].partition(";")[0]
            return (type if "/" in type and "=" not in type else "text/plain"), None
        base, suffix = _split_suffix(rest)
        while (lower := suffix.lower()) in self.suffix_map:
            base, suffix = _split_suffix(base + self.suffix_map[lower])
        encoding = None
        if suffix in self.encodings_map:
            encoding = self.encodings_map[suffix]
            base, suffix = _split_suffix(base)
        suffix = suffix.lower()
        for known in (True,) if strict else (True, False):
            if suffix in self.types_map[known]:
                return self.types_map[known][suffix], encoding
        return None, encoding

    def guess_all_extensions(self, type, strict=True):
        type = type.lower()
        suffixes = list(self.types_map_inv[True].get(type, []))
        if not strict:
            suffixes.extend(suffix for suffix in self.types_map_inv[False].get(type, []) if suffix not in suffixes)
        return suffixes

    def guess_extension(self, type, strict=True):
        suffixes = self.guess_all_extensions(type, strict)
        return suffixes[0] if suffixes else None

    def read(self, filename, strict=True):
        with open(filename, encoding="utf-8") as file:
            self.readfp(file, strict)

    def readfp(self, fp, strict=True):
        for line in fp:
            words = line.partition("#")[0].split()
            for suffix in words[1:]:
                self.add_type(words[0], "." + suffix, strict)


_db = MimeTypes()


def init(files=None):
    """Begins again, with the types of files beside the known ones."""
    global _db, suffix_map, types_map, encodings_map, common_types
    db = MimeTypes()
    for name in files or ():
        db.read(name)
    _db = db
    suffix_map, encodings_map = db.suffix_map, db.encodings_map
    types_map, common_types = db.types_map[True], db.types_map[False]


def guess_type(url, strict=True):
    return _db.guess_type(url, strict)


def guess_all_extensions(type, strict=True):
    return _db.guess_all_extensions(type, strict)


def guess_extension(type, strict=True):
    return _db.guess_extension(type, strict)


def add_type(type, ext, strict=True):
    return _db.add_type(type, ext, strict)


def read_mime_types(file):
    """The types of a file by suffix, or None when it cannot be read."""
    db = MimeTypes()
    try:
        db.read(file, True)
    except OSError:
        return None
    return db.types_map[True]


init()
`;
