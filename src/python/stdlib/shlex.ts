/** The module `shlex`. */
/** Its functions open files. */
export const requires: readonly string[] = ["io"];

export const source: string = String.raw`
from collections import deque

__all__ = ["shlex", "split", "quote", "join"]

_LETTERS = "abcdfeghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"
_LATIN = "ßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞ"
_SAFE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-")


class _Text:
    """As much of a file as shlex needs."""

    def __init__(self, text):
        self.text = text
        self.place = 0

    def read(self, size):
        start, self.place = self.place, self.place + size
        return self.text[start:self.place]

    def readline(self):
        end = self.text.find("\n", self.place) + 1 or len(self.text)
        start, self.place = self.place, end
        return self.text[start:end]

    def close(self):
        self.text = ""


class shlex:
    """Splits a text into words as a shell does."""

    def __init__(self, instream=None, infile=None, posix=False, punctuation_chars=False):
        if isinstance(instream, str):
            instream = _Text(instream)
        if instream is None:
            import sys
            instream = sys.stdin
            infile = None
        self.instream = instream
        self.infile = infile
        self.posix = posix
        self.eof = None if posix else ""
        self.commenters = "#"
        self.wordchars = _LETTERS + (_LATIN if posix else "")
        self.whitespace = " \t\r\n"
        self.whitespace_split = False
        self.quotes = "'\""
        self.escape = "\\"
        self.escapedquotes = '"'
        # None is the end of input, ' ' is between words, 'a' within one, 'c' within punctuation; or the quote that is open.
        self.state = " "
        self.pushback = deque()
        self.lineno = 1
        self.debug = 0
        self.token = ""
        self.filestack = deque()
        self.source = None
        if not punctuation_chars:
            punctuation_chars = ""
        elif punctuation_chars is True:
            punctuation_chars = "();<>|&"
        self._punctuation_chars = punctuation_chars
        if punctuation_chars:
            self._pushback_chars = deque()
            self.wordchars += "~-./*?="
            self.wordchars = self.wordchars.translate(str.maketrans(dict.fromkeys(punctuation_chars)))

    @property
    def punctuation_chars(self):
        return self._punctuation_chars

    def push_token(self, tok):
        self.pushback.appendleft(tok)

    def push_source(self, newstream, newfile=None):
        if isinstance(newstream, str):
            newstream = _Text(newstream)
        self.filestack.appendleft((self.infile, self.instream, self.lineno))
        self.infile = newfile
        self.instream = newstream
        self.lineno = 1

    def pop_source(self):
        self.instream.close()
        self.infile, self.instream, self.lineno = self.filestack.popleft()
        self.state = " "

    def get_token(self):
        if self.pushback:
            return self.pushback.popleft()
        token = self.read_token()
        if self.source is not None:
            while token == self.source:
                source = self.sourcehook(self.read_token())
                if source:
                    self.push_source(*reversed(source))
                token = self.get_token()
        while token == self.eof:
            if not self.filestack:
                return self.eof
            self.pop_source()
            token = self.get_token()
        return token

    def sourcehook(self, newfile):
        if newfile[0] == '"':
            newfile = newfile[1:-1]
        return newfile, open(newfile, "r")

    def error_leader(self, infile=None, lineno=None):
        return '"%s", line %d: ' % (self.infile if infile is None else infile, self.lineno if lineno is None else lineno)

    def _next(self):
        if self._punctuation_chars and self._pushback_chars:
            return self._pushback_chars.pop()
        return self.instream.read(1)

    def _push_back(self, character):
        if self._punctuation_chars:
            self._pushback_chars.append(character)
        else:
            self.pushback.appendleft(character)

    def read_token(self):
        quoted = False
        escaped_state = " "
        self._is_over = False
        while not self._is_over:
            character = self._next()
            if character == "\n":
                self.lineno += 1
            state = self.state
            if state is None:
                self.token = ""
                break
            if state == " ":
                self._begin(character, quoted)
                escaped_state = "a"
            elif state in self.quotes:
                quoted = True
                if not character:
                    raise ValueError("No closing quotation")
                if character == state:
                    if not self.posix:
                        self.token += character
                        self.state = " "
                        break
                    self.state = "a"
                elif self.posix and character in self.escape and state in self.escapedquotes:
                    escaped_state = state
                    self.state = character
                else:
                    self.token += character
            elif state in self.escape:
                if not character:
                    raise ValueError("No escaped character")
                # Within quotes a backslash escapes only itself and the quote.
                if escaped_state in self.quotes and character != state and character != escaped_state:
                    self.token += state
                self.token += character
                self.state = escaped_state
            else:
                self._continue(character, quoted)
                escaped_state = "a"
        result = self.token
        self.token = ""
        if self.posix and not quoted and result == "":
            result = None
        return result

    def _begin(self, character, quoted):
        """A character between words."""
        if not character:
            self.state = None
            self._is_over = True
        elif character in self.whitespace:
            self._is_over = bool(self.token or (self.posix and quoted))
        elif character in self.commenters:
            self._skip_comment()
        elif self.posix and character in self.escape:
            self.state = character
        elif character in self.wordchars:
            self.token = character
            self.state = "a"
        elif character in self._punctuation_chars:
            self.token = character
            self.state = "c"
        elif character in self.quotes:
            if not self.posix:
                self.token = character
            self.state = character
        elif self.whitespace_split:
            self.token = character
            self.state = "a"
        else:
            self.token = character
            self._is_over = bool(self.token or (self.posix and quoted))

    def _skip_comment(self):
        self.instream.readline()
        self.lineno += 1

    def _continue(self, character, quoted):
        """A character within a word or punctuation."""
        if not character:
            self.state = None
            self._is_over = True
        elif character in self.whitespace:
            self.state = " "
            self._is_over = bool(self.token or (self.posix and quoted))
        elif character in self.commenters:
            self._skip_comment()
            if self.posix:
                self.state = " "
                self._is_over = bool(self.token or quoted)
        elif self.state == "c":
            if character in self._punctuation_chars:
                self.token += character
            else:
                if character not in self.whitespace:
                    self._pushback_chars.append(character)
                self.state = " "
                self._is_over = True
        elif self.posix and character in self.quotes:
            self.state = character
        elif self.posix and character in self.escape:
            self.state = character
        elif (character in self.wordchars or character in self.quotes
              or (self.whitespace_split and character not in self._punctuation_chars)):
            self.token += character
        else:
            self._push_back(character)
            self.state = " "
            self._is_over = bool(self.token or (self.posix and quoted))

    def __iter__(self):
        return self

    def __next__(self):
        token = self.get_token()
        if token == self.eof:
            raise StopIteration
        return token


def split(s, comments=False, posix=True):
    """The words of a text, as a shell splits them."""
    if s is None:
        raise ValueError("s argument must not be None")
    lexer = shlex(s, posix=posix)
    lexer.whitespace_split = True
    if not comments:
        lexer.commenters = ""
    return list(lexer)


def join(split_command):
    """The text that split() splits into these words."""
    return " ".join(map(quote, split_command))


def quote(s):
    """A word as a shell reads it back."""
    if not s:
        return "''"
    if _SAFE.issuperset(s):
        return s
    return "'" + s.replace("'", "'\"'\"'") + "'"
`;
