/** The module `urllib.parse`. */
import { toBufferBytes } from "../../builtins/buffer.ts";
import { decode } from "../../builtins/encoding.ts";
import { chargeEach } from "../../builtins/text-size.ts";
import { functions } from "../../runtime/define.ts";
import type { NamespaceDict } from "../../runtime/dict.ts";
import { PyBytes, type PyValue } from "../../runtime/values.ts";
import { normalize } from "../unicodedata/normalization.ts";
import { quoteBytes, unquoteBytes } from "./percent-encoding.ts";
import { asString } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { typeOf } from "../../runtime/type-table.ts";

export function load(globals: NamespaceDict): void {
  functions(globals, "urllib.parse", {
    "_quote_bytes(data, safe)": (data: PyValue, safe: PyValue) => quoteBytes(toBufferBytes(data), toBufferBytes(safe)),
    "_unquote_bytes(data)": (data: PyValue) => new PyBytes(unquoteBytes(toBufferBytes(data))),
    "_unquote_text(text, encoding, errors)": (text: PyValue, encoding: PyValue, errors: PyValue) =>
      unquoteText(textOf(text), textOf(encoding), textOf(errors)),
    "_nfkc(text)": (text: PyValue) => normalize("NFKC", textOf(text)),
  });
}

function textOf(value: PyValue): string {
  const text = asString(value);
  if (text === undefined) throw raise.TypeError(`expected str, got ${typeOf(value).name}`);
  return text;
}

/** Runs of ASCII are decoded as a whole; other characters stay as they are. */
function unquoteText(text: string, encoding: string, errors: string): string {
  chargeEach(text.length);
  return text.replace(/[\0-\x7f]+/g, (run) =>
    run.includes("%")
      ? decode(unquoteBytes(Uint8Array.from(run, (character) => character.charCodeAt(0))), encoding, errors)
      : run,
  );
}

