/** What paths say as text, without looking at any file: POSIX's rules. */

export function isAbsolute(path: string): boolean {
  return path.startsWith("/");
}

export function joinPaths(first: string, rest: readonly string[]): string {
  let path = first;
  for (const part of rest)
    path = isAbsolute(part) ? part : path === "" || path.endsWith("/") ? path + part : `${path}/${part}`;
  return path;
}

/** The folder and the last name. */
export function splitPath(path: string): [head: string, tail: string] {
  const start = path.lastIndexOf("/") + 1;
  const head = path.slice(0, start);
  return [/^\/*$/.test(head) ? head : head.replace(/\/+$/, ""), path.slice(start)];
}

/** The path and its suffix; leading dots of a name begin no suffix. */
export function splitSuffix(path: string): [root: string, suffix: string] {
  const start = path.lastIndexOf("/") + 1,
    dot = path.lastIndexOf(".");
  let first = start;
  while (path[first] === ".") first++;
  return dot > first - 1 && dot >= start && first <= dot ? [path.slice(0, dot), path.slice(dot)] : [path, ""];
}

/** The root ("/", or "//" where POSIX leaves its meaning open) and what follows it. */
export function splitRoot(path: string): [root: string, rest: string] {
  if (!isAbsolute(path)) return ["", path];
  const root = path.startsWith("//") && !path.startsWith("///") ? "//" : "/";
  return [root, path.slice(root.length)];
}

export function normalPath(path: string): string {
  if (path === "") return ".";
  const [root] = splitRoot(path);
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== ".." || (root === "" && parts.length === 0) || parts.at(-1) === "..") parts.push(part);
    else parts.pop();
  }
  return root + parts.join("/") || ".";
}

/** Absolute paths begin at the root: there is no other working directory. */
export function absolutePath(path: string): string {
  return normalPath(isAbsolute(path) ? path : `/${path}`);
}

export function relativePath(path: string, start: string): string {
  const from = partsOf(absolutePath(start)),
    to = partsOf(absolutePath(path));
  let common = 0;
  while (common < from.length && common < to.length && from[common] === to[common]) common++;
  return [...from.slice(common).map(() => ".."), ...to.slice(common)].join("/") || ".";
}

function partsOf(path: string): string[] {
  return path.split("/").filter((part) => part !== "");
}

/** The longest path that all are below; undefined when some are absolute and some are not. */
export function commonPath(paths: readonly string[]): string | undefined {
  const isRooted = isAbsolute(paths[0] ?? "");
  if (paths.some((path) => isAbsolute(path) !== isRooted)) return undefined;
  const split = paths.map((path) => partsOf(path).filter((part) => part !== "."));
  const [first = []] = split;
  let common = 0;
  while (common < first.length && split.every((parts) => parts[common] === first[common])) common++;
  return (isRooted ? "/" : "") + first.slice(0, common).join("/");
}
