import { InvalidInput } from '@huiyin/domain/errors'
import { IdParams } from '@huiyin/domain/http/common'
import {
  CalendarPreview,
  CalendarView,
  ImportCalendar,
  ImportedCalendar,
  RequestRegimeChoice,
  RequestRegimeEdit,
  RuleChangeView,
  RulesView,
} from '@huiyin/domain/http/rules'
import { DecideChange } from '@huiyin/domain/http/two-person'
import { dayOf, parseDay } from '@huiyin/domain/shanghai'
import type { NewRuleChange } from '@huiyin/store/rules'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { askRuleChange, subjectOf } from '../ask-rule-change.js'
import { missingYear } from '../calendar-notice.js'
import { type Api, type ApiDeps, self } from '../deps.js'
import { importCalendar, previewCalendar } from '../import-calendar.js'
import { may } from '../policy.js'
import { decidesRules, presentRuleChange } from '../present-rule-change.js'
import { assertReasoned } from '../reasoned-refusal.js'
import { refsOfChoice, regimeChanges, rulesNow } from '../rules-in-force.js'
import { personOf, storeAs, visitorOf } from '../visitor.js'

/** A change of the rules is for the days to come: what was due under yesterday's rules stays due. */
function dayToCome(text: string, now: Date) {
  try {
    const day = parseDay(text)
    if (day >= dayOf(now)) return day
  } catch {
    // said below
  }
  throw new InvalidInput('生效日期应为今天或以后的日期，已受理的案件不受影响', [
    { field: 'effectiveOn', message: '应为今天或以后的日期' },
  ])
}

