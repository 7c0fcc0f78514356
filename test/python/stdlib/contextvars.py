"""contextvars."""
import contextvars, threading
v = contextvars.ContextVar("v", default=5)
tok = v.set(7)
print(v.get(), tok.old_value is contextvars.Token.MISSING)
ctx = contextvars.copy_context()
def g(): v.set(9); return v.get()
print(ctx.run(g), v.get(), ctx[v], len(ctx), list(ctx.items())[0][1])
v.reset(tok); print(v.get())
res = []
def th(): res.append(v.get("none"))
v.set(3); t = threading.Thread(target=th); t.start(); t.join(); print(res)

print(repr(v)[:28], v.name)
try:
    v.reset(tok)
except RuntimeError as error:
    print(str(error)[-26:])
missing = contextvars.ContextVar("missing")
try:
    missing.get()
except LookupError as error:
    print(error.args[0] is missing)
print(missing.get(None), missing in ctx, v in ctx, ctx.get(missing, 1))
try:
    ctx[missing]
except KeyError as error:
    print(error.args[0] is missing)
try:
    ctx.run(ctx.run, print)
except RuntimeError as error:
    print(str(error)[:21], str(error)[-18:])
try:
    contextvars.ContextVar(3)
except TypeError as error:
    print(error)
other = ctx.copy()
print(other == ctx, other is ctx, ctx != contextvars.Context(), list(ctx) == list(ctx.keys()), list(ctx.values()))
token = v.set(None)
print(v.get(), token.old_value, token.var is v)
v.reset(token)
print(v.get())
try:
    ctx.run(v.reset, v.set(1))
except ValueError as error:
    print(str(error)[-34:])
