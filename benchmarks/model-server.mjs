// A server with OpenAI's chat protocol and one reply, in a process of its own, so that its work is not the client's.
import { createServer } from "node:http";

const base = { id: "c", created: 1, model: "m" };
const message = { role: "assistant", content: "Thought: I add.\n<code>\nprint(1 + 1)\n</code>", refusal: null };
const whole = JSON.stringify({
  ...base,
  object: "chat.completion",
  choices: [{ index: 0, message, logprobs: null, finish_reason: "stop" }],
  usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
});
const event = (fields) => `data: ${JSON.stringify({ ...base, object: "chat.completion.chunk", ...fields })}\n\n`;
const piece = (delta, finish_reason = null) => event({ choices: [{ index: 0, delta, finish_reason }] });
const events = [
  piece({ role: "assistant", content: "" }),
  ...Array.from({ length: 60 }, (_, index) => piece({ content: `word${index} ` })),
  piece({}, "stop"),
  event({ choices: [], usage: { prompt_tokens: 10, completion_tokens: 60, total_tokens: 70 } }),
  "data: [DONE]\n\n",
];

const server = createServer((request, response) => {
  const body = [];
  request.on("data", (data) => body.push(data));
  request.on("end", () => {
    if (Buffer.concat(body).includes('"stream":true')) {
      response.writeHead(200, { "content-type": "text/event-stream" });
      // Four events to a packet, as they come from a provider under load.
      for (let start = 0; start < events.length; start += 4) response.write(events.slice(start, start + 4).join(""));
      response.end();
    } else {
      response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(whole) });
      response.end(whole);
    }
  });
});
server.listen(0, "127.0.0.1", () => process.send(server.address().port));
process.on("disconnect", () => process.exit());
