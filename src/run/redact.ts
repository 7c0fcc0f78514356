/** Takes secrets out of text before it is written. */

export interface RedactOptions {
  /** Values that must not be written. */
  secrets?: readonly string[] | undefined;
  /** An environment: what it holds under names like API_KEY or TOKEN must not be written either. */
  environment?: Readonly<Record<string, string | undefined>> | undefined;
}

export const REDACTED = "[redacted]";

const SECRET_NAME = /(^|_)(API_?KEY|KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIALS?|AUTH)$/i;
/** Shorter values would take ordinary words out of the text. */
const SHORTEST_SECRET = 8;

/** The look of keys of well-known services, for those that stand in no variable. */
const SECRET_LOOKS = [
  "sk-[A-Za-z0-9_-]{20,}",
  "hf_[A-Za-z0-9]{20,}",
  "gh[pousr]_[A-Za-z0-9]{30,}",
  "github_pat_[A-Za-z0-9_]{30,}",
  "xox[abprs]-[A-Za-z0-9-]{10,}",
  "AKIA[0-9A-Z]{16}",
  "AIza[0-9A-Za-z_-]{35}",
  "(?<=[Bb]earer )[A-Za-z0-9._~+/-]{16,}=*",
];

/** A function that replaces every secret it knows or recognises. The text may be JSON: secrets are sought in their JSON form too. */
export function createRedactor(options: RedactOptions = {}): (text: string) => string {
  const values = new Set<string>();
  for (const secret of options.secrets ?? []) addForms(values, secret);
  for (const [name, value] of Object.entries(options.environment ?? {})) {
    if (value !== undefined && value.length >= SHORTEST_SECRET && SECRET_NAME.test(name)) addForms(values, value);
  }
  // Longest first: a secret that begins with another is taken out whole.
  const literal = [...values]
    .toSorted((left, right) => right.length - left.length)
    .map((value) => value.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  const pattern = new RegExp([...literal, ...SECRET_LOOKS].join("|"), "g");
  return (text) => text.replace(pattern, REDACTED);
}

/** Takes out what the environment holds as secret and what looks like a key; in a browser there is no environment. */
export function createDefaultRedactor(): (text: string) => string {
  const host = globalThis as { process?: { env?: Record<string, string | undefined> } };
  return createRedactor({ environment: host.process?.env });
}

function addForms(values: Set<string>, secret: string): void {
  if (secret === "") return;
  values.add(secret);
  values.add(JSON.stringify(secret).slice(1, -1));
}
