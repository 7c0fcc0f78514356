/** The tools that `addBaseTools` adds. */
import type { ToolSpec } from "../executors/executor.ts";
import { WebSearchTool } from "./search.ts";
import { VisitWebpageTool } from "./visit-webpage.ts";
import type { WebClientOptions } from "./web-client.ts";
import { WikipediaSearchTool } from "./wikipedia.ts";

/** `web_search`, `visit_webpage` and `wikipedia_search`; none needs a key. The options are those of the web access. */
export function baseTools(options: WebClientOptions = {}): ToolSpec[] {
  return [new WebSearchTool(options), new VisitWebpageTool(options), new WikipediaSearchTool(options)];
}