/** 制度 and the calendar: what clocks rest on, changed by two people, each version kept. */
export function rulesRoutes(app: Api, { store, keywords }: ApiDeps): void {
  const present = (request: FastifyRequest) => presentRuleChange(visitorOf(request).actor)

  app.get(
    '/api/rules',
    {
      schema: { summary: '现行制度、适用范围与历次变更', response: { 200: RulesView } },
      config: { policy: may('read', 'regime') },
    },
    async (request) =>
      await storeAs(store, request).transaction(async (tx) => {
        const rules = await rulesNow(tx, keywords)
        return {
          regimes: rules.regimes.map(({ regime, version, yaml, effectiveOn }) => ({
            regime,
            version,
            yaml,
            shippedYaml: keywords.regimeTexts.get(regime.code) ?? null,
            shipped: version === 0,
            inForceSince: effectiveOn ?? regime.effectiveOn ?? null,
          })),
          chosen: [...rules.chosen],
          choice: rules.choice,
          changes: (await tx.rules.changes(regimeChanges)).map(present(request)),
        }
      }),
  )

  const ask = async (request: FastifyRequest, reply: FastifyReply, change: NewRuleChange) => {
    const by = personOf(request)
    const asked = await store
      .as(self)
      .transaction((tx) =>
        askRuleChange(tx, { ...change, effectiveOn: dayToCome(change.effectiveOn, tx.now) }, by),
      )
    return reply.code(201).send(present(request)(asked))
  }

  app.post(
    '/api/regimes',
    {
      schema: {
        summary: '修订或新增制度（须第二人批准，自生效日起适用于新受理的案件）',
        body: RequestRegimeEdit,
        response: { 201: RuleChangeView },
      },
      config: { policy: may('request', 'rule-change') },
    },
    async (request, reply) => {
      const { yaml, effectiveOn, reason } = request.body
      const regime = keywords.parseRegime(yaml, '制度')
      const rules = await store.as(self).transaction((tx) => rulesNow(tx, keywords))
      for (const code of regime.adopts ?? []) refsOfChoice({ base: code, adopted: [] }, rules)
      return await ask(request, reply, {
        kind: 'edit-regime',
        regimeCode: regime.code,
        body: regime,
        yaml,
        effectiveOn: effectiveOn as NewRuleChange['effectiveOn'],
        reason,
      })
    },
  )

  app.post(
    '/api/regime-choices',
    {
      schema: {
        summary: '选定本地适用的制度（须第二人批准）',
        body: RequestRegimeChoice,
        response: { 201: RuleChangeView },
      },
      config: { policy: may('request', 'rule-change') },
    },
    async (request, reply) => {
      const { choice, effectiveOn, reason } = request.body
      refsOfChoice(choice, await store.as(self).transaction((tx) => rulesNow(tx, keywords)))
      return await ask(request, reply, {
        kind: 'choose-regimes',
        regimeCode: choice.base,
        body: choice,
        yaml: '',
        effectiveOn: effectiveOn as NewRuleChange['effectiveOn'],
        reason,
      })
    },
  )

  app.post(
    '/api/rule-changes/:id/decision',
    {
      schema: {
        summary: '批准或不批准制度、通知规则的变更（须为申请人以外的人）',
        params: IdParams,
        body: DecideChange,
        response: { 200: RuleChangeView },
      },
      config: { policy: decidesRules },
    },
    async (request) => {
      const by = personOf(request)
      assertReasoned(request.body)
      const decided = await store.as(self).transaction(async (tx) => {
        const change = await tx.rules.decide(request.params.id, request.body, by)
        tx.audit.append(
          {
            action: request.body.approve ? 'rule.approved' : 'rule.refused',
            subject: subjectOf(change),
            detail: { kind: change.kind, version: change.version, effectiveOn: change.effectiveOn },
          },
          by,
        )
        tx.announce('jurisdiction')
        tx.announce('notices')
        return change
      })
      return present(request)(decided)
    },
  )

  app.post(
    '/api/rule-changes/:id/withdrawal',
    {
      schema: {
        summary: '撤回自己提出、尚未批准的制度或通知规则变更',
        params: IdParams,
        response: { 200: RuleChangeView },
      },
      config: { policy: may('request', 'rule-change') },
    },
    async (request) => {
      const by = personOf(request)
      const withdrawn = await store.as(self).transaction(async (tx) => {
        const change = await tx.rules.withdraw(request.params.id, by)
        const detail = { kind: change.kind, version: change.version }
        tx.audit.append({ action: 'rule.withdrawn', subject: subjectOf(change), detail }, by)
        tx.announce('jurisdiction')
        tx.announce('notices')
        return change
      })
      return present(request)(withdrawn)
    },
  )

  app.get(
    '/api/calendar',
    {
      schema: { summary: '节假日安排', response: { 200: CalendarView } },
      config: { policy: may('read', 'regime') },
    },
    async (request) =>
      await storeAs(store, request).transaction(async (tx) => {
        const { calendar } = await rulesNow(tx, keywords)
        const imported = new Map((await tx.rules.importedYears()).map((year) => [year.year, year]))
        return {
          years: calendar.years.map(({ year, days, papers }) => ({
            year,
            offDays: days.filter(({ isOffDay }) => isOffDay).length,
            workedDays: days.filter(({ isOffDay }) => !isOffDay).length,
            papers: [...papers],
            importedBy: imported.get(year)?.importedBy ?? null,
            importedAt: imported.get(year)?.importedAt.toISOString() ?? null,
          })),
          missing: missingYear(calendar, tx.now),
        }
      }),
  )

  app.post(
    '/api/calendar-previews',
    {
      schema: {
        summary: '预览导入一年节假日安排会改动哪些时限（不改动任何内容）',
        body: ImportCalendar,
        response: { 200: CalendarPreview },
      },
      config: { policy: may('import', 'calendar') },
    },
    async (request) =>
      await previewCalendar(request.body, { store, keywords, sees: storeAs(store, request) }),
  )

  app.post(
    '/api/calendar',
    {
      schema: {
        summary: '导入一年的节假日安排，并重新计算未办结案件的时限',
        body: ImportCalendar,
        response: { 201: ImportedCalendar },
      },
      config: { policy: may('import', 'calendar') },
    },
    async (request, reply) => {
      const done = await importCalendar(request.body, { store, keywords, by: personOf(request) })
      return reply.code(201).send(done)
    },
  )
}
