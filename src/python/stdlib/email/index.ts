/** The package `email`: of its modules there is `email.utils`. */
export const source: string = "";
