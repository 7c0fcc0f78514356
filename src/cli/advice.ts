/** Advice of the library in the words of the command line: its options instead of the constructors'. */

const WORDS: readonly (readonly [RegExp, string])[] = [
  [/\b[Pp]ass apiKey\b/g, "use --key-file"],
  [/\bapiBase\b/g, "--api-base"],
  [/\bwhat env names\b/g, "what --mcp-env names"],
  [/\b(timeoutSeconds|requestsPerMinute)( on the model)?\b/g, "-o $1=..."],
  [/additionalAuthorizedImports: \["([\w.]+)"\]/g, "-i $1"],
];

const AUTHORISES = "by authorizedImports, of an agent or executor additionalAuthorizedImports";

/** `importOption` is the option of the command that authorises modules. */
export function inOptions(advice: string, importOption = "-i"): string {
  return WORDS.reduce((text, [word, option]) => text.replaceAll(word, option), advice).replace(
    AUTHORISES,
    `with ${importOption}`,
  );
}
