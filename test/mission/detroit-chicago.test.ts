/** The second program of the first page: a tool-calling agent that searches the web. */
import { expect, test } from "vitest";
import { startOpenAIServer } from "../servers/openai.ts";
import type { ReceivedRequest } from "../servers/scripted-server.ts";
import { serveSite } from "../tools/local-site.ts";
import { runExample } from "./example.ts";

const PAGE = `<html><body><table>
<tr><td>1.&nbsp;</td><td><a rel="nofollow" href="https://example.org/distance" class='result-link'>Detroit to <b>Chicago</b></a></td></tr>
<tr><td>&nbsp;</td><td class='result-snippet'>By road it is 282 miles (454 km) from Detroit to Chicago.</td></tr>
</table></body></html>`;

/** What the model could only know from the search: the figure stands in the last message that it was sent. */
function answerFromSearch({ body }: ReceivedRequest): { toolCalls: { name: string; arguments: { answer: string } }[] } {
  const messages = body["messages"] as { role: string; content: unknown }[];
  const found = /(\d+) miles/.exec(JSON.stringify(messages.at(-1)))?.[1] ?? "no";
  return { toolCalls: [{ name: "final_answer", arguments: { answer: `${found} miles by road` } }] };
}

test("a tool-calling agent finds the distance from Detroit to Chicago", async () => {
  await using site = await serveSite({ "/lite/": PAGE });
  const query = "distance from Detroit to Chicago";
  const server = await startOpenAIServer([
    { toolCalls: [{ name: "web_search", arguments: { query } }] },
    answerFromSearch,
  ]);
  try {
    const { code, stdout, stderr } = await runExample("detroit-chicago", {
      OPENAI_BASE_URL: server.url,
      OPENAI_API_KEY: "sk-local-server",
      DUCKDUCKGO_URL: site.url,
    });
    expect({ code, stdout }, stderr).toEqual({ code: 0, stdout: "282 miles by road\n" });
    expect(site.seen.map(({ url, body }) => `${url} ${body}`)).toEqual([`/lite/ ${new URLSearchParams({ q: query })}`]);
    expect(server.requests[0]?.body["tools"]).toMatchObject([
      { function: { name: "web_search" } },
      { function: { name: "final_answer" } },
    ]);
    expect(server.requests).toHaveLength(2);
  } finally {
    await server.close();
  }
});
