/** Text made safe for HTML, XML and attribute values. */
export declare const escapeMarkup: (text: string) => string
/** The notice every page of the demonstration carries. */
export declare const demoNotice =
  '\u6F14\u793A\u6570\u636E\uFF1A\u9752\u79BE\u53BF\u53CA\u5176\u4E2D\u4E00\u5207\u4EBA\u3001\u5730\u3001\u4E8B\u5747\u4E3A\u865A\u6784\uFF0C\u4EC5\u4F9B\u7CFB\u7EDF\u6F14\u793A'
interface Page {
  title: string
  charset: 'gb2312' | 'utf-8'
  style: string
  body: string
}
/** A whole HTML page, as plain as the sites it stands for. */
export declare const htmlPage: ({ title, charset, style, body }: Page) => string
/** One page of a longer list, counted from 1. */
export interface PageOf<T> {
  entries: readonly T[]
  page: number
  pages: number
}
/** Cuts a list into pages; a page beyond the last does not exist. */
export declare function paginate<T>(
  entries: readonly T[],
  page: number,
  perPage: number,
): PageOf<T> | undefined
