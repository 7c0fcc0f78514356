/** Whether a text is a Python program, for replies that can be read in more than one way. */

/** The language's own parser, loaded with the first reply that needs it. */
export async function isPython(): Promise<(code: string) => boolean> {
  const { parse } = await import("../python/syntax/parse.ts");
  return (code) => {
    try {
      parse(code);
      return true;
    } catch {
      return false;
    }
  };
}
