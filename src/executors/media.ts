/** Values that are not plain data and still cross between host and sandbox. */

/** Stands for an object that stays with the host: opaque to Python, which can only pass it on. */
export class Handle {
  readonly kind: string;
  readonly id: string;
  /** What `repr()` shows. */
  readonly label: string;

  constructor(kind: string, id: string, label: string) {
    this.kind = kind;
    this.id = id;
    this.label = label;
  }
}

/** An image or a sound with its bytes, or the URL where they are: written whole to the log, a handle inside the sandbox. */
export class Media {
  readonly kind: "image" | "audio";
  /** For example `"image/png"`. */
  readonly mediaType: string;
  readonly data: Uint8Array;
  /** Where the media is when its bytes are not here (`data` is empty then). */
  readonly url: string | undefined;

  constructor(kind: "image" | "audio", mediaType: string, data: Uint8Array, url?: string) {
    this.kind = kind;
    this.mediaType = mediaType;
    this.data = data;
    this.url = url;
  }
}
