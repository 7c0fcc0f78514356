// What users of these libraries would write, untouched by TypeScript.
import { tool } from "@langchain/core/tools";
import { type } from "arktype";
import { z } from "zod";

export const zodOrder = z.object({ item: z.string().min(1, "nothing ordered"), count: z.number().int().default(1) });

export const zodEven = z.object({ a: z.number() }).refine(({ a }) => a % 2 === 0, { message: "a must be even", path: ["a"] });

export const arkOrder = type({ item: "string > 0", count: "number.integer" });

export const langChainMultiply = tool(({ a, b }) => a * b, { name: "multiply", description: "Multiplies.", schema: z.object({ a: z.number(), b: z.number() }) });
