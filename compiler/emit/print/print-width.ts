/** The width in prettier's default options. */
export const printWidth = 80;
