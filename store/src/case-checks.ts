import type { Actor } from '@huiyin/domain/actor'
import type { CaseAction } from '@huiyin/domain/case-action'
import { checkQuiet } from '@huiyin/domain/case-archive'
import type { DeadlineEvidence } from '@huiyin/domain/case-evidence'
import { checkDisclosure } from '@huiyin/domain/document-disclosure'
import { IllegalTransition, InvalidInput } from '@huiyin/domain/errors'
import { disclosureOutcomeLabel } from '@huiyin/domain/matter-details'
import { type EvidenceKind, evidenceLabel } from '@huiyin/domain/regime'
import { isReviewDemanded } from '@huiyin/domain/review-rules'
import { gradeLabel } from '@huiyin/domain/severity'
import { type Selectable, sql } from 'kysely'
import { accusedToCheck, markAccusedChecked } from './accused-check.js'
import type { Db } from './database.js'
import { reviewRules } from './review-rules.js'
import type { CaseFileTable } from './schema-cases.js'

/** A day of difference between a desk's clock and ours is a typing error, not a plan. */
const longestLimitMs = 366 * 24 * 3_600_000

const refuse = (field: string, message: string, hint: string): never => {
  throw new InvalidInput(message, [{ field, message: hint }])
}

/** What only the database knows of an action: units in the directory, the event's accusations, its last post. */
export const caseChecks = (db: Db, now: Date) => {
  /** Units the event of this file accuses; one may have joined after the file was opened. */
  const accusedBy = async (file: Selectable<CaseFileTable>): Promise<string[]> => {
    const event = await db
      .selectFrom('opinion_event')
      .select('accused_units')
      .where('id', '=', file.event_id)
      .executeTakeFirst()
    return [...file.accused_units, ...(event?.accused_units ?? [])]
  }

  /** @throws InvalidInput for a unit that is unknown, dissolved or accused. */
  const mayHandle = async (unitCode: string, accused: readonly string[], field = 'unitCode') => {
    const unit = await db
      .selectFrom('responsible_unit')
      .select(['code', 'name', 'dissolved_at'])
      .where('code', '=', unitCode)
      .executeTakeFirst()
    if (!unit) return refuse(field, '单位名录里没有这个单位', '请从单位名录中选择')
    if (unit.dissolved_at !== null)
      refuse(
        field,
        `${unit.name}已撤销，不能承办案件：请选择承接其职能的单位`,
        `${unit.name}已不在现行单位名录`,
      )
    if (accused.includes(unitCode))
      refuse(
        field,
        `不能交办给${unit.name}：该事件检举、控告的正是这个单位，不得将检举、控告材料及有关情况透露或者转给被检举、控告的单位（信访工作条例第三十条），请交由其他单位或上级主管部门办理`,
        '被反映单位不得承办',
      )
  }

  /**
   * It accuses somebody whom the directory does not tell: whoever sends it on says that he has checked.
   * @throws InvalidInput when he does not.
   */
  const accusedIsChecked = async (
    file: Selectable<CaseFileTable>,
    { accusedChecked }: { accusedChecked?: true },
    by: Actor,
  ): Promise<void> => {
    if (!file.accused_unknown) return
    if (!accusedChecked) refuse('accusedChecked', accusedToCheck, '请核对后勾选')
    await markAccusedChecked(db, now, file.event_id, by)
  }

  const limitAhead = (limitAt: string | undefined, what: string): void => {
    if (limitAt === undefined) return
    const ms = Date.parse(limitAt) - now.getTime()
    if (ms <= 0) refuse('limitAt', `${what}不能早于现在，请重新选择`, '应晚于现在')
    if (ms > longestLimitMs) refuse('limitAt', `${what}超过一年，请核对日期`, '应在一年以内')
  }

  return {
    accusedBy,
    mayHandle,

    /**
     * Refuses an action for what the state machine cannot know.
     * @throws InvalidInput, IllegalTransition in words that say what to do.
     */
    async before(action: CaseAction, file: Selectable<CaseFileTable>, by: Actor): Promise<void> {
      if ((action.kind === 'dispatched' || action.kind === 'supervised') && action.disclosure)
        checkDisclosure(action.disclosure, {
          kind: 'case-letter',
          walled: file.accused_unknown || (await accusedBy(file)).length > 0,
        })
      switch (action.kind) {
        case 'dispatched':
          await mayHandle(action.unitCode, await accusedBy(file))
          return await accusedIsChecked(file, action, by)
        case 'transferred':
          return await accusedIsChecked(file, action, by)
        case 'assisted': {
          const accused = await accusedBy(file)
          const added = action.unitCodes.filter((code) => !file.assist_unit_codes.includes(code))
          for (const code of added) await mayHandle(code, accused, 'unitCodes')
          if (added.length > 0) await accusedIsChecked(file, action, by)
          return
        }
        case 'instructed': {
          limitAhead(action.limitAt, '批示办理时限')
          const units = [file.lead_unit_code, ...file.assist_unit_codes]
          if (action.unitCode !== undefined && !units.includes(action.unitCode))
            refuse('unitCode', '该单位不承办本案，看不到批示：请先交办，或批转值班室', '请选择本案的承办单位')
          return
        }
        case 'interpretation-asked': {
          limitAhead(action.limitAt, '解读期限')
          const event = await db
            .selectFrom('opinion_event')
            .select(sql<boolean>`proposed -> 'focus' ? 'a'`.as('misread'))
            .where('id', '=', file.event_id)
            .executeTakeFirst()
          if (!event?.misread)
            throw new IllegalTransition(
              '本案舆情的关注点不是政策误解误读，不布置解读任务：需要说明政策的，请以“专家解读”形式起草回应稿',
            )
          if (![file.lead_unit_code, ...file.assist_unit_codes].includes(action.unitCode))
            refuse(
              'unitCode',
              '该单位不承办本案，看不到解读任务：请先将政策起草单位列为牵头或协办单位',
              '请选择本案的承办单位',
            )
          return
        }
        case 'measured':
          if ((await accusedBy(file)).includes(action.unitCode))
            refuse(
              'unitCode',
              '该单位是被反映单位，不能在本案中向其通报（信访工作条例第三十条）',
              '请另行办理',
            )
          return
        case 'supervised':
          return limitAhead(action.limitAt, '督办时限')
        case 'consulted':
          if (Date.parse(action.at) > now.getTime())
            refuse('at', '会商时间晚于现在：会商后再登记纪要', '应为已经发生的时间')
          return
        case 'archived': {
          const event = await db
            .selectFrom('opinion_event')
            .select('last_item_at')
            .where('id', '=', file.event_id)
            .executeTakeFirstOrThrow()
          if (file.closed_at) checkQuiet(file.closed_at, event.last_item_at, now)
          return
        }
        default:
      }
    },

    /**
     * An answer to the public of a grade the county names goes out through 三审 (勺米 信息审核发布 一: 先审后发).
     * @throws IllegalTransition when it was typed in without.
     */
    async needsNoReview(file: Selectable<CaseFileTable>, evidence: EvidenceKind): Promise<void> {
      const { rules } = await reviewRules(db, now).current()
      if (isReviewDemanded(rules, file, evidence))
        throw new IllegalTransition(
          `${gradeLabel[file.grade]}舆情的回应须经初审、复审、终审后发布：请在本案“回应稿”中起草送审，终审通过后登记发布`,
          { grade: file.grade },
        )
    },

    /**
     * An application is answered with an outcome, and whatever is less than all of it with the clause that allows it
     * (勺米 依申请公开 第四条（三）3、5、8).
     * @throws InvalidInput by field.
     */
    outcome({ code }: { code: string }, { outcome, ground }: DeadlineEvidence): void {
      if (code !== 'disclosure') return
      if (outcome === undefined)
        refuse(
          'evidence.outcome',
          '请选择答复结果：予以公开、部分公开、不予公开、无法提供或不予处理',
          '必须选择',
        )
      else if (outcome !== 'open' && !ground?.trim())
        refuse(
          'evidence.ground',
          `${disclosureOutcomeLabel[outcome]}须告知申请人理由：请填写法律依据（条、款）`,
          '必须填写法律依据',
        )
    },

    /** Each clock is met by its own proof and no other (docs/rules.md §1). */
    proof(
      clock: { name: string; met_by: keyof typeof evidenceLabel },
      kind: keyof typeof evidenceLabel,
    ): void {
      if (clock.met_by !== kind)
        throw new InvalidInput(
          `“${clock.name}”须以${evidenceLabel[clock.met_by]}为依据，不能用${evidenceLabel[kind]}代替`,
          [{ field: 'evidence.kind', message: `应为${evidenceLabel[clock.met_by]}` }],
        )
    },
  }
}
