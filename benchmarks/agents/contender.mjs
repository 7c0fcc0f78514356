// One framework in a process of its own: does runs when it is told to, `{ steps, kind, runs }`, and says what one gave.
const [file, baseURL] = process.argv.slice(2);
const { create } = await import(file);
const agents = new Map();

async function work({ steps, kind, runs }) {
  if (!agents.has(steps)) agents.set(steps, create(baseURL, steps));
  const before = process.cpuUsage();
  let answer;
  for (let run = 0; run < runs; run++) answer = await agents.get(steps)[kind]();
  const { user, system } = process.cpuUsage(before);
  process.send({ answer, cpu: (user + system) / 1000, rss: process.memoryUsage.rss() / 2 ** 20 });
}

process.on("message", (order) => {
  work(order).catch((error) => process.send({ error: `${error.name}: ${error.message}`.slice(0, 200) }));
});
process.on("disconnect", () => process.exit());
process.send({ ready: true });
