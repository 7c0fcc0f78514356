/** The operations of an OpenAPI 3 document as tools: one call, one HTTP request. */
import type { JsonSchema, ToolSpec } from "../executors/executor.ts";
import { ToolDefinitionError, ToolFailedError } from "../tools/errors.ts";
import { toPythonArguments, toPythonName, withOriginalNames } from "../tools/inputs.ts";
import { resolveReference } from "../tools/schema.ts";
import { tool } from "../tools/tool.ts";
import { statusError, WebClient } from "../tools/web-client.ts";
import type { WebClientOptions, WebPage } from "../tools/web-client.ts";
import type { WebMethod } from "../tools/web-transport.ts";

export interface OpenApiOperation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly tags: readonly string[];
}

export interface OpenApiOptions extends WebClientOptions {
  /** Where the service is, when the document does not say, or says another place. */
  baseUrl?: string | undefined;
  /** Sent with every request: keys belong here, and no model sees them. */
  headers?: Record<string, string> | (() => Record<string, string> | Promise<Record<string, string>>) | undefined;
  /** Which operations are wanted. */
  include?: ((operation: OpenApiOperation) => boolean) | undefined;
  needsApproval?: ((operation: OpenApiOperation) => boolean) | undefined;
  /** The header in which the service takes an idempotency key; then every operation may be tried again. */
  idempotencyHeader?: string | undefined;
}

const METHODS = ["get", "put", "post", "delete", "patch", "head"] as const;

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  description?: string;
  schema?: JsonSchema;
  content?: Record<string, { schema?: JsonSchema }>;
}

interface Operation extends OpenApiOperation {
  description: string;
  parameters: Parameter[];
  body: { schema: JsonSchema; isRequired: boolean; mediaType: string } | undefined;
}

/** Where an argument goes: into the path, the query, a header, or the body. */
type Places = Map<string, { in: string; name: string }>;

/**
 * ```ts
 * const tools = fromOpenApi(document, { headers: { authorization: `Bearer ${key}` }, include: ({ tags }) => tags.includes("pets") });
 * ```
 */
export function fromOpenApi(document: Readonly<Record<string, unknown>>, options: OpenApiOptions = {}): ToolSpec[] {
  if (typeof document["openapi"] !== "string" || !document["openapi"].startsWith("3.")) {
    throw new ToolDefinitionError("This is not an OpenAPI 3 document", {
      hint: "Convert Swagger 2 documents first; read YAML into an object.",
    });
  }
  const baseUrl = serviceUrl(document, options);
  // The service is the user's choice, wherever it is; what it redirects to is not.
  const isOpen = options.allowPrivateAddresses === true;
  const allowed = [
    ...(isOpen || !options.allowPrivateAddresses ? [] : (options.allowPrivateAddresses as readonly string[])),
    new URL(baseUrl).host,
  ];
  const client = new WebClient({ ...options, allowPrivateAddresses: isOpen || allowed });
  const taken = new Set<string>();
  return operationsOf(document)
    .filter((operation) => options.include?.(operation) ?? true)
    .map((operation) => {
      const name = uniqueName(operation.id, taken);
      return operationTool(name, operation, document, { ...options, baseUrl }, client);
    });
}

function serviceUrl(document: JsonSchema, options: OpenApiOptions): string {
  const servers = document["servers"] as
    | ReadonlyArray<{ url?: string; variables?: Record<string, { default?: string }> }>
    | undefined;
  const first = servers?.[0];
  const declared = first?.url?.replace(
    /\{(\w+)\}/g,
    (whole, name: string) => first.variables?.[name]?.default ?? whole,
  );
  const url = options.baseUrl ?? declared ?? "";
  if (URL.canParse(url)) return url.replace(/\/+$/, "");
  throw new ToolDefinitionError("The OpenAPI document does not say where the service is", { hint: "Give baseUrl." });
}

function operationsOf(document: JsonSchema): Operation[] {
  const paths = (document["paths"] ?? {}) as Record<string, JsonSchema>;
  return Object.entries(paths).flatMap(([path, given]) => {
    const item = follow(document, given);
    return METHODS.filter((method) => item[method] !== undefined).map((method) =>
      readOperation(document, path, method, item),
    );
  });
}

