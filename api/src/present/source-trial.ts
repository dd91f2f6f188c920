import type { SourceTrial } from '@huiyin/domain/http/source-trials'
import { maskPersonalData } from '@huiyin/domain/personal-data/mask'
import type { TriedSource } from '../deps.js'

/** Posts and characters of each that a trial shows. */
const shownItems = 10
const shownText = 200

const iso = (at: Date | null) => at?.toISOString() ?? null

/** A trial as it may be shown: it was read before masking, and who wrote a post is nobody's business here. */
export const presentTrial = ({ yaml, preview, make, columns }: TriedSource, now: Date): SourceTrial => ({
  yaml,
  make: make ?? null,
  found: preview.found,
  entries: preview.entries.map(({ url, title, publishedAt }) => ({
    url,
    title: maskPersonalData(title),
    publishedAt: iso(publishedAt),
  })),
  items: preview.items.slice(0, shownItems).map((item) => ({
    url: item.url,
    title: maskPersonalData(item.title),
    text: maskPersonalData(item.text).slice(0, shownText),
    publishedAt: iso(item.publishedAt),
    replyNumber: item.replyNumber ?? 0,
    ...(item.engagement.reads === undefined ? {} : { reads: item.engagement.reads }),
    ...(item.engagement.comments === undefined ? {} : { comments: item.engagement.comments }),
    images: item.images.length,
    answer: item.answer
      ? {
          unit: item.answer.unit,
          text: maskPersonalData(item.answer.text).slice(0, shownText),
          repliedAt: iso(item.answer.repliedAt),
        }
      : null,
  })),
  nextPage: preview.nextPage,
  errors: preview.errors.map(({ url, code, message }) => ({ url, code, message })),
  columns: [...(columns ?? [])],
  triedAt: now.toISOString(),
})
