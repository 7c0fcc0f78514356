// The language alone: no agent, no model, no Python installed. What code can reach is what it is given here.
import { LimitError, Python, PythonError } from "threadsnake/python";

const python = new Python({
  functions: { price: async (item: string) => ({ apple: 0.5, bread: 3.2 })[item] ?? 0 },
  variables: { basket: ["apple", "apple", "bread"] },
  files: { "rates.csv": "currency,rate\nEUR,1\nUSD,1.1\n" },
  limits: { seconds: 1 },
});

const { output, logs } = await python.run(`
total = sum(price(item) for item in basket)
print(f"{len(basket)} things")
total
`);
console.log(output, JSON.stringify(logs));

try {
  await python.run("total / 0"); // names are kept from one run to the next
} catch (error) {
  if (error instanceof PythonError) console.log(`${error.type} in line ${error.line}: ${error.message}`);
}

try {
  await python.run("while True:\n    try: total += 1\n    except BaseException: pass");
} catch (error) {
  if (error instanceof LimitError) console.log(`stopped by the limit of ${error.limit}`);
}
