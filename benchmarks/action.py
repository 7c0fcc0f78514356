orders = [
    {"customer": "Ada", "items": [("pen", 3, 1.5), ("ink", 1, 9.0)]},
    {"customer": "Bob", "items": [("paper", 10, 0.25)]},
    {"customer": "Ada", "items": [("lamp", 1, 30.0), ("pen", 2, 1.5)]},
]

def total(order):
    return sum(count * price for _, count, price in order["items"])

by_customer = {}
for order in orders:
    name = order["customer"]
    by_customer.setdefault(name, []).append(total(order))

best = max(by_customer, key=lambda name: sum(by_customer[name]))
for name, totals in sorted(by_customer.items()):
    print(f"{name:<5} {sum(totals):>8.2f} in {len(totals)} orders")
words = [item for order in orders for item, count, _ in order["items"] if count > 1]
result = {"best": best, "words": sorted(set(words)), "average": round(sum(map(total, orders)) / len(orders), 2)}
print(result)
