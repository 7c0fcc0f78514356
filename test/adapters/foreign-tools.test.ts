import { describe, expect, test } from "vitest";
import { fromAiSdkTools } from "../../src/adapters/ai-sdk.ts";
import { fromLangChainTools } from "../../src/adapters/langchain.ts";
import { fromOpenApi } from "../../src/adapters/openapi.ts";
import { toPythonSignature } from "../../src/tools/signature.ts";
import { serveSite } from "../tools/local-site.ts";

const context = { signal: new AbortController().signal, idempotencyKey: "key-1", deps: { user: 7 } };

describe("AI SDK tools", () => {
  const inputSchema = {
    type: "object",
    properties: { "city-name": { type: "string" } },
    required: ["city-name"],
  } as const;

  test("a schema in any of the SDK's forms", async () => {
    const forms = {
      plain: inputSchema,
      wrapped: { jsonSchema: inputSchema },
      promised: { jsonSchema: Promise.resolve(inputSchema) },
      lazy: () => ({ jsonSchema: inputSchema }),
      none: undefined,
    };
    const tools = await fromAiSdkTools(
      Object.fromEntries(
        Object.entries(forms).map(([name, form]) => [name, { description: "d", inputSchema: form, execute: () => 1 }]),
      ),
    );
    expect(tools.map((each) => Object.keys(each.inputs["properties"] as object))).toEqual([
      ["city_name"],
      ["city_name"],
      ["city_name"],
      ["city_name"],
      [],
    ]);
    const [old] = await fromAiSdkTools({ "old-tool": { parameters: inputSchema, execute: () => 1 } });
    expect(old).toMatchObject({
      name: "old_tool",
      description: "The tool old-tool.",
      inputs: { required: ["city_name"] },
    });
  });

  test("the call carries the SDK's options", async () => {
    const seen: unknown[] = [];
    const [weather] = await fromAiSdkTools({
      weather: { inputSchema, execute: (...given: unknown[]) => (seen.push(...given), { degrees: 3 }) },
    });
    expect(await weather!.call({ city_name: "Oslo" }, context)).toEqual({ degrees: 3 });
    expect(seen).toMatchObject([
      { "city-name": "Oslo" },
      { toolCallId: "key-1", experimental_context: { user: 7 }, abortSignal: { aborted: false } },
    ]);
  });

  test("of preliminary results the last counts", async () => {
    const [slow] = await fromAiSdkTools({
      slow: {
        execute: async function* () {
          yield "loading";
          yield "done";
        },
      },
    });
    expect(await slow!.call({}, context)).toBe("done");
  });

  test("approval is asked of the tool, by the SDK's names", async () => {
    const [always, sometimes] = await fromAiSdkTools({
      always: { needsApproval: true, execute: () => 1 },
      sometimes: {
        inputSchema,
        needsApproval: (input: { "city-name": string }) => input["city-name"] === "Oslo",
        execute: () => 1,
      },
    });
    expect(always!.needsApproval).toBe(true);
    expect(await (sometimes!.needsApproval as (args: object) => unknown)({ city_name: "Oslo" })).toBe(true);
  });

  test("what cannot be run here, or described, is refused", async () => {
    await expect(fromAiSdkTools({ search: { inputSchema } })).rejects.toMatchObject({
      code: "tool-definition-invalid",
      message: expect.stringContaining("has no execute") as string,
    });
    const zod3 = { _def: { typeName: "ZodObject" } };
    await expect(fromAiSdkTools({ t: { inputSchema: zod3, execute: () => 1 } })).rejects.toThrow(
      "declared by something that is no JSON Schema",
    );
    const [converted] = await fromAiSdkTools(
      { t: { inputSchema: zod3, execute: () => 1 } },
      { toJsonSchema: () => ({ $schema: "x", type: "object", properties: { a: { type: "string" } } }) },
    );
    expect(converted!.inputs).toEqual({ type: "object", properties: { a: { type: "string" } } });
  });
});

describe("LangChain tools", () => {
  const toolOf = (result: unknown) => ({
    name: "my-tool",
    description: "Does.",
    schema: { type: "object", properties: { x: { type: "integer" } }, required: ["x"] },
    invoke: async (input: unknown) => (result === "echo" ? input : result),
  });

  test.each<[string, unknown, unknown]>([
    ["a value", "echo", { x: 5 }],
    ["a message", { content: "text" }, "text"],
    [
      "a message in parts",
      {
        content: [
          { type: "text", text: "a" },
          { type: "text", text: "b" },
        ],
      },
      "a\nb",
    ],
    ["an artifact", { content: "see", artifact: { rows: 2 } }, { rows: 2 }],
  ])("%s", async (_, result, expected) => {
    const [each] = await fromLangChainTools([toolOf(result)]);
    expect(each!.name).toBe("my_tool");
    expect(await each!.call({ x: "5" }, context)).toEqual(expected);
  });
});

