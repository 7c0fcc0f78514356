/** String formats of JSON Schema, checked leniently: only what is clearly wrong is refused, unknown formats never. */

interface Format {
  pattern: RegExp;
  noun: string;
}

const FORMATS: Record<string, Format> = {
  date: { pattern: /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/, noun: "a date like 2024-12-31" },
  time: { pattern: /^\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:[zZ]|[+-]\d{2}:?\d{2})?$/, noun: "a time like 23:59:00" },
  "date-time": {
    pattern: /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s?(?:[zZ]|[+-]\d{2}:?\d{2})?$/,
    noun: "a date and time like 2024-12-31T23:59:00Z",
  },
  email: { pattern: /^[^\s@]+@[^\s@]+$/, noun: "an e-mail address" },
  uri: { pattern: /^[A-Za-z][A-Za-z0-9+.-]*:\S*$/, noun: "a URL with its scheme, like https://example.com/" },
  url: { pattern: /^[A-Za-z][A-Za-z0-9+.-]*:\S*$/, noun: "a URL with its scheme, like https://example.com/" },
  uuid: { pattern: /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i, noun: "a UUID" },
  ipv4: { pattern: /^(?:\d{1,3}\.){3}\d{1,3}$/, noun: "an IPv4 address" },
  ipv6: { pattern: /^[0-9a-f:.]*:[0-9a-f:.]*$/i, noun: "an IPv6 address" },
};

export function fitsFormat(format: string, text: string): boolean {
  return FORMATS[format]?.pattern.test(text) ?? true;
}

export function formatNoun(format: string): string {
  return FORMATS[format]?.noun ?? `a string of the format ${format}`;
}
