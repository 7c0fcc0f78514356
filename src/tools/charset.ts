/** Which letters the bytes of a page stand for: told by a byte order mark, the server, the page itself, in this order. */

export function decodeText(bytes: Uint8Array, contentType = ""): string {
  const label = byteOrderMark(bytes) ?? declaredCharset(contentType) ?? charsetInPage(bytes) ?? "utf-8";
  return decodeAs(label, bytes);
}

function byteOrderMark(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : undefined;
}

function declaredCharset(contentType: string): string | undefined {
  return /charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType)?.[1];
}

/** `<meta charset>`, `<meta http-equiv>` and the XML declaration stand in the first kilobyte, in ASCII. */
function charsetInPage(bytes: Uint8Array): string | undefined {
  const start = String.fromCharCode(...bytes.subarray(0, 1024));
  const found = /<meta[^>]{0,200}charset\s*=\s*["']?([\w.:-]+)|^<\?xml[^>]{0,100}encoding\s*=\s*["']([\w.:-]+)/i.exec(
    start,
  );
  const label = found?.[1] ?? found?.[2];
  // A page that could be read so far is not UTF-16, whatever it says.
  return label === undefined || /^utf-?16/i.test(label) ? undefined : label;
}

function decodeAs(label: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}
