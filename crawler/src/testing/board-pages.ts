/** A post as a plain message board shows it. */
export const boardPost = (title: string): string =>
  `<title>${title}</title><h1>${title}</h1><div id="Zoom"><p>${title}，请有关部门尽快派人来处理一下，谢谢。</p></div>`

/** A list that links `paths`. */
export const boardList = (paths: readonly string[]): string =>
  `<ul>${paths.map((path) => `<li><a href="${path}">帖子${path}</a></li>`).join('')}</ul>`
