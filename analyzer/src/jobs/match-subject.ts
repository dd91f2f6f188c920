import type { ItemId, SubjectId } from '@huiyin/domain/ids'
import {
  analyzeItem as analyzeItemJob,
  type matchSubject as matchSubjectJob,
  type PayloadOf,
} from '@huiyin/domain/job'
import { dryRunLimits } from '@huiyin/domain/rule/limits'
import { compileSubjects } from '@huiyin/domain/rule/subject-set'
import type { Store } from '@huiyin/store/store'
import { analyzerActor } from '../local-analyzer.js'

/**
 * Matches one version of a watched subject against the items of the last days, page by page, newest first. What it
 * takes in that was left out, and what only it had taken in, is analysed again. Done twice it gives the same; of a
 * version that is no longer in force it does nothing.
 */
export async function matchSubject(
  { subjectId, version }: PayloadOf<typeof matchSubjectJob>,
  { store }: { store: Store },
): Promise<void> {
  const as = store.as(analyzerActor)
  let after: { foundAt: Date; id: ItemId } | null = null
  let more = true
  while (more) {
    const seen = after
    const page = await as.transaction(async (tx) => {
      const subjects = await tx.watchedSubjects.enabled()
      const subject = subjects.find((one) => one.id === subjectId && one.version === version)
      if (!subject) return null
      const since = new Date(tx.now.getTime() - dryRunLimits.days * 86_400_000)
      const items = await tx.subjectMentions.itemsSince(since, seen, dryRunLimits.page)
      const rule = compileSubjects([subject])
      const matched = items.map((item) => ({ ...item, spans: rule.match(item)[0]?.spans ?? null }))
      const hitBefore = await tx.subjectMentions.hitBy(
        subject.id,
        items.map(({ id }) => id),
      )
      await tx.subjectMentions.replaceOf({ subjectId: subject.id, version }, matched)
      for (const { id, admitted, event, spans } of matched)
        if (admitted === false ? spans : admitted && !event && !spans && hitBefore.has(id))
          tx.enqueue(analyzeItemJob, { itemId: id })
      if (items.length < dryRunLimits.page) {
        await tx.watchedSubjects.markMatched(subjectId as SubjectId, version)
        tx.announce('subjects')
      }
      return items
    })
    const last = page?.at(-1)
    more = page?.length === dryRunLimits.page
    if (last) after = { foundAt: last.foundAt, id: last.id }
  }
}