function readOperation(document: JsonSchema, path: string, method: string, item: JsonSchema): Operation {
  const operation = item[method] as JsonSchema;
  const parameters = new Map<string, Parameter>();
  for (const given of [
    ...((item["parameters"] ?? []) as JsonSchema[]),
    ...((operation["parameters"] ?? []) as JsonSchema[]),
  ]) {
    const parameter = follow(document, given) as unknown as Parameter;
    if (parameter.in !== "cookie") parameters.set(`${parameter.in} ${parameter.name}`, parameter);
  }
  const words = [operation["summary"], operation["description"]].filter(
    (text): text is string => typeof text === "string" && text.trim() !== "",
  );
  return {
    id: typeof operation["operationId"] === "string" ? operation["operationId"] : `${method} ${path}`,
    method: method.toUpperCase(),
    path,
    tags: Array.isArray(operation["tags"]) ? (operation["tags"] as string[]) : [],
    description:
      words.length === 0
        ? `${method.toUpperCase()} ${path}`
        : [...new Set(words.map((text) => text.trim()))].join("\n\n"),
    parameters: [...parameters.values()],
    body: readBody(document, operation["requestBody"] as JsonSchema | undefined),
  };
}

function readBody(document: JsonSchema, given: JsonSchema | undefined): Operation["body"] {
  if (given === undefined) return undefined;
  const body = follow(document, given);
  const content = Object.entries((body["content"] ?? {}) as Record<string, { schema?: JsonSchema }>);
  const found =
    content.find(([type]) => /[/+]json\b/.test(type)) ??
    content.find(([type]) => type === "application/x-www-form-urlencoded") ??
    content[0];
  if (found === undefined) return undefined;
  return { schema: found[1].schema ?? {}, isRequired: body["required"] === true, mediaType: found[0] };
}

function operationTool(
  name: string,
  operation: Operation,
  document: JsonSchema,
  options: OpenApiOptions & { baseUrl: string },
  client: WebClient,
): ToolSpec {
  const { schema: declared, places } = argumentsOf(operation, document);
  const { schema, original } = toPythonArguments(declared);
  const isSafe = operation.method !== "POST" && operation.method !== "PATCH";
  return tool({
    name,
    description: operation.description,
    inputSchema: schema,
    effects: isSafe ? "idempotent" : options.idempotencyHeader === undefined ? "once" : "keyed",
    needsApproval: options.needsApproval?.(operation),
    execute: async (args: Record<string, unknown>, { signal, idempotencyKey }) => {
      const given = typeof options.headers === "function" ? await options.headers() : (options.headers ?? {});
      const request = buildRequest(operation, places, withOriginalNames(args, original));
      const key = options.idempotencyHeader === undefined ? {} : { [options.idempotencyHeader]: idempotencyKey };
      const page = await client.request(options.baseUrl + request.path, {
        method: operation.method as WebMethod,
        headers: { accept: "application/json, text/plain;q=0.9, */*;q=0.5", ...request.headers, ...key, ...given },
        body: request.body,
        signal,
      });
      if (page.status < 200 || page.status >= 300) throw statusError(page);
      return readAnswer(page);
    },
  });
}

/** The fields of a JSON body stand beside the other arguments, unless the body is no object or a name would stand twice. */
function argumentsOf(operation: Operation, document: JsonSchema): { schema: JsonSchema; places: Places } {
  const properties: Record<string, JsonSchema> = {};
  const required: string[] = [];
  const places: Places = new Map();
  for (const parameter of operation.parameters) {
    const schema = parameter.schema ?? Object.values(parameter.content ?? {})[0]?.schema ?? {};
    const key = Object.hasOwn(properties, parameter.name) ? `${parameter.name}_${parameter.in}` : parameter.name;
    properties[key] = parameter.description === undefined ? schema : { ...schema, description: parameter.description };
    places.set(key, { in: parameter.in, name: parameter.name });
    if (parameter.required === true || parameter.in === "path") required.push(key);
  }
  if (operation.body !== undefined) addBody(operation.body, document, properties, required, places);
  const definitions: Record<string, JsonSchema> = {};
  const inlined = rewriteReferences(
    { type: "object", properties, required, additionalProperties: false },
    document,
    definitions,
  ) as JsonSchema;
  return { schema: Object.keys(definitions).length === 0 ? inlined : { ...inlined, $defs: definitions }, places };
}

function addBody(
  body: NonNullable<Operation["body"]>,
  document: JsonSchema,
  properties: Record<string, JsonSchema>,
  required: string[],
  places: Places,
): void {
  const schema = follow(document, body.schema);
  const fields = Object.entries((schema["properties"] ?? {}) as Record<string, JsonSchema>);
  const isFlat =
    fields.length > 0 &&
    schema["additionalProperties"] === undefined &&
    fields.every(([name]) => !Object.hasOwn(properties, name));
  if (!isFlat) {
    properties["body"] = { description: "The body of the request", ...body.schema };
    places.set("body", { in: "whole-body", name: "body" });
    if (body.isRequired) required.push("body");
    return;
  }
  const needed = new Set(Array.isArray(schema["required"]) ? (schema["required"] as string[]) : []);
  for (const [name, field] of fields) {
    if (field["readOnly"] === true) continue;
    properties[name] = field;
    places.set(name, { in: "body", name });
    if (needed.has(name) && body.isRequired) required.push(name);
  }
}