describe("OpenAPI", () => {
  const document = (url: string) => ({
    openapi: "3.1.0",
    servers: [{ url: `${url}/{version}`, variables: { version: { default: "v1" } } }],
    paths: {
      "/pets/{petId}": {
        parameters: [{ name: "petId", in: "path", required: true, schema: { type: "string" } }],
        get: {
          operationId: "getPet",
          summary: "One pet",
          tags: ["pets"],
          parameters: [
            { $ref: "#/components/parameters/Fields" },
            { name: "x-trace", in: "header", schema: { type: "string" } },
            { name: "session", in: "cookie", schema: { type: "string" } },
          ],
        },
        delete: { operationId: "delete-pet", description: "Removes a pet." },
      },
      "/pets": {
        post: {
          summary: "Adds a pet",
          requestBody: {
            required: true,
            content: { "application/json": { schema: { $ref: "#/components/schemas/Pet" } } },
          },
        },
        put: {
          operationId: "getPet",
          requestBody: {
            content: { "application/json": { schema: { type: "array", items: { $ref: "#/components/schemas/Pet" } } } },
          },
        },
      },
      "/login": {
        post: {
          operationId: "login",
          requestBody: {
            required: true,
            content: {
              "application/x-www-form-urlencoded": {
                schema: { type: "object", properties: { user: { type: "string" } }, required: ["user"] },
              },
            },
          },
        },
      },
    },
    components: {
      parameters: {
        Fields: {
          name: "fields",
          in: "query",
          description: "Which fields",
          schema: { type: "array", items: { type: "string" } },
        },
      },
      schemas: {
        Pet: {
          type: "object",
          required: ["name"],
          properties: {
            id: { type: "integer", readOnly: true },
            name: { type: "string", description: "Its name" },
            friend: { $ref: "#/components/schemas/Pet" },
            kind: { $ref: "#/components/schemas/Kind" },
          },
        },
        Kind: { enum: ["cat", "dog"] },
      },
    },
  });

  const serve = () =>
    serveSite({
      "/v1/pets/a%2Fb": { headers: { "content-type": "application/json" }, body: '{"name":"Tom"}' },
      "/v1/pets/9": {
        status: 404,
        headers: { "content-type": "application/problem+json" },
        body: '{"title":"No such pet"}',
      },
      "/v1/pets": { status: 201, headers: { "content-type": "text/plain" }, body: "created" },
      "/v1/login": { status: 204 },
    });

  test("operations become functions of Python", async () => {
    const tools = fromOpenApi(document("https://api.example.com"));
    expect(tools.map(({ name, effects }) => [name, effects])).toEqual([
      ["getPet", "idempotent"],
      ["delete_pet", "idempotent"],
      ["getPet_2", "idempotent"],
      ["post_pets", "once"],
      ["login", "once"],
    ]);
    expect(toPythonSignature(tools[0]!)).toContain(
      "def getPet(petId: str, fields: list[str] | None = None, x_trace: str | None = None) -> Any:",
    );
    expect(toPythonSignature(tools[3]!)).toContain(
      "def post_pets(name: str, friend: dict | None = None, kind: Literal['cat', 'dog'] | None = None) -> Any:",
    );
    expect(toPythonSignature(tools[2]!)).toContain("def getPet_2(body: list[dict] | None = None)");
  });

  test("arguments go where they belong, keys with them", async () => {
    await using site = await serve();
    const [getPet, , , addPet, login] = fromOpenApi(document(site.url), {
      headers: async () => ({ authorization: "Bearer k" }),
      idempotencyHeader: "Idempotency-Key",
    });
    expect(await getPet!.call({ petId: "a/b", fields: ["x", "y z"], x_trace: "t" }, context)).toEqual({ name: "Tom" });
    expect(site.seen[0]).toMatchObject({
      method: "GET",
      url: "/v1/pets/a%2Fb?fields=x&fields=y+z",
      headers: { "x-trace": "t", authorization: "Bearer k" },
    });
    expect(await addPet!.call({ name: "Tom", kind: "CAT", friend: { name: "Al" } }, context)).toBe("created");
    expect(site.seen[1]).toMatchObject({
      method: "POST",
      body: '{"name":"Tom","kind":"cat","friend":{"name":"Al"}}',
      headers: { "content-type": "application/json", "idempotency-key": "key-1" },
    });
    expect(addPet!.effects).toBe("keyed");
    expect(await login!.call({ user: "a b" }, context)).toBe(null);
    expect(site.seen[2]).toMatchObject({ body: "user=a+b" });
  });

  test("a refusal says what the service said, and an argument leads nowhere else", async () => {
    await using site = await serve();
    const [getPet] = fromOpenApi(document(site.url), {
      include: ({ tags }) => tags.includes("pets"),
      needsApproval: ({ method }) => method === "GET",
    });
    expect(getPet!.needsApproval).toBe(true);
    await expect(getPet!.call({ petId: "9" }, context)).rejects.toThrow(
      `${site.host} answered with status 404: {"title":"No such pet"}`,
    );
    await expect(getPet!.call({ petId: ".." }, context)).rejects.toThrow(
      "Argument 'petId' is part of the address and cannot be '..'",
    );
    expect(site.seen.length).toBe(1);
  });

  test("nested fields are checked through references", async () => {
    const [, , , addPet] = fromOpenApi(document("https://api.example.com"));
    await expect(addPet!.call({ name: "Tom", friend: { kind: "fish" } }, context)).rejects.toThrow(
      /Argument 'friend.kind' should be one of 'cat', 'dog'.*Argument 'friend.name' is missing/,
    );
  });

  test("other documents are refused", () => {
    expect(() => fromOpenApi({ swagger: "2.0" })).toThrow("This is not an OpenAPI 3 document");
    expect(() => fromOpenApi({ openapi: "3.0.0", servers: [{ url: "/v1" }], paths: {} })).toThrow(
      "does not say where the service is",
    );
  });
});
