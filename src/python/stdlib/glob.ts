/** The module `glob`. */
export const source: string = String.raw`
import fnmatch
import os
import re

__all__ = ["glob", "iglob", "escape"]

_MAGIC = re.compile(r"[*?[]")


def has_magic(s):
    return _MAGIC.search(s if isinstance(s, str) else s.decode("latin-1")) is not None


def escape(pathname):
    """A pattern that matches just this path."""
    if isinstance(pathname, bytes):
        return re.sub(rb"([*?[])", rb"[\1]", pathname)
    return re.sub(r"([*?[])", r"[\1]", pathname)


def glob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    """The paths that match a pattern."""
    return list(iglob(pathname, root_dir=root_dir, dir_fd=dir_fd, recursive=recursive, include_hidden=include_hidden))


def iglob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    root = os.fspath(root_dir) if root_dir is not None else pathname[:0]
    finder = _Finder(root, recursive, include_hidden)
    found = finder.find(pathname, False)
    if not pathname or (recursive and finder.is_recursive(pathname[:2])):
        # The pattern begins with '**', which also matches no folder at all.
        return (path for path in found if path)
    return found


class _Finder:
    def __init__(self, root, recursive, include_hidden):
        self.root = root
        self.recursive = recursive
        self.include_hidden = include_hidden

    def is_recursive(self, pattern):
        return self.recursive and pattern in ("**", b"**")

    def find(self, pathname, only_folders):
        folder, name = os.path.split(pathname)
        if not has_magic(pathname):
            path = os.path.join(self.root, pathname)
            # A pattern that ends with a slash matches folders.
            if os.path.lexists(path) if name else os.path.isdir(os.path.join(self.root, folder)):
                yield pathname
            return
        if not folder:
            yield from self.names(folder, name, only_folders)
            return
        if folder != pathname and has_magic(folder):
            folders = self.find(folder, True)
        else:
            folders = [folder]
        for folder in folders:
            for found in self.names(folder, name, only_folders):
                yield os.path.join(folder, found)

    def names(self, folder, pattern, only_folders):
        """What of a folder a pattern without slash matches."""
        if self.is_recursive(pattern):
            if not folder or os.path.isdir(os.path.join(self.root, folder)):
                yield pattern[:0]
            yield from self.below(folder, only_folders)
        elif has_magic(pattern):
            names = [name for name in self.listed(folder, only_folders) if self.is_shown(name) or self.is_hidden(pattern)]
            yield from fnmatch.filter(names, pattern)
        elif pattern:
            if os.path.lexists(os.path.join(self.root, folder, pattern)):
                yield pattern
        elif os.path.isdir(os.path.join(self.root, folder)):
            yield pattern

    def below(self, folder, only_folders):
        for name in self.listed(folder, only_folders):
            if not self.is_shown(name):
                continue
            yield name
            inner = os.path.join(folder, name) if folder else name
            for found in self.below(inner, only_folders):
                yield os.path.join(name, found)

    def listed(self, folder, only_folders):
        path = os.path.join(self.root, folder) if self.root or folder else folder
        try:
            names = os.listdir(path or os.curdir)
        except OSError:
            return []
        if isinstance(folder, bytes):
            names = list(map(os.fsencode, names))
        if only_folders:
            names = [name for name in names if os.path.isdir(os.path.join(path, name))]
        return names

    def is_hidden(self, name):
        return name[:1] in (".", b".")

    def is_shown(self, name):
        return self.include_hidden or not self.is_hidden(name)
`;
