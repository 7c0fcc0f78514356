import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isPrivateAddress, isPrivateName } from "../../src/tools/addresses.ts";
import { decodeText } from "../../src/tools/charset.ts";
import { WebClient } from "../../src/tools/web-client.ts";
import type { WebTransport } from "../../src/tools/web-transport.ts";
import { serveSite } from "./local-site.ts";

describe("addresses", () => {
  test.each([
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "198.18.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "[::1]",
    "::ffff:127.0.0.1",
    "::ffff:a00:1",
    "::127.0.0.1",
    "64:ff9b::10.0.0.1",
    "2002:7f00:1::",
    "2001::1",
    "2001:db8::1",
    "fc00::1",
    "fdff::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "5f00::1",
    "",
    "localhost",
    "1.2.3",
    "1::2::3",
    "1:2:3:4:5:6:7:8:9",
    "12345::",
  ])("%s is private", (address) => {
    expect(isPrivateAddress(address)).toBe(true);
  });

  test.each([
    "1.1.1.1",
    "8.8.8.8",
    "100.63.255.255",
    "100.128.0.1",
    "172.15.0.1",
    "172.32.0.1",
    "193.0.0.1",
    "2606:4700::1111",
    "[2a00:1450::1]",
    "::ffff:8.8.8.8",
    "64:ff9b::8.8.8.8",
    "2002:808:808::",
  ])("%s is public", (address) => {
    expect(isPrivateAddress(address)).toBe(false);
  });

  test("names of the inside", () => {
    expect(
      [
        "localhost",
        "a.localhost",
        "printer",
        "db.internal",
        "x.LOCAL",
        "router.home.arpa",
        "metadata.google.internal.",
      ].map(isPrivateName),
    ).toEqual(Array(7).fill(true));
    expect(["example.com", "localhost.example.com", "internal.example.org"].map(isPrivateName)).toEqual([
      false,
      false,
      false,
    ]);
  });
});

describe("letters", () => {
  test.each([
    ["the server's word", [0xe9], "text/html; charset=iso-8859-1", "é"],
    [
      "the page's word",
      [...Buffer.from('<meta charset="windows-1251">'), 0xef],
      "text/html",
      '<meta charset="windows-1251">п',
    ],
    ["a byte order mark", [0xff, 0xfe, 0x41, 0], "text/plain; charset=utf-8", "A"],
    ["an unknown word", [0x41], "text/plain; charset=martian", "A"],
    ["UTF-8 otherwise", [0xc3, 0xa9], "", "é"],
  ])("%s", (_, bytes, type, text) => {
    expect(decodeText(Uint8Array.from(bytes), type)).toBe(text);
  });
});

describe("requests", () => {
  let site: Awaited<ReturnType<typeof serveSite>>;
  let other: Awaited<ReturnType<typeof serveSite>>;
  let client: WebClient;
  beforeAll(async () => {
    other = await serveSite({ "/end": "other end" });
    site = await serveSite({
      "/page": "<p>hi</p>",
      "/gzip": { headers: { "content-encoding": "gzip" }, body: gzipSync("packed") },
      "/br": { headers: { "content-encoding": "br" }, body: brotliCompressSync("packed") },
      "/deflate": { headers: { "content-encoding": "deflate" }, body: deflateSync("packed") },
      "/bomb": { headers: { "content-encoding": "gzip" }, body: gzipSync(Buffer.alloc(20_000_000, "a")) },
      "/hop": { status: 302, headers: { location: "/page" } },
      "/away": { status: 307, headers: { location: `${other.url}/end` } },
      "/loop": { status: 301, headers: { location: "/loop" } },
      "/inside": { status: 302, headers: { location: "http://169.254.169.254/latest/meta-data" } },
      "/file": { status: 302, headers: { location: "file:///etc/passwd" } },
      "/json": { headers: { "content-type": "application/json" }, body: '{"a":1}' },
      "/teapot": { status: 418, headers: { "content-type": "text/plain" }, body: "short\n and stout" },
      "/never": () => {},
      "/stall": (_request, response) => void response.writeHead(200).write("begin"),
    });
    client = new WebClient({ allowPrivateAddresses: [site.host, other.host], timeoutSeconds: 5 });
  });
  afterAll(async () => {
    await site[Symbol.asyncDispose]();
    await other[Symbol.asyncDispose]();
  });

  test("a page with its type and its final address", async () => {
    const page = await client.request(`${site.url}/hop`);
    expect(page).toMatchObject({ url: `${site.url}/page`, status: 200, contentType: "text/html", isCut: false });
    expect(page.text()).toBe("<p>hi</p>");
  });

  test.each(["gzip", "br", "deflate"])("%s is unpacked", async (encoding) => {
    expect(await client.getText(`${site.url}/${encoding}`)).toBe("packed");
  });

  test("a long answer is cut, also when it was packed small", async () => {
    const small = new WebClient({ allowPrivateAddresses: [site.host], maxBytes: 1000 });
    const page = await small.request(`${site.url}/bomb`);
    expect(page.isCut).toBe(true);
    expect(page.bytes.byteLength).toBe(1000);
  });

  test("a key is not told to another host", async () => {
    expect(
      await client.getText(`${site.url}/away`, {
        method: "POST",
        body: "x",
        headers: { "x-api-key": "secret", "content-type": "text/plain" },
      }),
    ).toBe("other end");
    expect(other.seen.at(-1)).toMatchObject({ method: "POST", body: "x" });
    expect(other.seen.at(-1)?.headers).not.toHaveProperty("x-api-key");
  });

  test("a sent form is fetched after a redirect", async () => {
    await client.getText(`${site.url}/hop`, { method: "POST", body: "a=1", headers: { "content-type": "text/plain" } });
    expect(site.seen.at(-1)).toMatchObject({ method: "GET", url: "/page", body: "" });
  });

  test.each([
    ["a ring of redirects", "/loop", "web-redirects"],
    ["a redirect to the inside", "/inside", "web-address-refused"],
    ["a redirect to a file", "/file", "web-address-refused"],
    ["an answer that is no success", "/teapot", "web-status"],
    ["an answer that is no JSON", "/page", "web-not-json"],
  ])("%s is refused", async (_, path, code) => {
    await expect(client.getJson(site.url + path)).rejects.toMatchObject({ code });
  });

  test("an error says what a plain answer said", async () => {
    await expect(client.getText(`${site.url}/teapot`)).rejects.toThrow(
      `${site.host} answered with status 418: short and stout`,
    );
  });

  test.each(["/never", "/stall"])("time is up at %s", async (path) => {
    const hasty = new WebClient({ allowPrivateAddresses: true, timeoutSeconds: 0.1 });
    await expect(hasty.request(site.url + path)).rejects.toMatchObject({ code: "web-timeout" });
  });

  test("an abort ends it with the caller's reason", async () => {
    const controller = new AbortController();
    const pending = client.request(`${site.url}/never`, { signal: controller.signal });
    controller.abort(new Error("enough"));
    await expect(pending).rejects.toThrow("enough");
  });

  test("nobody there", async () => {
    const closed = await serveSite({});
    await closed[Symbol.asyncDispose]();
    await expect(new WebClient({ allowPrivateAddresses: true }).request(closed.url)).rejects.toMatchObject({
      code: "web-connection",
      message: expect.stringContaining("ECONNREFUSED"),
    });
  });

  test("fetch serves as a transport", async () => {
    const over = new WebClient({ fetch: globalThis.fetch, allowPrivateAddresses: [site.host] });
    expect(await over.getJson(`${site.url}/json`)).toEqual({ a: 1 });
    await expect(over.request(`${site.url}/inside`)).rejects.toMatchObject({ code: "web-address-refused" });
  });
});