export const source: string = String.raw`
from collections import namedtuple

__all__ = ["urlparse", "urlunparse", "urljoin", "urldefrag", "urlsplit", "urlunsplit", "urlencode", "parse_qs", "parse_qsl", "quote", "quote_plus", "quote_from_bytes",
           "unquote", "unquote_plus", "unquote_to_bytes", "DefragResult", "ParseResult", "SplitResult", "DefragResultBytes", "ParseResultBytes", "SplitResultBytes"]

uses_relative = ["", "ftp", "http", "gopher", "nntp", "imap", "wais", "file", "https", "shttp", "mms", "prospero", "rtsp", "rtspu", "sftp", "svn", "svn+ssh", "ws", "wss"]
uses_netloc = ["", "ftp", "http", "gopher", "nntp", "telnet", "imap", "wais", "file", "mms", "https", "shttp", "snews", "prospero", "rtsp", "rtspu", "rsync", "svn", "svn+ssh", "sftp",
               "nfs", "git", "git+ssh", "ws", "wss", "itms-services"]
uses_params = ["", "ftp", "hdl", "prospero", "http", "imap", "https", "shttp", "rtsp", "rtspu", "sip", "sips", "mms", "sftp", "tel"]
non_hierarchical = ["gopher", "hdl", "mailto", "news", "telnet", "wais", "imap", "snews", "sip", "sips"]
uses_query = ["", "http", "wais", "imap", "https", "shttp", "mms", "gopher", "rtsp", "rtspu", "sip", "sips"]
uses_fragment = ["", "ftp", "hdl", "http", "gopher", "news", "nntp", "wais", "https", "shttp", "snews", "file", "prospero"]
scheme_chars = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-."

# What browsers strip from the ends of an URL, and from anywhere within.
_STRIPPED = "".join(map(chr, range(33)))
_UNSAFE = str.maketrans("", "", "\t\r\n")


def clear_cache():
    """There is no cache."""


def _texts(*args):
    """The arguments as str, and what turns a result back into what they were."""
    is_text = isinstance(args[0], str)
    for arg in args[1:]:
        # The empty str is a default and goes with anything.
        if arg and isinstance(arg, str) != is_text:
            raise TypeError("Cannot mix str and non-str arguments")
    if is_text:
        return args + (lambda result: result,)
    return tuple(arg.decode("ascii", "strict") if arg else "" for arg in args) + (lambda result: result.encode("ascii", "strict"),)


class _TextResult:
    __slots__ = ()

    def encode(self, encoding="ascii", errors="strict"):
        return self._encoded_counterpart(*(part.encode(encoding, errors) for part in self))


class _BytesResult:
    __slots__ = ()

    def decode(self, encoding="ascii", errors="strict"):
        return self._decoded_counterpart(*(part.decode(encoding, errors) for part in self))


class _Netloc:
    """What the network location of a result says."""

    __slots__ = ()

    def _located(self, text):
        return text

    @property
    def _parts(self):
        netloc = self.netloc if isinstance(self.netloc, str) else self.netloc.decode("ascii")
        userinfo, has_user, place = netloc.rpartition("@")
        username = password = None
        if has_user:
            username, has_password, password = userinfo.partition(":")
            if not has_password:
                password = None
        _, is_bracketed, bracketed = place.partition("[")
        if is_bracketed:
            hostname, _, rest = bracketed.partition("]")
            port = rest.partition(":")[2]
        else:
            hostname, _, port = place.partition(":")
        return username, password, hostname, port or None

    @property
    def username(self):
        return self._located(self._parts[0])

    @property
    def password(self):
        return self._located(self._parts[1])

    @property
    def hostname(self):
        # The zone of a scoped IPv6 address keeps its case.
        hostname, percent, zone = self._parts[2].partition("%")
        return self._located(hostname.lower() + percent + zone or None)

    @property
    def port(self):
        port = self._parts[3]
        if port is None:
            return None
        if not (port.isdigit() and port.isascii()):
            raise ValueError(f"Port could not be cast to integer value as {self._located(port)!r}")
        port = int(port)
        if not 0 <= port <= 65535:
            raise ValueError("Port out of range 0-65535")
        return port


class _BytesNetloc(_Netloc):
    __slots__ = ()

    def _located(self, text):
        return None if text is None else text.encode("ascii")


_DefragBase = namedtuple("_DefragResultBase", "url fragment")
_SplitBase = namedtuple("_SplitResultBase", "scheme netloc path query fragment")
_ParseBase = namedtuple("_ParseResultBase", "scheme netloc path params query fragment")


class DefragResult(_DefragBase, _TextResult):
    __slots__ = ()

    def geturl(self):
        return self.url + "#" + self.fragment if self.fragment else self.url


class SplitResult(_SplitBase, _TextResult, _Netloc):
    __slots__ = ()

    def geturl(self):
        return urlunsplit(self)


class ParseResult(_ParseBase, _TextResult, _Netloc):
    __slots__ = ()

    def geturl(self):
        return urlunparse(self)


class DefragResultBytes(_DefragBase, _BytesResult):
    __slots__ = ()

    def geturl(self):
        return self.url + b"#" + self.fragment if self.fragment else self.url


class SplitResultBytes(_SplitBase, _BytesResult, _BytesNetloc):
    __slots__ = ()

    def geturl(self):
        return urlunsplit(self)


class ParseResultBytes(_ParseBase, _BytesResult, _BytesNetloc):
    __slots__ = ()

    def geturl(self):
        return urlunparse(self)


ResultBase = _Netloc
for _text, _bytes in ((DefragResult, DefragResultBytes), (SplitResult, SplitResultBytes), (ParseResult, ParseResultBytes)):
    _text._encoded_counterpart = _bytes
    _bytes._decoded_counterpart = _text


def urlparse(url, scheme="", allow_fragments=True):
    """Splits an URL into scheme, netloc, path, params, query and fragment."""
    url, scheme, restore = _texts(url, scheme)
    scheme, netloc, path, query, fragment = _split(url, scheme, allow_fragments)
    params = ""
    if scheme in uses_params and ";" in path:
        path, params = _splitparams(path)
    result = ParseResult(scheme, netloc, path, params, query, fragment)
    return restore(result)


def urlsplit(url, scheme="", allow_fragments=True):
    """Splits an URL into scheme, netloc, path, query and fragment."""
    url, scheme, restore = _texts(url, scheme)
    return restore(SplitResult(*_split(url, scheme, allow_fragments)))


def _splitparams(path):
    start = path.find(";", path.rfind("/") + 1)
    return (path, "") if start < 0 else (path[:start], path[start + 1:])


def _split(url, scheme, allow_fragments):
    url = url.lstrip(_STRIPPED).translate(_UNSAFE)
    scheme = scheme.strip(_STRIPPED).translate(_UNSAFE)
    netloc = query = fragment = ""
    colon = url.find(":")
    if colon > 0 and url[0].isascii() and url[0].isalpha() and all(character in scheme_chars for character in url[:colon]):
        scheme, url = url[:colon].lower(), url[colon + 1:]
    if url[:2] == "//":
        end = min((place for place in (url.find(mark, 2) for mark in "/?#") if place >= 0), default=len(url))
        netloc, url = url[2:end], url[end:]
        if ("[" in netloc) != ("]" in netloc):
            raise ValueError("Invalid IPv6 URL")
        if "[" in netloc:
            _check_bracketed(netloc.partition("[")[2].partition("]")[0])
    if allow_fragments and "#" in url:
        url, _, fragment = url.partition("#")
    if "?" in url:
        url, _, query = url.partition("?")
    _check_netloc(netloc)
    return scheme, netloc, url, query, fragment


def _check_netloc(netloc):
    """Refuses characters that normalization turns into the marks which end a network location."""
    if netloc.isascii():
        return
    plain = netloc.translate(dict.fromkeys(map(ord, "@:#?")))
    normal = _nfkc(plain)
    if normal != plain and any(mark in normal for mark in "/?#@:"):
        raise ValueError("netloc " + repr(netloc) + " contains invalid characters under NFKC normalization")


def _check_bracketed(host):
    if host.startswith("v"):
        version, dot, rest = host[1:].partition(".")
        if not (dot and version and rest and "\n" not in rest and all(digit in "0123456789abcdefABCDEF" for digit in version)):
            raise ValueError("IPvFuture address is invalid")
        return
    from ipaddress import IPv4Address, ip_address
    if isinstance(ip_address(host), IPv4Address):
        raise ValueError("An IPv4 address cannot be in brackets")


def urlunparse(components):
    """Puts the six parts of urlparse() together."""
    scheme, netloc, url, params, query, fragment, restore = _texts(*components)
    if params:
        url = f"{url};{params}"
    return restore(urlunsplit((scheme, netloc, url, query, fragment)))


def urlunsplit(components):
    """Puts the five parts of urlsplit() together."""
    scheme, netloc, url, query, fragment, restore = _texts(*components)
    if netloc or (scheme and scheme in uses_netloc and url[:2] != "//"):
        if url and url[:1] != "/":
            url = "/" + url
        url = "//" + (netloc or "") + url
    if scheme:
        url = scheme + ":" + url
    if query:
        url = url + "?" + query
    if fragment:
        url = url + "#" + fragment
    return restore(url)


def urljoin(base, url, allow_fragments=True):
    """The URL that a link of a page at the base means."""
    if not base:
        return url
    if not url:
        return base
    base, url, restore = _texts(base, url)
    base_scheme, base_netloc, base_path, base_params, base_query, _ = urlparse(base, "", allow_fragments)
    scheme, netloc, path, params, query, fragment = urlparse(url, base_scheme, allow_fragments)
    if scheme != base_scheme or scheme not in uses_relative:
        return restore(url)
    if scheme in uses_netloc:
        if netloc:
            return restore(urlunparse((scheme, netloc, path, params, query, fragment)))
        netloc = base_netloc
    if not path and not params:
        return restore(urlunparse((scheme, netloc, base_path, base_params, query or base_query, fragment)))
    return restore(urlunparse((scheme, netloc, _resolve(base_path, path), params, query, fragment)))


def _resolve(base, path):
    segments = path.split("/")
    if path[:1] != "/":
        folders = base.split("/")
        if folders[-1] != "":
            # The last name is that of the page itself.
            del folders[-1]
        segments = folders + segments
        segments[1:-1] = filter(None, segments[1:-1])
    resolved = []
    for segment in segments:
        if segment == "..":
            if resolved:
                resolved.pop()
        elif segment != ".":
            resolved.append(segment)
    if segments[-1] in (".", ".."):
        resolved.append("")
    return "/".join(resolved) or "/"


def urldefrag(url):
    """The URL without its fragment, and the fragment."""
    url, restore = _texts(url)
    fragment = ""
    if "#" in url:
        *parts, fragment = urlparse(url)
        url = urlunparse((*parts, ""))
    return restore(DefragResult(url, fragment))


def unquote_to_bytes(string):
    string.split
    if not string:
        return b""
    return _unquote_bytes(string.encode("utf-8") if isinstance(string, str) else string)


def unquote(string, encoding="utf-8", errors="replace"):
    if isinstance(string, bytes):
        return _unquote_bytes(string).decode(encoding, errors)
    if "%" not in string:
        string.split
        return string
    return _unquote_text(string, "utf-8" if encoding is None else encoding, "replace" if errors is None else errors)


def unquote_plus(string, encoding="utf-8", errors="replace"):
    return unquote(string.replace("+", " "), encoding, errors)


def quote(string, safe="/", encoding=None, errors=None):
    if isinstance(string, str):
        if not string:
            return string
        string = string.encode("utf-8" if encoding is None else encoding, "strict" if errors is None else errors)
    elif encoding is not None:
        raise TypeError("quote() doesn't support 'encoding' for bytes")
    elif errors is not None:
        raise TypeError("quote() doesn't support 'errors' for bytes")
    return quote_from_bytes(string, safe)


def quote_plus(string, safe="", encoding=None, errors=None):
    space = " " if isinstance(safe, str) else b" "
    return quote(string, safe + space, encoding, errors).replace(" ", "+")


def quote_from_bytes(bs, safe="/"):
    if not isinstance(bs, (bytes, bytearray)):
        raise TypeError("quote_from_bytes() expected bytes")
    if not bs:
        return ""
    return _quote_bytes(bs, safe.encode("ascii", "ignore") if isinstance(safe, str) else bytes(safe))


def urlencode(query, doseq=False, safe="", encoding=None, errors=None, quote_via=quote_plus):
    """Pairs, or a mapping, as the query of an URL."""
    if hasattr(query, "items"):
        query = query.items()
    else:
        try:
            if len(query) and not isinstance(query[0], tuple):
                raise TypeError
        except TypeError as error:
            raise TypeError("not a valid non-string sequence or mapping object") from error

    def quoted(value):
        if isinstance(value, bytes):
            return quote_via(value, safe)
        return quote_via(str(value), safe, encoding, errors)

    pairs = []
    for key, value in query:
        key = quoted(key)
        values = [value]
        if doseq and not isinstance(value, (str, bytes)):
            try:
                len(value)
                values = value
            except TypeError:
                pass
        pairs.extend(key + "=" + quoted(item) for item in values)
    return "&".join(pairs)


def parse_qs(qs, keep_blank_values=False, strict_parsing=False, encoding="utf-8", errors="replace", max_num_fields=None, separator="&"):
    """The fields of a query: a list of values for each name."""
    fields = {}
    for name, value in parse_qsl(qs, keep_blank_values, strict_parsing, encoding=encoding, errors=errors, max_num_fields=max_num_fields, separator=separator):
        fields.setdefault(name, []).append(value)
    return fields


def parse_qsl(qs, keep_blank_values=False, strict_parsing=False, encoding="utf-8", errors="replace", max_num_fields=None, separator="&"):
    """The fields of a query as pairs."""
    qs, restore = _texts(qs)
    separator = _texts(separator)[0]
    if not separator or not isinstance(separator, (str, bytes)):
        raise ValueError("Separator must be of type string or bytes.")
    if not qs:
        return []
    if max_num_fields is not None and max_num_fields < 1 + qs.count(separator):
        raise ValueError("Max number of fields exceeded")

    def decoded(text):
        return restore(unquote(text.replace("+", " "), encoding=encoding, errors=errors))

    pairs = []
    for field in qs.split(separator):
        if not field and not strict_parsing:
            continue
        name, equals, value = field.partition("=")
        if not equals:
            if strict_parsing:
                raise ValueError("bad query field: %r" % (field,))
            if not keep_blank_values:
                continue
        if value or keep_blank_values:
            pairs.append((decoded(name), decoded(value)))
    return pairs


def unwrap(url):
    """The URL of '<URL:scheme://host/path>'."""
    url = str(url).strip()
    if url[:1] == "<" and url[-1:] == ">":
        url = url[1:-1].strip()
    if url[:4] == "URL:":
        url = url[4:].strip()
    return url


def _to_bytes(url):
    if isinstance(url, str):
        try:
            url = url.encode("ASCII").decode()
        except UnicodeError:
            raise UnicodeError("URL " + repr(url) + " contains non-ASCII characters")
    return url


def _splittype(url):
    scheme, colon, rest = url.partition(":")
    return (scheme.lower(), rest) if colon and scheme and "/" not in scheme else (None, url)


def _splithost(url):
    if url[:2] != "//":
        return None, url
    end = min((place for place in (url.find(mark, 2) for mark in "/?#") if place >= 0), default=len(url))
    host, path = url[2:end], url[end:]
    return host, "/" + path if path and path[0] != "/" else path


def _splituser(host):
    user, at, rest = host.rpartition("@")
    return (user if at else None), rest


def _splitpasswd(user):
    name, colon, password = user.partition(":")
    return name, (password if colon else None)


def _splitport(host):
    name, colon, port = host.rpartition(":")
    if colon and all("0" <= digit <= "9" for digit in port):
        return name, port or None
    return host, None


def _splitnport(host, defport=-1):
    name, colon, port = host.rpartition(":")
    if not colon:
        return host, defport
    if not port:
        return name, defport
    return name, int(port) if port.isdigit() and port.isascii() else None


def _splitquery(url):
    path, mark, query = url.rpartition("?")
    return (path, query) if mark else (url, None)


def _splittag(url):
    path, mark, tag = url.rpartition("#")
    return (path, tag) if mark else (url, None)


def _splitattr(url):
    path, *attributes = url.split(";")
    return path, attributes


def _splitvalue(attr):
    name, equals, value = attr.partition("=")
    return name, (value if equals else None)


def _deprecated(name, advice, function):
    def old(*args, **kwargs):
        import warnings
        warnings.warn(f"urllib.parse.{name}() is deprecated as of 3.8{advice}", DeprecationWarning, stacklevel=2)
        return function(*args, **kwargs)
    old.__name__ = old.__qualname__ = name
    return old


for _function in (_splittype, _splithost, _splituser, _splitpasswd, _splitport, _splitnport, _splitquery, _splittag):
    globals()[_function.__name__[1:]] = _deprecated(_function.__name__[1:], ", use urllib.parse.urlparse() instead", _function)
splitattr = _deprecated("splitattr", ", use urllib.parse.urlparse() instead", _splitattr)
splitvalue = _deprecated("splitvalue", ", use urllib.parse.parse_qsl() instead", _splitvalue)
to_bytes = _deprecated("to_bytes", "", _to_bytes)
`;
