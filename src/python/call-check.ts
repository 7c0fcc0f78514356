/** Whether arguments fit the parameters of a function of the host, in CPython's words where they do not. */

/** What a function of the host takes. */
export interface HostSignature {
  /** Names of the parameters, in order. */
  parameters: readonly string[];
  /** Those that have no default. */
  required: readonly string[];
  /** Whether keywords of other names are taken as well. */
  acceptsOthers?: boolean | undefined;
}

/** What is wrong with a call of `positional` arguments and those `keywords`; undefined when it fits. */
export function argumentProblem(
  name: string,
  { parameters, required, acceptsOthers }: HostSignature,
  positional: number,
  keywords: readonly string[],
): string | undefined {
  if (positional > parameters.length) {
    const takes = `${parameters.length} positional argument${parameters.length === 1 ? "" : "s"}`;
    return `${name}() takes ${takes} but ${positional} ${positional === 1 ? "was" : "were"} given`;
  }
  const bound = new Set(parameters.slice(0, positional));
  for (const keyword of keywords) {
    if (bound.has(keyword)) return `${name}() got multiple values for argument '${keyword}'`;
    if (acceptsOthers !== true && !parameters.includes(keyword)) {
      const accepted = parameters.length === 0 ? "" : ` (it takes ${parameters.join(", ")})`;
      return `${name}() got an unexpected keyword argument '${keyword}'${accepted}`;
    }
    bound.add(keyword);
  }
  const missing = required.filter((parameter) => !bound.has(parameter)).map((parameter) => `'${parameter}'`);
  if (missing.length === 0) return undefined;
  const list = missing.length < 3 ? missing.join(" and ") : `${missing.slice(0, -1).join(", ")}, and ${missing.at(-1)}`;
  return `${name}() missing ${missing.length} required positional argument${missing.length === 1 ? "" : "s"}: ${list}`;
}
