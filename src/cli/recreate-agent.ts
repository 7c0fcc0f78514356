/** The agent of a run that is in a log, made again from the settings that were kept with it. */
import type { LogEvent } from "../run/events.ts";
import { createAgent, createModel, readProviderOptions } from "./agent-settings.ts";
import type { AgentHandle, AgentSettings } from "./agent-settings.ts";
import { findModel } from "./find-model.ts";
import type { Arguments } from "./options.ts";
import { openFolder } from "./run-folder.ts";
import type { RunFolder } from "./run-folder.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

export interface RecreateOptions {
  events: readonly LogEvent[];
  settings: AgentSettings | undefined;
  args: Arguments;
  terminal: Terminal;
  /** The first step that will be done anew. */
  upTo?: number | undefined;
}

export async function recreateAgent(options: RecreateOptions): Promise<AgentHandle & { folder: RunFolder }> {
  const { events, settings, args, terminal } = options;
  if (isDemo(events)) {
    const { createDemoAgent, demoModel } = await import("./commands/demo.ts");
    const folder = openFolder(args, terminal);
    const agent = createDemoAgent({ store: folder.store, model: demoModel(countReplies(options)) });
    return { agent, folder, [Symbol.asyncDispose]: async () => {} };
  }
  if (settings === undefined)
    throw new UsageError("this run was started by another program", {
      hint: "Go on with it there, where its agent is: agent.resume(runId), agent.fork(runId, { step }).",
    });
  const found = await findModel(
    args.withDefault({ model: settings.modelId, "api-base": settings.apiBase }),
    terminal.host.env,
  );
  const folder = openFolder(args, terminal, found?.apiKey === undefined ? [] : [found.apiKey]);
  const changed: AgentSettings = {
    ...settings,
    modelId: found?.modelId ?? settings.modelId,
    apiBase: found?.apiBase,
    options: { ...settings.options, ...readProviderOptions(args) },
  };
  const model = await createModel(changed, found?.apiKey);
  return { ...(await createAgent({ settings: changed, model, store: folder.store, terminal })), folder };
}

function isDemo([start]: readonly LogEvent[]): boolean {
  if (start?.type !== "run-start") return false;
  const { metadata } = start;
  return typeof metadata === "object" && metadata !== null && "demo" in metadata;
}

function countReplies({ events, upTo }: RecreateOptions): number {
  if (upTo !== undefined) return upTo - 1;
  return events.filter((event) => event.type === "model-reply").length;
}
