/** RFC 8187: what encodeURIComponent leaves and a header parameter may not hold. */
export const encodeRfc8187 = (text: string): string =>
  encodeURIComponent(text).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
