import secrets


def attempt(f, *args):
    try:
        return f(*args)
    except Exception as error:
        return type(error).__name__, str(error)


print(len(secrets.token_bytes()), len(secrets.token_bytes(5)), len(secrets.token_hex(7)), len(secrets.token_urlsafe(16)), type(secrets.token_bytes(0)))
print(all(0 <= secrets.randbelow(10) < 10 for _ in range(100)), secrets.randbelow(1), attempt(secrets.randbelow, 0))
print(all(secrets.randbits(5) < 32 for _ in range(100)), secrets.choice([1]), attempt(secrets.choice, []), secrets.compare_digest("a", "a"))
print(len({secrets.token_hex() for _ in range(50)}), sorted(secrets.__all__), {secrets.choice("ab") for _ in range(100)} == {"a", "b"})
