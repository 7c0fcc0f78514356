// The kinds of tokens. A kind is a small integer so that the parser compares numbers; operators and keywords have
// one kind each. `KIND_TEXTS` gives back the text of the fixed ones.

export const END_MARKER = 0;
export const NAME = 1;
export const NUMBER = 2;
export const STRING = 3;
/** A whole f-string, from prefix to closing quote; its inside is parsed by literals.ts. */
export const FORMATTED_STRING = 4;
export const NEWLINE = 5;
export const INDENT = 6;
export const DEDENT = 7;
/** A character that starts no token, such as `$`: the grammar refuses it. */
export const UNKNOWN = 8;
/** The tokenizer could not go on. Always the last token. */
export const ERROR = 9;

const OPERATORS = [
  "(", ")", "[", "]", "{", "}", ",", ":", ";", ".", "=", "...", "->", ":=", "@",
  "==", "!=", "<", ">", "<=", ">=", "+", "-", "*", "/", "//", "%", "**", "<<", ">>", "&", "|", "^", "~",
  "+=", "-=", "*=", "@=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=", "**=", "//=", "!",
] as const; // oxfmt-ignore
const KEYWORDS = [
  "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif",
  "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or",
  "pass", "raise", "return", "try", "while", "with", "yield",
] as const; // oxfmt-ignore

const FIRST_OPERATOR = 10;
export const FIRST_KEYWORD: number = FIRST_OPERATOR + OPERATORS.length;

export const KEYWORD_KINDS: ReadonlyMap<string, number> = new Map(
  KEYWORDS.map((word, index) => [word, FIRST_KEYWORD + index]),
);
const OPERATOR_KINDS = new Map<string, number>(OPERATORS.map((text, index) => [text, FIRST_OPERATOR + index]));

/** The kind of an operator or keyword. */
export function kindOf(text: (typeof OPERATORS)[number] | (typeof KEYWORDS)[number]): number {
  return OPERATOR_KINDS.get(text) ?? KEYWORD_KINDS.get(text) ?? UNKNOWN;
}

export const LEFT_PAREN: number = kindOf("(");
export const RIGHT_PAREN: number = kindOf(")");
export const LEFT_BRACKET: number = kindOf("[");
export const RIGHT_BRACKET: number = kindOf("]");
export const LEFT_BRACE: number = kindOf("{");
export const RIGHT_BRACE: number = kindOf("}");
export const COMMA: number = kindOf(",");
export const COLON: number = kindOf(":");
export const SEMICOLON: number = kindOf(";");
export const DOT: number = kindOf(".");
export const EQUAL: number = kindOf("=");
export const DOTS: number = kindOf("...");
export const ARROW: number = kindOf("->");
export const WALRUS: number = kindOf(":=");
export const AT: number = kindOf("@");
export const PLUS: number = kindOf("+");
export const MINUS: number = kindOf("-");
export const STAR: number = kindOf("*");
export const SLASH: number = kindOf("/");
export const DOUBLE_STAR: number = kindOf("**");
export const VERTICAL_BAR: number = kindOf("|");
export const TILDE: number = kindOf("~");
export const PLUS_EQUAL: number = kindOf("+=");
export const LAST_AUGMENTED: number = kindOf("//=");

export const FALSE: number = kindOf("False");
export const NONE: number = kindOf("None");
export const TRUE: number = kindOf("True");
export const AND: number = kindOf("and");
export const AS: number = kindOf("as");
export const ASSERT: number = kindOf("assert");
export const ASYNC: number = kindOf("async");
export const AWAIT: number = kindOf("await");
export const BREAK: number = kindOf("break");
export const CLASS: number = kindOf("class");
export const CONTINUE: number = kindOf("continue");
export const DEF: number = kindOf("def");
export const DEL: number = kindOf("del");
export const ELIF: number = kindOf("elif");
export const ELSE: number = kindOf("else");
export const EXCEPT: number = kindOf("except");
export const FINALLY: number = kindOf("finally");
export const FOR: number = kindOf("for");
export const FROM: number = kindOf("from");
export const GLOBAL: number = kindOf("global");
export const IF: number = kindOf("if");
export const IMPORT: number = kindOf("import");
export const IN: number = kindOf("in");
export const IS: number = kindOf("is");
export const LAMBDA: number = kindOf("lambda");
export const NONLOCAL: number = kindOf("nonlocal");
export const NOT: number = kindOf("not");
export const OR: number = kindOf("or");
export const PASS: number = kindOf("pass");
export const RAISE: number = kindOf("raise");
export const RETURN: number = kindOf("return");
export const TRY: number = kindOf("try");
export const WHILE: number = kindOf("while");
export const WITH: number = kindOf("with");
export const YIELD: number = kindOf("yield");
