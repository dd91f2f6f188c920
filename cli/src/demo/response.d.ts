/** What a demonstration site answers with, before HTTP is added. */
export interface SitePage {
  /** The Content-Type header, spoken as the site would: the county board does not name its charset. */
  contentType: string
  body: Buffer
}
export declare const utf8: (contentType: string, text: string) => SitePage
