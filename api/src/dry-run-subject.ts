import type { Clock } from '@huiyin/domain/clock'
import { InvalidInput } from '@huiyin/domain/errors'
import type { DryRunView, SubjectItemView } from '@huiyin/domain/http/watched-subjects'
import type { ItemId } from '@huiyin/domain/ids'
import { dryRunWords, startDryRun } from '@huiyin/domain/rule/dry-run'
import { dryRunLimits } from '@huiyin/domain/rule/limits'
import { type ParsedSubjectRule, parseSubjectRule, type SubjectRule } from '@huiyin/domain/rule/subject-rule'
import { compileSubjects } from '@huiyin/domain/rule/subject-set'
import { dayOf, toShanghaiText } from '@huiyin/domain/shanghai'
import type { ActingStore } from '@huiyin/store/store'
import { lastDays, presentSubjectItem } from './present/watched-subject.js'

/** The rule as read. @throws InvalidInput naming field and place of the first thing that keeps it from being read. */
function readSubjectRule(given: SubjectRule): ParsedSubjectRule & { ok: true } {
  const parsed = parseSubjectRule(given)
  if (parsed.ok) return parsed
  const { field, problem } = parsed
  const label = field === 'rule' ? '监测规则' : '排除部分'
  throw new InvalidInput(`${label}第 ${problem.start + 1} 个字处：${problem.message}`, [
    { field, message: problem.message },
  ])
}

/**
 * Tries a rule on the items of the last days, newest first, as whoever asks: what is walled off from him is not
 * counted. Read a page at a time and for a few seconds at most; where that is not enough, the answer says how far it
 * came. @throws InvalidInput for a rule that cannot be read
 */
export async function dryRunSubject(
  store: ActingStore,
  clock: Clock,
  given: SubjectRule & { subjectId?: string },
): Promise<DryRunView> {
  const rule = readSubjectRule(given)
  const start = clock.now()
  const since = new Date(start.getTime() - dryRunLimits.days * 86_400_000)
  return await store.transaction(async (tx) => {
    const others = (await tx.watchedSubjects.enabled()).filter(({ id }) => id !== given.subjectId)
    const names = new Map(others.map(({ id, name }) => [id, name]))
    const run = startDryRun(rule, compileSubjects(others), (id) => names.get(id) ?? '')
    const samples: SubjectItemView[] = []
    let after: { foundAt: Date; id: ItemId } | null = null
    let complete = false
    while (!complete && clock.now().getTime() - start.getTime() < dryRunLimits.withinMs) {
      const page = await tx.subjectMentions.itemsSince(since, after, dryRunLimits.page)
      for (const item of page) {
        const hit = run.see(item)
        if (hit && samples.length < dryRunLimits.samples)
          samples.push(presentSubjectItem({ ...item, ...hit, id: item.id }))
      }
      const last = page.at(-1)
      complete = page.length < dryRunLimits.page
      if (last) after = { foundAt: last.foundAt, id: last.id }
    }
    const figures = run.figures()
    return {
      words: dryRunWords(
        figures,
        dryRunLimits.days,
        complete || !after ? null : toShanghaiText(after.foundAt),
      ),
      days: dryRunLimits.days,
      checked: figures.checked,
      hits: figures.hits,
      leftOut: figures.leftOut,
      complete,
      soleWords: figures.soleWords.slice(0, 10),
      byDay: lastDays(dayOf(start), dryRunLimits.days, figures.byDay),
      warnings: [...figures.warnings],
      samples,
    }
  })
}
