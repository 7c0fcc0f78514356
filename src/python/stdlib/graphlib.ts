/** The module `graphlib`. */
export const source: string = String.raw`
from types import GenericAlias

__all__ = ["TopologicalSorter", "CycleError"]

_HANDED_OUT = -1
_DONE = -2


class CycleError(ValueError):
    """There is no order: args[1] is a cycle, each node before the next, the first one again at the end."""


class _Node:
    __slots__ = ("node", "waits_for", "successors")

    def __init__(self, node):
        self.node = node
        # How many nodes must be done before; negative for nodes that were handed out.
        self.waits_for = 0
        self.successors = []


class TopologicalSorter:
    """Gives nodes in an order in which each comes after those it depends on."""

    def __init__(self, graph=None):
        self._nodes = {}
        self._ready = None
        self._handed_out = 0
        self._finished = 0
        if graph is not None:
            for node, predecessors in graph.items():
                self.add(node, *predecessors)

    def _of(self, node):
        known = self._nodes.get(node)
        if known is None:
            known = self._nodes[node] = _Node(node)
        return known

    def add(self, node, *predecessors):
        if self._ready is not None:
            raise ValueError("Nodes cannot be added after a call to prepare()")
        self._of(node).waits_for += len(predecessors)
        for predecessor in predecessors:
            self._of(predecessor).successors.append(node)

    def prepare(self):
        if self._ready is not None:
            raise ValueError("cannot prepare() more than once")
        self._ready = [known.node for known in self._nodes.values() if known.waits_for == 0]
        cycle = self._find_cycle()
        if cycle:
            raise CycleError("nodes are in a cycle", cycle)

    def _find_cycle(self):
        path, places, branches, seen = [], {}, [], set()
        for start in self._nodes:
            if start in seen:
                continue
            node = start
            while True:
                if node not in seen:
                    seen.add(node)
                    places[node] = len(path)
                    path.append(node)
                    branches.append(iter(self._nodes[node].successors))
                elif node in places:
                    return path[places[node]:] + [node]
                found = False
                while path and not found:
                    for node in branches[-1]:
                        found = True
                        break
                    else:
                        del places[path.pop()]
                        branches.pop()
                if not found:
                    break
        return None

    def get_ready(self):
        """The nodes that wait for nothing any more, each once."""
        if self._ready is None:
            raise ValueError("prepare() must be called first")
        result = tuple(self._ready)
        for node in result:
            self._nodes[node].waits_for = _HANDED_OUT
        self._ready.clear()
        self._handed_out += len(result)
        return result

    def is_active(self):
        if self._ready is None:
            raise ValueError("prepare() must be called first")
        return self._finished < self._handed_out or bool(self._ready)

    def __bool__(self):
        return self.is_active()

    def done(self, *nodes):
        """Marks nodes of get_ready() as done, so that those that wait for them may become ready."""
        if self._ready is None:
            raise ValueError("prepare() must be called first")
        for node in nodes:
            known = self._nodes.get(node)
            if known is None:
                raise ValueError(f"node {node!r} was not added using add()")
            if known.waits_for != _HANDED_OUT:
                raise ValueError(f"node {node!r} was already marked done" if known.waits_for == _DONE else f"node {node!r} was not passed out (still not ready)")
            known.waits_for = _DONE
            for successor in known.successors:
                following = self._nodes[successor]
                following.waits_for -= 1
                if following.waits_for == 0:
                    self._ready.append(successor)
            self._finished += 1

    def static_order(self):
        self.prepare()
        while self.is_active():
            nodes = self.get_ready()
            yield from nodes
            self.done(*nodes)

    __class_getitem__ = classmethod(GenericAlias)
`;
