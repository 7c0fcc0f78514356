import token

print(token.tok_name[token.NAME], token.OP, token.EXACT_TOKEN_TYPES[":="], token.ISTERMINAL(5), token.ISNONTERMINAL(300), token.ISEOF(token.ENDMARKER), len(token.EXACT_TOKEN_TYPES), token.N_TOKENS)
print({name: getattr(token, name) for name in token.__all__ if name.isupper() and isinstance(getattr(token, name), int)})
