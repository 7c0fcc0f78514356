/** Model servers on this machine: asked for their models, all at the same time, briefly. */
import { get } from "node:http";

export interface LocalServer {
  name: string;
  /** Of the provider table, which has the same address as its own. */
  prefix: string;
  /** The server's address, and the variable that may name another. */
  base: string;
  variable: string;
  /** Where it lists its models, from the address on. */
  list: string;
}

export interface LocalModel {
  server: LocalServer;
  /** Without the prefix. */
  name: string;
  apiBase: string;
}

export const LOCAL_SERVERS: readonly LocalServer[] = [
  {
    name: "Ollama",
    prefix: "ollama_chat",
    base: "http://127.0.0.1:11434",
    variable: "OLLAMA_API_BASE",
    list: "/api/tags",
  },
  {
    name: "LM Studio",
    prefix: "lm_studio",
    base: "http://127.0.0.1:1234/v1",
    variable: "LM_STUDIO_API_BASE",
    list: "/models",
  },
  {
    name: "llama.cpp",
    prefix: "llamafile",
    base: "http://127.0.0.1:8080/v1",
    variable: "LLAMAFILE_API_BASE",
    list: "/models",
  },
  {
    name: "vLLM",
    prefix: "hosted_vllm",
    base: "http://127.0.0.1:8000/v1",
    variable: "HOSTED_VLLM_API_BASE",
    list: "/models",
  },
];

const PATIENCE_MS = 300;
const MAX_BYTES = 4_000_000;

/** The models that answer, in the order of the table. */
export async function findLocalModels(env: Readonly<Record<string, string | undefined>>): Promise<LocalModel[]> {
  const found = await Promise.all(
    LOCAL_SERVERS.map((server) => askServer(server, env[server.variable] || server.base)),
  );
  return found.flatMap((model) => model ?? []);
}

/** The best model of the server at an address, whichever protocol it speaks. */
export async function findModelAt(apiBase: string): Promise<LocalModel | undefined> {
  const base = apiBase.replace(/\/+$/, "");
  const [ollama, ...others] = LOCAL_SERVERS;
  const openai = others.at(-1);
  if (ollama === undefined || openai === undefined) return undefined;
  const asked = await Promise.all([askServer(ollama, base), askServer(openai, base), askServer(openai, `${base}/v1`)]);
  return asked.find((model) => model !== undefined);
}

async function askServer(server: LocalServer, apiBase: string): Promise<LocalModel | undefined> {
  const base = apiBase.replace(/\/+$/, "");
  const reply = await getJson(`${base}${server.list}`);
  const name = bestOf(readModels(reply));
  return name === undefined ? undefined : { server, name, apiBase: base };
}

interface Listed {
  name: string;
  size: number;
}

/** Ollama lists `{ models: [{ name, size }] }`, the others `{ data: [{ id }] }`. */
function readModels(reply: unknown): Listed[] {
  if (typeof reply !== "object" || reply === null) return [];
  const list = "models" in reply ? reply.models : "data" in reply ? reply.data : undefined;
  if (!Array.isArray(list)) return [];
  return (list as unknown[]).flatMap((item) => {
    if (typeof item !== "object" || item === null) return [];
    const name = "name" in item ? item.name : "id" in item ? item.id : undefined;
    const size = "size" in item && typeof item.size === "number" ? item.size : 0;
    return typeof name === "string" ? [{ name, size }] : [];
  });
}

/** One made for code before others, a large one before a small one, and none that only embeds. */
function bestOf(models: readonly Listed[]): string | undefined {
  const rank = ({ name }: Listed): number => (/embed|rerank|whisper/i.test(name) ? 2 : /code/i.test(name) ? 0 : 1);
  const [best] = models
    .filter((model) => rank(model) < 2)
    .toSorted((left, right) => rank(left) - rank(right) || right.size - left.size);
  return best?.name;
}

/** Undefined for whatever goes wrong: nobody is there. */
function getJson(url: string): Promise<unknown> {
  return new Promise((resolve) => {
    let request: ReturnType<typeof get>;
    try {
      request = get(url, { signal: AbortSignal.timeout(PATIENCE_MS), agent: false });
    } catch {
      resolve(undefined);
      return;
    }
    request.on("error", () => resolve(undefined));
    request.on("response", (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (piece: string) => {
        text += piece;
        if (text.length > MAX_BYTES) response.destroy();
      });
      response.on("error", () => resolve(undefined));
      response.on("close", () => resolve(response.statusCode === 200 ? parse(text) : undefined));
    });
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