function buildRequest(
  operation: Operation,
  places: Places,
  args: Record<string, unknown>,
): { path: string; headers: Record<string, string>; body: string | undefined } {
  const query = new URLSearchParams();
  const headers: Record<string, string> = {};
  const fields: Record<string, unknown> = {};
  let path = operation.path;
  let body: unknown;
  for (const [key, value] of Object.entries(args)) {
    const place = places.get(key);
    if (
      place === undefined ||
      value === undefined ||
      (value === null && place.in !== "body" && place.in !== "whole-body")
    )
      continue;
    if (place.in === "path") path = path.replaceAll(`{${place.name}}`, pathSegment(place.name, asText(value)));
    else if (place.in === "query")
      for (const item of Array.isArray(value) ? value : [value]) query.append(place.name, asText(item));
    else if (place.in === "header") headers[place.name.toLowerCase()] = asText(value);
    else if (place.in === "body") fields[place.name] = value;
    else body = value;
  }
  if (operation.body !== undefined && body === undefined && Object.keys(fields).length > 0) body = fields;
  if (body !== undefined) headers["content-type"] = operation.body?.mediaType ?? "application/json";
  const search = query.toString();
  return {
    path: search === "" ? path : `${path}?${search}`,
    headers,
    body: body === undefined ? undefined : encodeBody(body, headers["content-type"] ?? ""),
  };
}

/** A value must not lead to another operation, as ".." would. */
function pathSegment(name: string, value: string): string {
  if (value === "" || value === "." || value === "..")
    throw new ToolFailedError(`Argument '${name}' is part of the address and cannot be '${value}'`, {
      code: "tool-arguments-invalid",
    });
  return encodeURIComponent(value);
}

function encodeBody(body: unknown, mediaType: string): string {
  if (mediaType === "application/x-www-form-urlencoded")
    return new URLSearchParams(
      Object.entries(body as object).map(([name, value]): [string, string] => [name, asText(value)]),
    ).toString();
  if (typeof body === "string" && !/json/.test(mediaType)) return body;
  return JSON.stringify(body, (_key, value: unknown) => (typeof value === "bigint" ? Number(value) : value));
}

function asText(value: unknown): string {
  return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);
}

function readAnswer(page: WebPage): unknown {
  const text = page.text();
  if (text === "") return null;
  if (!/[/+]json$/.test(page.contentType)) return text;
  if (page.isCut)
    throw new ToolFailedError(`The answer is longer than ${page.bytes.byteLength} bytes`, {
      code: "web-too-large",
      hint: "Ask for less at a time.",
    });
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new ToolFailedError("The service called its answer JSON, and it is none", { code: "web-not-json", cause });
  }
}

/** References into the document become references to `$defs`, and what they lead to comes along. */
function rewriteReferences(value: unknown, document: JsonSchema, definitions: Record<string, JsonSchema>): unknown {
  if (Array.isArray(value)) return value.map((item) => rewriteReferences(item, document, definitions));
  if (typeof value !== "object" || value === null) return value;
  const reference = (value as JsonSchema)["$ref"];
  if (typeof reference === "string" && reference.startsWith("#/") && !reference.startsWith("#/$defs/")) {
    const name = reference.replace(/^#\/(?:components\/schemas\/)?/, "").replace(/[^\w.-]/g, "_");
    if (!Object.hasOwn(definitions, name)) {
      // Named before it is followed, since a schema may refer to itself.
      definitions[name] = {};
      const target = resolveReference(document, reference);
      definitions[name] =
        typeof target === "boolean" ? {} : (rewriteReferences(target, document, definitions) as JsonSchema);
    }
    return { ...(value as JsonSchema), $ref: `#/$defs/${name}` };
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, rewriteReferences(item, document, definitions)]),
  );
}

function follow(document: JsonSchema, given: JsonSchema): JsonSchema {
  let current = given;
  for (let hops = 0; hops < 10 && typeof current["$ref"] === "string"; hops++) {
    const target = resolveReference(document, current["$ref"]);
    current = typeof target === "boolean" ? {} : target;
  }
  return current;
}

function uniqueName(id: string, taken: Set<string>): string {
  const wanted = toPythonName(id);
  let name = wanted;
  for (let count = 2; taken.has(name); count++) name = `${wanted}_${count}`;
  taken.add(name);
  return name;
}
