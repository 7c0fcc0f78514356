from collections import deque
import copy


def failure(f, *args):
    try:
        return f(*args)
    except Exception as error:
        return type(error).__name__, str(error)


# Against a list, through every size of the ring.
queue, model = deque(), []
for step in range(200):
    if step % 7 == 3 and model:
        assert queue.popleft() == model.pop(0)
    elif step % 11 == 5 and model:
        assert queue.pop() == model.pop()
    elif step % 3 == 0:
        queue.appendleft(step)
        model.insert(0, step)
    else:
        queue.append(step)
        model.append(step)
    if step % 13 == 0:
        queue.rotate(step % 9 - 4)
        shift = (step % 9 - 4) % len(model) if model else 0
        model[:] = model[-shift:] + model[:-shift] if shift else model
    if step % 17 == 0 and model:
        queue.insert(step % len(model), -step)
        model.insert(step % len(model), -step)
    if step % 19 == 0 and model:
        del queue[step % len(model)]
        del model[step % len(model)]
    assert list(queue) == model and list(reversed(queue)) == model[::-1] and len(queue) == len(model)
print(len(queue), queue[0], queue[-1], queue.count(queue[0]), queue.index(queue[5]) == model.index(model[5]))

limited = deque("abcdef", maxlen=4)
limited.appendleft("z")
limited.extend("xy")
print(limited, limited.maxlen, limited * 2, limited + deque("q"), deque([1, 2]) * 3, copy.copy(limited), copy.deepcopy(deque([[1]])))
limited.extendleft([1, 2])
limited.reverse()
print(limited, 1 in limited, 9 in limited, limited == deque([1, 2]), deque([1, 2]) < deque([1, 3]), deque() < deque([0]), bool(deque()))
for call in (lambda: deque().pop(), lambda: deque()[0], lambda: deque(1), lambda: deque([], -1), lambda: deque([1], 1).insert(0, 2), lambda: deque([1]).remove(2),
             lambda: deque() + [1], lambda: deque("a")["a"], lambda: deque().rotate("a")):
    print(failure(call))
circular = deque([1])
circular.append(circular)
print(circular)


def change():
    items = deque([1, 2, 3])
    for item in items:
        items.append(item)


print(failure(change))


class Named(deque):
    def __init__(self, name, *rest):
        self.name = name
        super().__init__(*rest)


named = Named("n", [1, 2], 5)
named.append(3)
print(named, named.name, list(named), type(iter(named)).__name__)
