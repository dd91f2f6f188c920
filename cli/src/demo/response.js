export const utf8 = (contentType, text) => ({
  contentType: `${contentType}; charset=utf-8`,
  body: Buffer.from(text, 'utf8'),
})
//# sourceMappingURL=response.js.map
