/** The package `xml.etree`. */
export const source: string = "";
