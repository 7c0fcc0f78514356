/** The module `platform`: it tells of no machine but of what runs the program. */
export const source: string = String.raw`
import sys
from collections import namedtuple

uname_result = namedtuple("uname_result", "system node release version machine")


def system():
    return "threadsnake"


def node():
    return "threadsnake"


def release():
    return ""


def version():
    return ""


def machine():
    return ""


def processor():
    return ""


def architecture(executable="", bits="", linkage=""):
    return bits or "64bit", linkage


def platform(aliased=False, terse=False):
    return "threadsnake"


def uname():
    return uname_result(system(), node(), release(), version(), machine())


def python_implementation():
    return "threadsnake"


def python_version():
    return "%d.%d.%d" % sys.version_info[:3]


def python_version_tuple():
    return tuple(map(str, sys.version_info[:3]))


def python_branch():
    return ""


def python_revision():
    return ""


def python_build():
    return "", ""


def python_compiler():
    return "threadsnake"


def libc_ver(executable=None, lib="", version="", chunksize=16384):
    return lib, version
`;
