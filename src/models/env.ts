/** The one place where models read environment variables: keys, regions and proxy settings, by name, when a call needs them. */
export function readEnvironmentVariable(name: string): string | undefined {
  // A browser has no `process`: reading it through the global object keeps the bundle free of `node:`.
  const host = globalThis as { process?: { env?: Record<string, string | undefined> } };
  const value = host.process?.env?.[name]?.trim();
  return value === "" ? undefined : value;
}

/** The first variable of the list that is set, with its name, so that an error can say where a key came from. */
export function readFirstEnvironmentVariable(names: readonly string[]): { name: string; value: string } | undefined {
  for (const name of names) {
    const value = readEnvironmentVariable(name);
    if (value !== undefined) return { name, value };
  }
  return undefined;
}
