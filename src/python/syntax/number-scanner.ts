// Where a number ends, and what is wrong with one that does not end well, in CPython's words.

export interface NumberScan {
  /** Where the number ends, or the last character read when there is a problem. */
  end: number;
  problem: string | null;
  /** Set for leading zeros, whose error marks the zeros. */
  zerosEnd: number | null;
}

/** Scans the number that begins at `start` with a digit, or with a point and a digit. */
export function scanNumber(text: string, start: number, limit: number): NumberScan {
  if (text.charCodeAt(start) === ZERO) {
    const prefix = text.charAt(start + 1).toLowerCase();
    if (prefix === "x") return scanRadix(text, start, HEXADECIMAL);
    if (prefix === "o") return scanRadix(text, start, OCTAL);
    if (prefix === "b") return scanRadix(text, start, BINARY);
    return scanZero(text, start);
  }
  // Fast path: a short decimal integer, most of all numbers.
  let position = start;
  while (isDigit(text.charCodeAt(position))) position++;
  const code = text.charCodeAt(position);
  if (position > start && code !== POINT && code !== UNDERSCORE && !isLetter(code))
    return found(Math.min(position, limit));
  const tail = position === start ? start : scanDigits(text, start);
  return tail < 0 ? problem(-tail, "invalid decimal literal") : scanFraction(text, tail);
}

const ZERO = 48;
const POINT = 46;
const UNDERSCORE = 95;
const KEYWORDS_AFTER_NUMBER = /(?:and|else|for|i[fns]|or|not)/y;

interface Radix {
  name: string;
  digits: RegExp;
}
const HEXADECIMAL: Radix = { name: "hexadecimal", digits: /[0-9a-fA-F]/ };
const OCTAL: Radix = { name: "octal", digits: /[0-7]/ };
const BINARY: Radix = { name: "binary", digits: /[01]/ };

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === UNDERSCORE;
}

function found(end: number): NumberScan {
  return { end, problem: null, zerosEnd: null };
}

function problem(end: number, message: string): NumberScan {
  return { end, problem: message, zerosEnd: null };
}

/** Digits with single underscores between them: where they end, or minus the place after a stray underscore. */
function scanDigits(text: string, start: number): number {
  let position = start;
  for (;;) {
    while (isDigit(text.charCodeAt(position))) position++;
    if (text.charCodeAt(position) !== UNDERSCORE) return position;
    position++;
    if (!isDigit(text.charCodeAt(position))) return -position;
  }
}

function scanRadix(text: string, start: number, { name, digits }: Radix): NumberScan {
  let position = start + 2;
  do {
    if (text.charCodeAt(position) === UNDERSCORE) position++;
    const character = text.charAt(position);
    if (!digits.test(character)) return refuseDigit(text, position, name);
    while (digits.test(text.charAt(position))) position++;
  } while (text.charCodeAt(position) === UNDERSCORE);
  if (isDigit(text.charCodeAt(position))) return refuseDigit(text, position, name);
  return checkEnd(text, position, name);
}

function refuseDigit(text: string, position: number, name: string): NumberScan {
  return isDigit(text.charCodeAt(position))
    ? problem(position + 1, `invalid digit '${text.charAt(position)}' in ${name} literal`)
    : problem(position, `invalid ${name} literal`);
}

/** A number that begins with 0: only zeros may follow, unless it turns out to be a float. */
function scanZero(text: string, start: number): NumberScan {
  let position = start + 1;
  for (;;) {
    if (text.charCodeAt(position) === UNDERSCORE) {
      position++;
      if (!isDigit(text.charCodeAt(position))) return problem(position, "invalid decimal literal");
    }
    if (text.charCodeAt(position) !== ZERO) break;
    position++;
  }
  const zerosEnd = position;
  if (!isDigit(text.charCodeAt(position))) return scanFraction(text, position);
  position = scanDigits(text, position);
  if (position < 0) return problem(-position, "invalid decimal literal");
  if (/[.eEjJ]/.test(text.charAt(position))) return scanFraction(text, position);
  const message = "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers";
  return { end: position, problem: message, zerosEnd };
}

/** What may follow the digits of a decimal number. */
function scanFraction(text: string, start: number): NumberScan {
  let position = start;
  if (text.charCodeAt(position) === POINT) {
    position++;
    if (isDigit(text.charCodeAt(position))) {
      position = scanDigits(text, position);
      if (position < 0) return problem(-position, "invalid decimal literal");
    }
  }
  if (/[eE]/.test(text.charAt(position))) {
    const exponent = position;
    position++;
    const hasSign = /[+-]/.test(text.charAt(position));
    if (hasSign) position++;
    if (!isDigit(text.charCodeAt(position))) {
      return hasSign ? problem(position, "invalid decimal literal") : checkEnd(text, exponent, "decimal");
    }
    position = scanDigits(text, position);
    if (position < 0) return problem(-position, "invalid decimal literal");
  }
  if (/[jJ]/.test(text.charAt(position))) return checkEnd(text, position + 1, "imaginary");
  return checkEnd(text, position, "decimal");
}

/** A number may be followed at once by a keyword, as in `1if x else 2`, but by no other letter. */
function checkEnd(text: string, position: number, name: string): NumberScan {
  const code = text.charCodeAt(position);
  if (!isLetter(code) && !isDigit(code)) return found(position);
  KEYWORDS_AFTER_NUMBER.lastIndex = position;
  return KEYWORDS_AFTER_NUMBER.test(text) ? found(position) : problem(position, `invalid ${name} literal`);
}
