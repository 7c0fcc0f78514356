/** The package `xml`: of its parts there is `xml.etree`. */
export const source: string = "";
