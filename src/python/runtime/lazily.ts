/** A table that is made when it is first asked for. It is a pure function of the generated text, so all may share it. */
export function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
