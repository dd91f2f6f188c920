import type { OriginalVault } from '@huiyin/store/original-vault'

/** What an installation decides about crawling; made once by the composition root. */
export interface CrawlerConfig {
  /** Sent with every request: who we are and how to reach us, e.g. `Huiyin/0.1 (+政务舆情监测; 电话 0000-0000000)`. */
  readonly userAgent: string
  /** Address ranges (CIDR) that may be reached although they are not public: an administrator lists his intranet. */
  readonly allowedNetworks: readonly string[]
  /** Pause between two requests to one host; never below one second off loopback (docs/rules.md §7). */
  readonly minHostDelayMs: number
  /** Pause on loopback hosts only, for the demonstration and tests; `minHostDelayMs` when left out. */
  readonly loopbackDelayMs?: number
  /** Keys the pseudonyms of authors. */
  readonly secret: Buffer | string
  /** Seals what was written before it is masked for reading. */
  readonly vault: OriginalVault
  /** Path of a Chromium; looked for in the usual places when left out. */
  readonly chromiumPath?: string
}
