// Which shared chunks are worth a file of their own. esbuild cuts one for each set of entries that shares something, and
// reading a file costs as much as parsing some kilobytes that nobody needs: `import "threadsnake"` read 49 files, for 20 of
// its 40 ms. A merge is told to esbuild as imports: an entry that reaches one chunk of a group imports the whole group.

/** What a file costs, as bytes that are parsed and not used. */
const FILE = 12_000;
/** Somebody waits for an entry of the manifest; what is loaded later counts less. */
const MANIFEST_WEIGHT = 4;

/**
 * The sources that an entry is to import beside its own, by entry: from the metafile of a build that merged nothing.
 * Closed entries get none; the first of them is the engine, which is there before any other that reaches it.
 */
export function importsToMerge(metafile, closed) {
  const plan = new Plan(metafile, closed);
  while (plan.mergeBest());
  return plan.added;
}

class Plan {
  added = new Map();
  #imports;
  #entries;
  #groups;
  #engine;
  #refused = new Set();

  constructor({ inputs, outputs }, closed) {
    const ofKind = (nodes, path) =>
      nodes[path].imports
        .filter((edge) => edge.kind === "import-statement" && nodes[edge.path])
        .map((edge) => edge.path);
    [this.#engine] = closed;
    this.#imports = new Map(Object.keys(inputs).map((source) => [source, new Set(ofKind(inputs, source))]));
    const weightOf = (path, source) =>
      closed.includes(source) ? Infinity : path.startsWith("dist/chunks/") ? 1 : MANIFEST_WEIGHT;
    this.#entries = Object.entries(outputs).flatMap(([path, { entryPoint: source }]) =>
      source ? [{ source, weight: weightOf(path, source) }] : [],
    );
    this.#groups = Object.entries(outputs).flatMap(([path, { entryPoint, bytes, inputs: own }]) => {
      const roots = Object.keys(own).filter(
        (source) => inputs[source] && !Object.keys(own).some((other) => this.#imports.get(other)?.has(source)),
      );
      return entryPoint || roots.length === 0 || path.endsWith(".map") ? [] : [{ roots, bytes, users: new Set() }];
    });
    this.#findUsers();
  }

  /** What an entry imports, itself included. */
  #reach(source) {
    const seen = new Set([source]);
    for (const path of seen) for (const next of this.#imports.get(path) ?? []) seen.add(next);
    return seen;
  }

  #findUsers() {
    const present = this.#reach(this.#engine);
    for (const group of this.#groups) {
      group.users.clear();
      group.needs = this.#groupsOf(new Set(group.roots.flatMap((root) => [...this.#reach(root)])));
    }
    for (const entry of this.#entries) {
      const reached = this.#reach(entry.source);
      // Whoever needs the engine finds it loaded.
      const isLater = entry.weight === 1 && reached.has(this.#engine);
      if (isLater) for (const source of present) reached.delete(source);
      entry.groups = this.#groupsOf(reached);
      entry.loaded = isLater ? this.#groupsOf(present) : new Set();
      for (const group of entry.groups) group.users.add(entry);
    }
  }

  #groupsOf(sources) {
    return new Set(this.#groups.filter(({ roots }) => roots.some((root) => sources.has(root))));
  }

  /** Merges the two groups that gain most; false when none gains. */
  mergeBest() {
    let best = { gain: 0 };
    for (const [index, a] of this.#groups.entries())
      for (const b of this.#groups.slice(index + 1)) {
        const gain = gainOf(a, b);
        if (gain > best.gain && !this.#refused.has(a.roots[0] + b.roots[0])) best = { gain, a, b };
      }
    if (best.gain === 0) return false;
    const { a, b } = best;
    const edges = [...missing(a, b), ...missing(b, a)];
    for (const [entry, root] of edges) this.#imports.get(entry).add(root);
    // What a group imports cannot import the group.
    if (edges.some(([entry, root]) => this.#reach(root).has(entry))) {
      for (const [entry, root] of edges) this.#imports.get(entry).delete(root);
      this.#refused.add(a.roots[0] + b.roots[0]);
      return true;
    }
    for (const [entry, root] of edges) this.added.set(entry, (this.added.get(entry) ?? new Set()).add(root));
    this.#groups = this.#groups.filter((group) => group !== a && group !== b);
    this.#groups.push({ roots: [...a.roots, ...b.roots], bytes: a.bytes + b.bytes, users: new Set() });
    this.#findUsers();
    return true;
  }
}

/** Entries that use both groups read one file less; the others read what they do not need, and what that needs. */
function gainOf(a, b) {
  let gain = 0;
  for (const entry of a.users) if (b.users.has(entry)) gain += Math.min(entry.weight, MANIFEST_WEIGHT) * FILE;
  if (gain === 0) return 0;
  const lose = (entry, group) => {
    for (const needed of group.needs)
      if (!entry.groups.has(needed) && !entry.loaded.has(needed))
        gain -= entry.weight * (needed.bytes + (needed === group ? 0 : FILE));
  };
  for (const entry of a.users) if (!b.users.has(entry)) lose(entry, b);
  for (const entry of b.users) if (!a.users.has(entry)) lose(entry, a);
  return gain;
}

function missing(from, to) {
  return [...from.users]
    .filter((entry) => !to.users.has(entry))
    .flatMap(({ source }) => to.roots.map((root) => [source, root]));
}
