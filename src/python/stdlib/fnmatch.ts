/** The module `fnmatch`. */
export const source: string = String.raw`
import re

__all__ = ["filter", "fnmatch", "fnmatchcase", "translate"]

_patterns = {}


def _matcher(pat):
    match = _patterns.get(pat)
    if match is None:
        if isinstance(pat, bytes):
            match = re.compile(translate(pat.decode("latin-1")).encode("latin-1")).match
        else:
            match = re.compile(translate(pat)).match
        if len(_patterns) > 1000:
            _patterns.clear()
        _patterns[pat] = match
    return match


def _plain(name):
    if isinstance(name, (str, bytes)):
        return name
    return name.__fspath__()


def fnmatch(name, pat):
    """Whether a name matches a shell pattern."""
    return fnmatchcase(_plain(name), _plain(pat))


def fnmatchcase(name, pat):
    return _matcher(pat)(name) is not None


def filter(names, pat):
    """The names that match."""
    match = _matcher(_plain(pat))
    return [name for name in names if match(_plain(name))]


def _set(stuff):
    """The regular expression of what stands between brackets."""
    if "-" in stuff:
        chunks, start = [], 0
        dash = 2 if stuff[0] == "!" else 1
        while (dash := stuff.find("-", dash)) >= 0:
            chunks.append(stuff[start:dash])
            start = dash + 1
            dash += 3
        if stuff[start:]:
            chunks.append(stuff[start:])
        else:
            chunks[-1] += "-"
        # Ranges that go backwards are empty, which a regular expression refuses.
        for place in range(len(chunks) - 1, 0, -1):
            if chunks[place - 1][-1] > chunks[place][0]:
                chunks[place - 1] = chunks[place - 1][:-1] + chunks[place][1:]
                del chunks[place]
        stuff = "-".join(chunk.replace("\\", r"\\").replace("-", r"\-") for chunk in chunks)
    else:
        stuff = stuff.replace("\\", r"\\")
    stuff = re.sub(r"([&~|])", r"\\\1", stuff)
    if not stuff:
        return "(?!)"
    if stuff == "!":
        return "."
    if stuff[0] == "!":
        stuff = "^" + stuff[1:]
    elif stuff[0] in "^[":
        stuff = "\\" + stuff
    return f"[{stuff}]"


def _pieces(pat):
    """Regular expressions of the characters of a pattern; None for any number of stars."""
    place, size = 0, len(pat)
    pieces = []
    while place < size:
        character = pat[place]
        place += 1
        if character == "*":
            if not pieces or pieces[-1] is not None:
                pieces.append(None)
        elif character == "?":
            pieces.append(".")
        elif character == "[":
            end = place + (pat[place:place + 1] == "!")
            end = pat.find("]", end + (pat[end:end + 1] == "]"))
            if end < 0:
                pieces.append("\\[")
            else:
                pieces.append(_set(pat[place:end]))
                place = end + 1
        else:
            pieces.append(re.escape(character))
    return pieces


def translate(pat):
    """The regular expression of a shell pattern."""
    parts = [[]]
    for piece in _pieces(pat):
        if piece is None:
            parts.append([])
        else:
            parts[-1].append(piece)
    first, *others = ["".join(part) for part in parts]
    # What follows a star is found at its first place, or not at all: no other choice could do better.
    text = first + "".join(f"(?>.*?{part})" for part in others[:-1]) + (".*" + others[-1] if others else "")
    return rf"(?s:{text})\Z"
`;
