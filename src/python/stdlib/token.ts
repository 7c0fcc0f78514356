/** The module `token`, numbered as in CPython 3.11. */
import { functions, names } from "../runtime/define.ts";
import { type NamespaceDict, PyDict } from "../runtime/dict.ts";
import { PyList, type PyValue } from "../runtime/values.ts";

const NAMES =
  "ENDMARKER NAME NUMBER STRING NEWLINE INDENT DEDENT LPAR RPAR LSQB RSQB COLON COMMA SEMI PLUS MINUS STAR SLASH VBAR AMPER LESS GREATER EQUAL DOT PERCENT LBRACE RBRACE " +
  "EQEQUAL NOTEQUAL LESSEQUAL GREATEREQUAL TILDE CIRCUMFLEX LEFTSHIFT RIGHTSHIFT DOUBLESTAR PLUSEQUAL MINEQUAL STAREQUAL SLASHEQUAL PERCENTEQUAL AMPEREQUAL VBAREQUAL " +
  "CIRCUMFLEXEQUAL LEFTSHIFTEQUAL RIGHTSHIFTEQUAL DOUBLESTAREQUAL DOUBLESLASH DOUBLESLASHEQUAL AT ATEQUAL RARROW ELLIPSIS COLONEQUAL OP AWAIT ASYNC TYPE_IGNORE TYPE_COMMENT " +
  "SOFT_KEYWORD ERRORTOKEN COMMENT NL ENCODING";

/** The texts of the tokens from LPAR to COLONEQUAL, in order. */
const TEXTS =
  "( ) [ ] : , ; + - * / | & < > = . % { } == != <= >= ~ ^ << >> ** += -= *= /= %= &= |= ^= <<= >>= **= // //= @ @= -> ... :=";
const FIRST_TEXT = 7;
const FIRST_NONTERMINAL = 256;

export function load(globals: NamespaceDict): void {
  const all = NAMES.split(" "),
    texts = new PyDict(),
    byNumber = new PyDict();
  all.forEach((name, number) => {
    globals.setString(name, number);
    byNumber.set(number, name);
  });
  TEXTS.split(" ").forEach((text, index) => texts.setString(text, FIRST_TEXT + index));
  names(globals, {
    N_TOKENS: all.length,
    NT_OFFSET: FIRST_NONTERMINAL,
    tok_name: byNumber,
    EXACT_TOKEN_TYPES: texts,
    __all__: new PyList(["tok_name", "ISTERMINAL", "ISNONTERMINAL", "ISEOF", ...all, "N_TOKENS", "NT_OFFSET"]),
  });
  byNumber.set(all.length, "N_TOKENS");
  byNumber.set(FIRST_NONTERMINAL, "NT_OFFSET");
  functions(globals, "token", {
    "ISTERMINAL(x)": (x: PyValue) => Number(x) < FIRST_NONTERMINAL,
    "ISNONTERMINAL(x)": (x: PyValue) => Number(x) >= FIRST_NONTERMINAL,
    "ISEOF(x)": (x: PyValue) => x === 0,
  });
}
