// A model server with OpenAI's chat protocol that answers at once, in a process of its own: the model named "steps-N" calls the
// tool add_one until N results stand in the conversation, then it answers. What lies between the end of its reply and the next
// whole request is the agent's own work; `gaps` asked over IPC gives these times, in milliseconds, since the last time.
import { createServer } from "node:http";

let gaps = [];
let repliedAt;
let replies = 0;

const server = createServer((request, response) => {
  const parts = [];
  request.on("data", (part) => parts.push(part));
  request.on("end", () => {
    if (repliedAt !== undefined) gaps.push(performance.now() - repliedAt);
    const text = Buffer.concat(parts).toString();
    const steps = Number(/"model":"steps-(\d+)"/.exec(text)?.[1]);
    const done = text.split('"role":"tool"').length - 1;
    const isLast = done >= steps;
    const isStreamed = text.includes('"stream":true');
    const reply = isLast ? lastReply(text) : callOf("add_one", `{"n":${done}}`);
    if (isStreamed) stream(response, reply);
    else send(response, reply);
    repliedAt = isLast ? undefined : performance.now();
  });
});

/** An agent whose answer is a tool call gets one; the others get text. */
function lastReply(text) {
  return text.includes('"name":"final_answer"') ? callOf("final_answer", '{"answer":"done"}') : { content: "done" };
}

// A new id each time: some clients hold replies with one id for one message.
function callOf(name, args) {
  return {
    content: null,
    tool_calls: [{ id: `call_${++replies}`, type: "function", function: { name, arguments: args } }],
  };
}

const usage = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 };

function send(response, reply) {
  const reason = reply.tool_calls ? "tool_calls" : "stop";
  const choice = {
    index: 0,
    message: { role: "assistant", refusal: null, ...reply },
    logprobs: null,
    finish_reason: reason,
  };
  const body = JSON.stringify({ ...envelope("chat.completion"), choices: [choice], usage });
  response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(body) });
  response.end(body);
}

function stream(response, { content, tool_calls: calls }) {
  const head = envelope("chat.completion.chunk");
  const event = (fields) => `data: ${JSON.stringify({ ...head, ...fields })}\n\n`;
  const piece = (delta, reason = null) => event({ choices: [{ index: 0, delta, finish_reason: reason }] });
  const pieces = [piece({ role: "assistant", content: calls ? null : "" })];
  if (calls) {
    const [{ id, type, function: called }] = calls;
    pieces.push(piece({ tool_calls: [{ index: 0, id, type, function: { name: called.name, arguments: "" } }] }));
    for (const half of [called.arguments.slice(0, 4), called.arguments.slice(4)])
      pieces.push(piece({ tool_calls: [{ index: 0, function: { arguments: half } }] }));
  } else pieces.push(piece({ content: content.slice(0, 2) }), piece({ content: content.slice(2) }));
  pieces.push(piece({}, calls ? "tool_calls" : "stop"), event({ choices: [], usage }), "data: [DONE]\n\n");
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.end(pieces.join(""));
}

function envelope(object) {
  return { id: `chatcmpl-${++replies}`, object, created: 1, model: "m" };
}

server.listen(0, "127.0.0.1", 2048, () => process.send({ port: server.address().port }));
process.on("message", () => {
  process.send({ gaps });
  gaps = [];
  repliedAt = undefined;
});
process.on("disconnect", () => process.exit());
