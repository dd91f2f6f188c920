import { actingUnit } from '@huiyin/domain/case-acting'
import { dutyStanding } from '@huiyin/domain/duty-calendar'
import { InvalidInput } from '@huiyin/domain/errors'
import { IdParams } from '@huiyin/domain/http/common'
import {
  RegisterSuggestion,
  SuggestionPage,
  SuggestionQuery,
  type SuggestionRow,
  SuggestionView,
  SupervisorNoticeQuery,
  SupervisorNoticeView,
} from '@huiyin/domain/http/supervisor-suggestions'
import { periodAround } from '@huiyin/domain/period'
import { maskPersonalData } from '@huiyin/domain/personal-data/mask'
import { dayOf } from '@huiyin/domain/shanghai'
import { supervisorNotice } from '@huiyin/domain/supervisor-notice'
import {
  isOfWalls,
  isSuggestionLate,
  pendingLifts,
  type SuggestionStep,
  type SuggestionStepKind,
  suggestionStepLabel,
  suggestionSteps,
} from '@huiyin/domain/supervisor-suggestion'
import type { SupervisorSuggestion } from '@huiyin/store/supervisor-suggestions'
import type { Tx } from '@huiyin/store/tx'
import { type Api, type ApiDeps, self } from '../deps.js'
import { may } from '../policy.js'
import { dutiesTouching } from '../read-duty-calendar.js'
import { readDay, readPeriod } from '../read-period.js'
import { personOf, storeAs } from '../visitor.js'

type Person = ReturnType<typeof personOf>

/** A unit learns neither who spoke up nor whom else it concerns. */
function presentRow(
  { unitCode, unitName, registeredAt: _, accusedUnits, ...row }: SupervisorSuggestion,
  { tx, reader, names }: { tx: Tx; reader: Person; names: ReadonlyMap<string, string> },
): SuggestionRow {
  const isUnit = actingUnit(reader) !== null
  return {
    ...row,
    number: isUnit ? null : row.number,
    supervisor: isUnit ? null : row.supervisor,
    unit: unitCode === null ? null : { code: unitCode, name: unitName ?? unitCode },
    late: isSuggestionLate({ ...row, unitCode, accusedUnits }, dayOf(tx.now)),
    accused: isUnit ? [] : accusedUnits.map((code) => ({ code, name: names.get(code) ?? code })),
  }
}

const namesOf = async (tx: Tx): Promise<Map<string, string>> =>
  new Map((await tx.jurisdiction.units()).map(({ code, name }) => [code, name]))

async function presentWhole(tx: Tx, id: string, reader: Person): Promise<SuggestionView> {
  const suggestion = await tx.supervisorSuggestions.get(id)
  const steps = await tx.supervisorSuggestions.steps(id)
  const names = await namesOf(tx)
  return {
    ...presentRow(suggestion, { tx, reader, names }),
    lifts:
      actingUnit(reader) === null
        ? pendingLifts(steps).map(({ unitCode, reason, askedBy }) => ({
            code: unitCode,
            name: names.get(unitCode) ?? unitCode,
            reason,
            own: askedBy === reader.userId,
          }))
        : [],
    steps: steps
      .filter(({ step }) => actingUnit(reader) === null || !isOfWalls(step.kind))
      .map(({ at, actorId: _, ...entry }) => ({ ...entry, at: at.toISOString() })),
  }
}

type Verb = 'hand-on' | 'answer' | 'feed-back' | 'close' | 'wall' | 'ask-lift' | 'decide-lift'
/** Path and permission of each step. */
const verbs: Record<SuggestionStepKind, Verb> = {
  'handed-on': 'hand-on',
  answered: 'answer',
  'fed-back': 'feed-back',
  closed: 'close',
  walled: 'wall',
  'lift-asked': 'ask-lift',
  'lift-decided': 'decide-lift',
}