describe("the guard", () => {
  const silent: WebTransport = () => Promise.reject(new Error("asked"));

  test.each([
    "http://127.0.0.1/",
    "http://localhost:3000/",
    "http://2130706433/",
    "http://0x7f.1/",
    "http://017700000001/",
    "http://[::1]/",
    "http://[::ffff:10.0.0.1]/",
    "http://169.254.169.254/",
    "http://router/",
    "http://db.internal/",
    "ftp://example.com/",
    "file:///etc/passwd",
    "https://user:pass@example.com/",
    "http://127.0.0.1.:80/",
  ])("%s is refused before anything is sent", async (address) => {
    await expect(new WebClient({ transport: silent }).request(address)).rejects.toMatchObject({
      code: "web-address-refused",
    });
  });

  test("what is no address says so", async () => {
    await expect(new WebClient({ transport: silent }).request("example.com/page")).rejects.toMatchObject({
      code: "web-url-invalid",
    });
  });

  test("a public name that leads inside is refused, by our own transport where it connects", async () => {
    const asked: string[] = [];
    const resolveHost = async (host: string) => (asked.push(host), ["93.184.216.34", "127.0.0.1"]);
    await expect(new WebClient({ resolveHost }).request("http://rebind.example.com/")).rejects.toMatchObject({
      code: "web-address-refused",
      message: "rebind.example.com (127.0.0.1) is not an address of the public internet, and is not opened",
    });
    expect(asked).toEqual(["rebind.example.com"]);
  });

  test("a public name that leads inside is refused before a transport of one's own is asked", async () => {
    const client = new WebClient({ transport: silent, resolveHost: async () => ["10.0.0.8"] });
    await expect(client.request("http://rebind.example.com/")).rejects.toThrow(
      "rebind.example.com (10.0.0.8) is not an address of the public internet",
    );
    await expect(
      new WebClient({ transport: silent, resolveHost: async () => ["8.8.8.8"] }).request("http://fine.example.com/"),
    ).rejects.toThrow("asked");
  });

  test("a host that is named may be inside", async () => {
    await using site = await serveSite({ "/": "inside" });
    const resolveHost = async () => ["127.0.0.1"];
    const client = new WebClient({ resolveHost, allowPrivateAddresses: [`db.internal:${site.port}`] });
    expect(await client.getText(`http://db.internal:${site.port}/`)).toBe("inside");
    await expect(client.getText(`http://web.internal:${site.port}/`)).rejects.toMatchObject({
      code: "web-address-refused",
    });
  });

  test("only the hosts that are named are let through", async () => {
    const client = new WebClient({ transport: silent, allowPrivateAddresses: ["localhost:8080", "*.lan"] });
    await expect(client.request("http://localhost:8080/")).rejects.toThrow("asked");
    await expect(client.request("http://nas.lan/")).rejects.toThrow("asked");
    await expect(client.request("http://localhost:9090/")).rejects.toMatchObject({ code: "web-address-refused" });
  });
});
