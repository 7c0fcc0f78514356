import copy
import copyreg


class Money:
    def __init__(self, amount, currency):
        self.amount, self.currency = amount, currency

    def __repr__(self):
        return f"{self.amount} {self.currency}"


def reduce_money(money):
    return Money, (money.amount, money.currency.lower())


copyreg.pickle(Money, reduce_money)
print(copy.copy(Money(3, "EUR")), copy.deepcopy(Money(4, "USD")))
print(copyreg.dispatch_table[Money] is reduce_money, complex in copyreg.dispatch_table)
print(copyreg.pickle_complex(1 + 2j))
for call in (lambda: copyreg.pickle(Money, 3), lambda: copyreg.constructor(3)):
    try:
        print(call())
    except TypeError as error:
        print(error)
copyreg.constructor(Money)


class Slotted:
    __slots__ = ("b", "a")


made = copyreg.__newobj__(Slotted)
print(type(made).__name__, sorted(copyreg._slotnames(Slotted)))
copyreg.add_extension("module", "name", 200)
print(copyreg._extension_registry[("module", "name")])
try:
    copyreg.add_extension("module", "other", 200)
except ValueError as error:
    print(error)
copyreg.remove_extension("module", "name", 200)
