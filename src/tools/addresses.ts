/**
 * Which network addresses are somebody's inside: a page that a model asks for must not come from the machine it runs on,
 * its neighbours, or the metadata service of its cloud. The tables are IANA's special-purpose address registries.
 */

/** Whether an IPv4 or IPv6 address is not one of the public internet. What cannot be read as an address counts as private. */
export function isPrivateAddress(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, "").replace(/%.*$/, "");
  const four = parseIPv4(bare);
  if (four !== undefined) return isPrivateIPv4(four);
  const groups = parseIPv6(bare);
  return groups === undefined || isPrivateIPv6(groups);
}

/** Whether a host of a URL is written as an address. */
export function isAddress(host: string): boolean {
  return parseIPv4(host) !== undefined || parseIPv6(host.replace(/^\[|\]$/g, "").replace(/%.*$/, "")) !== undefined;
}

/** Names that only mean something inside: `localhost`, single words, the special domains. */
export function isPrivateName(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, "");
  return !name.includes(".") || PRIVATE_DOMAINS.test(name);
}

const PRIVATE_DOMAINS = /(?:^|\.)(?:localhost|local|localdomain|internal|intranet|private|corp|home|lan|home\.arpa)$/;

const PRIVATE_IPV4: ReadonlyArray<readonly [string, number]> = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.31.196.0", 24],
  ["192.52.193.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["192.175.48.0", 24],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
];

function isPrivateIPv4(value: number): boolean {
  return PRIVATE_IPV4.some(
    ([network, bits]) =>
      Math.floor(value / 2 ** (32 - bits)) === Math.floor((parseIPv4(network) ?? 0) / 2 ** (32 - bits)),
  );
}

/** IPv6 is public only inside 2000::/3, and there not where an IPv4 address or a tunnel is packed in. */
function isPrivateIPv6(groups: readonly number[]): boolean {
  const [first = 0, second = 0, third = 0] = groups;
  const embedded = (index: number): boolean => isPrivateIPv4((groups[index] ?? 0) * 65536 + (groups[index + 1] ?? 0));
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) return embedded(6);
  // NAT64 leads to the IPv4 address in its last 32 bits.
  if (first === 0x64 && second === 0xff9b && groups.slice(2, 6).every((group) => group === 0)) return embedded(6);
  if (first === 0x2002) return embedded(1);
  if ((first & 0xe000) !== 0x2000) return true;
  const isDocumentation = (first === 0x2001 && second === 0xdb8) || (first === 0x3fff && second < 0x1000);
  const isTeredo = first === 0x2001 && second === 0;
  const isBenchmark = first === 0x2001 && second === 2 && third === 0;
  const isOrchid = first === 0x2001 && (second & 0xfff0) >= 0x10 && (second & 0xfff0) <= 0x20;
  return isDocumentation || isTeredo || isBenchmark || isOrchid;
}

function parseIPv4(text: string): number | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (match === null) return undefined;
  let value = 0;
  for (const part of match.slice(1)) {
    if (Number(part) > 255) return undefined;
    value = value * 256 + Number(part);
  }
  return value;
}

/** Eight groups of 16 bits. */
function parseIPv6(text: string): number[] | undefined {
  if (!text.includes(":")) return undefined;
  const tail = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  const four = tail === null ? undefined : parseIPv4(tail[2] ?? "");
  if (tail !== null && four === undefined) return undefined;
  const plain =
    tail === null || four === undefined
      ? text
      : `${tail[1]}${Math.floor(four / 65536).toString(16)}:${(four % 65536).toString(16)}`;
  const halves = plain.split("::");
  if (halves.length > 2) return undefined;
  const [head = [], rest] = halves.map((half) => (half === "" ? [] : half.split(":")));
  const missing = 8 - head.length - (rest?.length ?? 0);
  if (rest === undefined ? missing !== 0 : missing < 0) return undefined;
  const groups = [...head, ...Array.from({ length: rest === undefined ? 0 : missing }, () => "0"), ...(rest ?? [])];
  return groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))
    ? groups.map((group) => Number.parseInt(group, 16))
    : undefined;
}
