/** The module `string`: constants, templates with `$name`, and the formatter behind `str.format` as a class. */
import { withTextErrors } from "../builtins/text-errors.ts";
import { parseFormatString, splitFieldName } from "../builtins/text/format-string.ts";
import { chargeScan } from "../builtins/text-size.ts";
import { functions } from "../runtime/define.ts";
import type { NamespaceDict } from "../runtime/dict.ts";
import { spend } from "../runtime/limits.ts";
import { asString } from "../runtime/operators.ts";
import { raise } from "../runtime/raise.ts";
import { typeOf } from "../runtime/type-table.ts";
import { PyList, PyTuple, type PyValue } from "../runtime/values.ts";

function text(value: PyValue): string {
  const string = asString(value);
  if (string === undefined) throw raise.TypeError(`expected str, got ${typeOf(value).shown}`);
  chargeScan(string.length * 4);
  return string;
}

/** `(literal, field name, spec, conversion)` of each segment; a mistake shows when it is reached. */
function segments(template: string): PyValue {
  return withTextErrors(() => {
    const found: PyValue[] = [];
    for (const { literal, field } of parseFormatString(template)) {
      spend(1);
      found.push(
        new PyTuple(field === null ? [literal, null, null, null] : [literal, field.name, field.spec, field.conversion]),
      );
    }
    return new PyList(found);
  });
}

/** The first name of a field, and `(is attribute, name or key)` of each step from there. */
function splitName(name: string): PyValue {
  return withTextErrors(() => {
    const { first, steps } = splitFieldName(name);
    const rest: PyValue[] = [];
    for (const step of steps) {
      spend(1);
      rest.push(step.type === "attribute" ? new PyTuple([true, step.name]) : new PyTuple([false, step.key]));
    }
    return new PyTuple([first, new PyList(rest)]);
  });
}

export function load(globals: NamespaceDict): void {
  functions(globals, "_string", {
    "_formatter_parser(format_string, /)": (template: PyValue) => segments(text(template)),
    "_formatter_field_name_split(name, /)": (name: PyValue) => splitName(text(name)),
  });
}

