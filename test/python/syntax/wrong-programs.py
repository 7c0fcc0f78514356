"""Writes CPython 3.11's answers into wrong-programs.json: python3.11 wrong-programs.py

Each entry is [program, [kind, message, line, offset, end line, end offset]]; the answer is null for a program that is
right after all. To add programs, add entries with any answer and run this.
"""

import json
import pathlib
import sys
import warnings

assert sys.version_info[:2] == (3, 11), "the texts are those of CPython 3.11"
warnings.simplefilter("ignore")


def answer(program):
    try:
        compile(program, "program", "exec", dont_inherit=True)
    except SyntaxError as error:
        end = [error.end_lineno or error.lineno, error.end_offset or 0]
        return [type(error).__name__, error.msg, error.lineno, error.offset, *end]
    return None


path = pathlib.Path(__file__).with_name("wrong-programs.json")
entries = [[program, answer(program)] for program, _ in json.loads(path.read_text())]
lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries)
path.write_text(f"[\n{lines}\n]\n")
