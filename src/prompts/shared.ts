/** The texts that all agents share: planning, managed agents, the forced answer. */
import type { FinalAnswerPrompts, ManagedAgentPrompts, PlanningPrompts } from "./templates.ts";

const TEAM = `{%- if managed_agents and managed_agents.values() | list %}

Team members, who are called like tools with a request in plain words:
{%- for agent in managed_agents.values() %}
- {{ agent.name }}: {{ agent.description }}
{%- endfor %}
{%- endif %}`;

const TOOL_LIST = `Tools:
{%- for tool in tools.values() %}
- {{ tool.name }}: {{ tool.description }}
{%- endfor %}${TEAM}`;

export const PLANNING_PROMPTS: PlanningPrompts = {
  initial_plan: `You plan how a task is to be solved; somebody else will then carry the plan out, step by step, with the tools below.

Task:
{{ task }}

${TOOL_LIST}

Write two sections.

## Facts
1. Given: what the task itself says and is sure.
2. To look up: what must be found, and with which tool.
3. To work out: what follows from the others by computing or reasoning.

## Plan
A short numbered list of high-level steps that lead from the facts to the answer. Name no argument values, skip what is not needed, and end with giving the final answer.
Write <end_plan> after the last step and stop there.`,
  update_plan_pre_messages: `You review how a task is going and plan what is left of it. Here is the task:
{{ task }}

What has been done so far follows. Use what was learned; if it went wrong, plan another way.`,
  update_plan_post_messages: `${TOOL_LIST}

The task is still:
{{ task }}

Write two sections.

## Facts
1. Given by the task.
2. Learned so far.
3. Still to look up.
4. Still to work out.

## Plan
A short numbered list of the steps that are left. {% if remaining_steps == 1 %}One step is left: it must give the final answer.{% else %}At most {{ remaining_steps }} steps are left, so plan fewer, and end with giving the final answer.{% endif %}
Write <end_plan> after the last step and stop there.`,
};

export const MANAGED_AGENT_PROMPTS: ManagedAgentPrompts = {
  task: `You are {{ name }}, a member of a team. Your manager asks you for the following:
{{ task }}

Your manager sees nothing of your work but your final answer, and cannot ask back. Put into it:
1. The outcome in short.
2. The outcome in full, with every figure, name and source that could matter.
3. What you could not find out, and what you tried.
If you did not succeed, report what you know all the same.`,
  report: `Report of {{ name }}:
{{ final_answer }}`,
};

export const FINAL_ANSWER_PROMPTS: FinalAnswerPrompts = {
  pre_messages: `Somebody worked on a task and ran out of steps before answering. You are shown what was done, and give the answer in their place.`,
  post_messages: `Answer the task now, from what was found out above. Say plainly what remains unknown; invent nothing.

Task:
{{ task }}`,
};
