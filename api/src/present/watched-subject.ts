import type { SubjectItemView, SubjectRow, SubjectView } from '@huiyin/domain/http/watched-subjects'
import { excerptOf } from '@huiyin/domain/rule/excerpt'
import { addDays, type Day } from '@huiyin/domain/shanghai'
import type { MentionedItem } from '@huiyin/store/subject-mentions'
import type { SubjectVersion, WatchedSubject } from '@huiyin/store/watched-subjects'

/** One entry a civil day up to `today`, also where nothing was hit. */
export const lastDays = (today: Day, days: number, hits: ReadonlyMap<string, number>): SubjectRow['byDay'] =>
  Array.from({ length: days }, (_, index) => {
    const day = addDays(today, index - days + 1)
    return { day, hits: hits.get(day) ?? 0 }
  })

/** `hits` by civil day. */
export const presentSubjectRow = (
  { savedAt, ...subject }: WatchedSubject,
  today: Day,
  hits: ReadonlyMap<string, number>,
): SubjectRow => ({ ...subject, savedAt: savedAt.toISOString(), byDay: lastDays(today, 7, hits) })

export const presentSubject = (
  subject: WatchedSubject,
  versions: readonly SubjectVersion[],
  today: Day,
  hits: ReadonlyMap<string, number>,
): SubjectView => ({
  ...presentSubjectRow(subject, today, hits),
  month: lastDays(today, 30, hits),
  versions: versions.map(({ savedAt, ...version }) => ({ ...version, savedAt: savedAt.toISOString() })),
})

export function presentSubjectItem(item: MentionedItem): SubjectItemView {
  const { titleMarks, text, textMarks } = excerptOf(item, item.spans)
  return {
    id: item.id,
    title: item.title,
    titleMarks,
    excerpt: text,
    excerptMarks: textMarks,
    url: item.url,
    sourceName: item.sourceName,
    publishedAt: item.publishedAt?.toISOString() ?? null,
    foundAt: item.foundAt.toISOString(),
    admitted: item.admitted,
    reason: item.reason,
    event: item.event,
  }
}
