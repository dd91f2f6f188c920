/** No post says its matter after this; chosen by cross-validation (800, 1,500 and 3,000 gave the same). */
export const readAtMost = 1_000

const webAddress = /https?:\/\/[\w./?=&%-]+/g
/** A市, A3区: places blotted out before publication. They say which data set it is, not what the matter is. */
const blottedPlace = /[a-z]\d*(?=[市区县省])/g

/** Text as the models read it: the same matter in another city, year and house number reads the same. */
export const maskText = (text: string): string =>
  text
    .slice(0, 2 * readAtMost)
    .normalize('NFKC')
    .toLowerCase()
    .replace(webAddress, '')
    .replace(blottedPlace, '')
    .replace(/\d+/g, '0')
    .replace(/\s+/g, '')
    .slice(0, readAtMost)