/** 监督员意见: registered, handed on, answered, fed back; and the quarterly notice written from the register. */
export function supervisorSuggestionRoutes(app: Api, { store, keywords }: ApiDeps): void {
  app.get(
    '/api/supervisor-suggestions',
    {
      schema: {
        summary: '监督员意见，新的在前',
        querystring: SuggestionQuery,
        response: { 200: SuggestionPage },
      },
      config: { policy: may('read', 'supervisor-suggestion') },
    },
    async (request) =>
      await storeAs(store, request).transaction(async (tx) => {
        const { scope = 'open', cursor, limit = 50 } = request.query
        const page = await tx.supervisorSuggestions.page({ scope, limit, ...(cursor ? { cursor } : {}) })
        const context = { tx, reader: personOf(request), names: await namesOf(tx) }
        return { ...page, rows: page.rows.map((row) => presentRow(row, context)) }
      }),
  )

  app.post(
    '/api/supervisor-suggestions',
    {
      schema: { summary: '登记监督员意见', body: RegisterSuggestion, response: { 201: SuggestionView } },
      config: { policy: may('register', 'supervisor-suggestion') },
    },
    async (request, reply) => {
      const { supervisor, area, content, ...draft } = request.body
      const receivedOn = readDay('receivedOn', draft.receivedOn)
      const by = personOf(request)
      const made = await storeAs(store, request).transaction(async (tx) => {
        if (receivedOn > dayOf(tx.now))
          throw new InvalidInput('收到日期不能晚于今天', [{ field: 'receivedOn', message: '不能晚于今天' }])
        const { id } = await tx.supervisorSuggestions.register(
          {
            ...draft,
            receivedOn,
            supervisor: supervisor.trim(),
            area: area.trim(),
            content: maskPersonalData(content.trim()),
          },
          by,
        )
        tx.audit.append({ action: 'suggestion.registered', subject: { kind: 'supervisor-suggestion', id } })
        tx.announce('suggestions')
        return await presentWhole(tx, id, by)
      })
      return reply.code(201).send(made)
    },
  )

  app.get(
    '/api/supervisor-suggestions/:id',
    {
      schema: { summary: '一条监督员意见及其办理经过', params: IdParams, response: { 200: SuggestionView } },
      config: { policy: may('read', 'supervisor-suggestion') },
    },
    async (request) =>
      await storeAs(store, request).transaction((tx) =>
        presentWhole(tx, request.params.id, personOf(request)),
      ),
  )

  for (const kind of Object.keys(verbs) as SuggestionStepKind[])
    app.post(
      `/api/supervisor-suggestions/:id/${verbs[kind]}`,
      {
        schema: {
          summary: suggestionStepLabel[kind],
          params: IdParams,
          body: suggestionSteps[kind],
          response: { 200: SuggestionView },
        },
        config: { policy: may(verbs[kind], 'supervisor-suggestion') },
      },
      async (request) => {
        const { id } = request.params as { id: string }
        const by = personOf(request)
        const step = { kind, ...(request.body as object) } as SuggestionStep
        if (step.kind === 'handed-on') readDay('limitOn', step.limitOn)
        if (step.kind === 'fed-back') readDay('on', step.on)
        const mine = storeAs(store, request)
        // Whoever may not see it decides nothing of it; a leader writes no content, so what follows is the service's.
        if (kind === 'lift-decided') await mine.transaction((tx) => tx.supervisorSuggestions.get(id))
        const acting = kind === 'lift-decided' ? store.as(self) : mine
        await acting.transaction(async (tx) => {
          await tx.supervisorSuggestions.take(id, step, by)
          tx.audit.append(
            {
              action: 'suggestion.moved',
              subject: { kind: 'supervisor-suggestion', id },
              detail: { step: kind },
            },
            by,
          )
          tx.announce('suggestions')
        })
        return await mine.transaction((tx) => presentWhole(tx, id, by))
      },
    )

  app.get(
    '/api/supervisor-notice',
    {
      schema: {
        summary: '向监督员的通报稿，由登记的意见和定期工作生成；缺省为本季度',
        querystring: SupervisorNoticeQuery,
        response: { 200: SupervisorNoticeView },
      },
      config: { policy: may('notify', 'supervisor-suggestion') },
    },
    async (request) =>
      await storeAs(store, request).transaction(async (tx) => {
        const today = dayOf(tx.now)
        const period =
          request.query.from === undefined && request.query.to === undefined
            ? periodAround(today, 'quarter')
            : readPeriod(request.query, tx.now)
        const duties = (await dutiesTouching(tx, keywords, period)).filter(
          ({ dueOn }) => period.from <= dueOn && dueOn <= period.to,
        )
        const [first = period.from] = [period.from, ...duties.map(({ period: { from } }) => from)].sort()
        const records = await tx.dutyRecords.standing(first, period.to)
        const { name: jurisdiction } = await tx.jurisdiction.current()
        return {
          ...period,
          ...supervisorNotice({
            jurisdiction,
            period,
            today,
            suggestions: await tx.supervisorSuggestions.receivedBetween(period.from, period.to),
            duties: duties.map((duty) => {
              const { state } = dutyStanding(duty, records, today)
              return { name: duty.name, isDone: state === 'done', isLate: state === 'overdue' }
            }),
          }),
        }
      }),
  )
}