export const source: string = String.raw`
import re as _re
from collections import ChainMap as _ChainMap

__all__ = ["ascii_letters", "ascii_lowercase", "ascii_uppercase", "capwords", "digits", "hexdigits", "octdigits", "printable",
           "punctuation", "whitespace", "Formatter", "Template"]

whitespace = " \t\n\r\v\f"
ascii_lowercase = "abcdefghijklmnopqrstuvwxyz"
ascii_uppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ascii_letters = ascii_lowercase + ascii_uppercase
digits = "0123456789"
hexdigits = digits + "abcdefABCDEF"
octdigits = "01234567"
punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_" + chr(96) + "{|}~"
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    """Capitalizes each word; without a separator, runs of whitespace become single spaces."""
    return (" " if sep is None else sep).join([word.capitalize() for word in s.split(sep)])


_nothing = {}


class Template:
    """A string with placeholders such as $name, filled in by name."""

    delimiter = "$"
    idpattern = r"(?a:[_a-z][_a-z0-9]*)"
    braceidpattern = None
    flags = _re.IGNORECASE

    def __init_subclass__(cls):
        super().__init_subclass__()
        if "pattern" in cls.__dict__:
            pattern = cls.pattern
        else:
            delimiter = _re.escape(cls.delimiter)
            braced = cls.idpattern if cls.braceidpattern is None else cls.braceidpattern
            pattern = (delimiter + r"(?:(?P<escaped>" + delimiter + r")|(?P<named>" + cls.idpattern
                       + r")|{(?P<braced>" + braced + r")}|(?P<invalid>))")
        cls.pattern = _re.compile(pattern, cls.flags | _re.VERBOSE)

    def __init__(self, template):
        self.template = template

    def _fail(self, match):
        position = match.start("invalid")
        lines = self.template[:position].splitlines(keepends=True)
        column = position - len("".join(lines[:-1])) if lines else 1
        raise ValueError("Invalid placeholder in string: line %d, col %d" % (len(lines) or 1, column))

    def substitute(self, mapping=_nothing, /, **kws):
        values = _choose(mapping, kws)

        def replace(match):
            name = match.group("named") or match.group("braced")
            if name is not None:
                return str(values[name])
            if match.group("escaped") is not None:
                return self.delimiter
            if match.group("invalid") is not None:
                self._fail(match)
            raise ValueError("Unrecognized named group in pattern", self.pattern)
        return self.pattern.sub(replace, self.template)

    def safe_substitute(self, mapping=_nothing, /, **kws):
        values = _choose(mapping, kws)

        def replace(match):
            name = match.group("named") or match.group("braced")
            if name is not None:
                try:
                    return str(values[name])
                except KeyError:
                    return match.group()
            if match.group("escaped") is not None:
                return self.delimiter
            if match.group("invalid") is not None:
                return match.group()
            raise ValueError("Unrecognized named group in pattern", self.pattern)
        return self.pattern.sub(replace, self.template)

    def is_valid(self):
        for match in self.pattern.finditer(self.template):
            if match.group("invalid") is not None:
                return False
            if all(match.group(group) is None for group in ("named", "braced", "escaped")):
                raise ValueError("Unrecognized named group in pattern", self.pattern)
        return True

    def get_identifiers(self):
        names = []
        for match in self.pattern.finditer(self.template):
            name = match.group("named") or match.group("braced")
            if name is not None:
                if name not in names:
                    names.append(name)
            elif match.group("invalid") is None and match.group("escaped") is None:
                raise ValueError("Unrecognized named group in pattern", self.pattern)
        return names


def _choose(mapping, kws):
    if mapping is _nothing:
        return kws
    return _ChainMap(kws, mapping) if kws else mapping


Template.__init_subclass__()


class Formatter:
    """str.format as a class whose steps can be overridden."""

    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        used_args = set()
        result, _ = self._vformat(format_string, args, kwargs, used_args, 2)
        self.check_unused_args(used_args, args, kwargs)
        return result

    def _vformat(self, format_string, args, kwargs, used_args, recursion_depth, auto_arg_index=0):
        if recursion_depth < 0:
            raise ValueError("Max string recursion exceeded")
        pieces = []
        for literal_text, field_name, format_spec, conversion in self.parse(format_string):
            if literal_text:
                pieces.append(literal_text)
            if field_name is None:
                continue
            if field_name == "":
                if auto_arg_index is False:
                    raise ValueError("cannot switch from manual field specification to automatic field numbering")
                field_name = str(auto_arg_index)
                auto_arg_index += 1
            elif field_name.isdigit():
                if auto_arg_index:
                    raise ValueError("cannot switch from manual field specification to automatic field numbering")
                auto_arg_index = False
            obj, first = self.get_field(field_name, args, kwargs)
            used_args.add(first)
            obj = self.convert_field(obj, conversion)
            format_spec, auto_arg_index = self._vformat(format_spec, args, kwargs, used_args, recursion_depth - 1, auto_arg_index)
            pieces.append(self.format_field(obj, format_spec))
        return "".join(pieces), auto_arg_index

    def get_value(self, key, args, kwargs):
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        pass

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        if conversion is None:
            return value
        if conversion == "s":
            return str(value)
        if conversion == "r":
            return repr(value)
        if conversion == "a":
            return ascii(value)
        raise ValueError("Unknown conversion specifier {0!s}".format(conversion))

    def parse(self, format_string):
        return iter(_formatter_parser(format_string))

    def get_field(self, field_name, args, kwargs):
        first, rest = _formatter_field_name_split(field_name)
        obj = self.get_value(first, args, kwargs)
        for is_attribute, key in rest:
            obj = getattr(obj, key) if is_attribute else obj[key]
        return obj, first
`;
