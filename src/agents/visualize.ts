/** An agent and its team as a tree of text. */
import { toToolInputs } from "../tools/signature.ts";
import type { AnyAgent } from "./multi-step-agent.ts";

export function visualize(agent: AnyAgent): string {
  return treeOf(agent).join("\n");
}

function treeOf(agent: AnyAgent): string[] {
  const name = agent.name === undefined ? "" : ` ${agent.name}`;
  const lines = [`${agent.type}${name} · ${agent.model.modelId ?? agent.model.constructor.name}`];
  if (agent.description !== undefined) lines.push(`  ${agent.description}`);
  if ("additionalAuthorizedImports" in agent) {
    const imports = agent.additionalAuthorizedImports as readonly string[];
    if (imports.length > 0) lines.push(`  imports: ${imports.join(", ")}`);
  }
  const tools = Object.values(agent.tools).map((tool) => [
    `${tool.name}(${Object.keys(toToolInputs(tool.inputs)).join(", ")}): ${firstLine(tool.description)}`,
  ]);
  const members = Object.values(agent.managedAgents).map((member) => treeOf(member));
  return [...lines, ...branches([...tools, ...members])];
}

function branches(items: string[][]): string[] {
  return items.flatMap((lines, index) => {
    const isLast = index === items.length - 1;
    return lines.map((line, row) =>
      row === 0 ? `${isLast ? "└─" : "├─"} ${line}` : `${isLast ? "  " : "│ "} ${line}`,
    );
  });
}

function firstLine(text: string): string {
  return text.trim().split("\n")[0] ?? "";
}
