import { type Actor, rolesOf } from '@huiyin/domain/actor'
import { IllegalTransition } from '@huiyin/domain/errors'
import {
  CaseClocksView,
  ChooseStart,
  ClockChangeView,
  RequestClockChange,
  ResumeClock,
  WarningView,
} from '@huiyin/domain/http/clocks'
import { IdParams } from '@huiyin/domain/http/common'
import { DecideChange } from '@huiyin/domain/http/two-person'
import type { ClockChange } from '@huiyin/store/clock-changes'
import type { DeadlineWarning } from '@huiyin/store/deadline-warnings'
import type { Tx } from '@huiyin/store/tx'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { carryOut, hasNewerRegimes, refuseRequest } from '../change-clocks.js'
import { startsOf } from '../clock-act.js'
import { type Api, type ApiDeps, self } from '../deps.js'
import { may, permits } from '../policy.js'
import { assertReasoned } from '../reasoned-refusal.js'
import { rulesNow } from '../rules-in-force.js'
import { chooseStart, resumeClock } from '../stretch-clock.js'
import { personOf, storeAs } from '../visitor.js'

const decides = may('decide', 'clock-change')
type Person = Actor & { kind: 'user' }

const presentWarning = ({ expectedAt, dueAt, warnedAt, ...warning }: DeadlineWarning): WarningView => ({
  ...warning,
  expectedAt: expectedAt.toISOString(),
  dueAt: dueAt.toISOString(),
  warnedAt: warnedAt.toISOString(),
})

const presentChange =
  (actor: Person) =>
  ({ requestedById, requestedAt, decidedAt, ...change }: ClockChange): ClockChangeView => ({
    ...change,
    requestedAt: requestedAt.toISOString(),
    decidedAt: decidedAt?.toISOString() ?? null,
    mayDecide:
      permits(decides, rolesOf(actor)) && change.state === 'pending' && requestedById !== actor.userId,
  })

/** The clocks of cases: paused, extended, started elsewhere, lowered and warned of; by two people where it buys time. */
export function caseClockRoutes(app: Api, { store, keywords }: ApiDeps): void {
  const readClocks = async (tx: Tx, id: string, by: Person): Promise<CaseClocksView> => {
    const file = await tx.caseClocks.hold(id)
    return {
      revisions: (await tx.caseClocks.revisionsOf(id)).map((revision) => ({
        ...revision,
        madeAt: revision.madeAt.toISOString(),
      })),
      changes: (await tx.clockChanges.ofCase(id)).map(presentChange(by)),
      warnings: (await tx.deadlineWarnings.ofCase(id)).map(presentWarning),
      starts: startsOf(file),
      newerRegimes: hasNewerRegimes(file, await rulesNow(tx, keywords)),
    }
  }

  /** What one person may do to a clock alone, told to the audit. */
  const actAlone = async (
    request: FastifyRequest,
    action: 'clock.resumed' | 'clock.start-changed',
    detail: object,
    act: (tx: Tx, by: Person, id: string) => Promise<void>,
  ): Promise<CaseClocksView> => {
    const { id } = request.params as { id: string }
    const by = personOf(request)
    return await storeAs(store, request).transaction(async (tx) => {
      await act(tx, by, id)
      tx.audit.append({ action, subject: { kind: 'case-file', id }, detail })
      tx.announce('cases')
      return await readClocks(tx, id, by)
    })
  }

  app.get(
    '/api/case-files/:id/clocks',
    {
      schema: { summary: '时限的变更经过、申请与提醒', params: IdParams, response: { 200: CaseClocksView } },
      config: { policy: may('read', 'case-file') },
    },
    async (request) =>
      await storeAs(store, request).transaction((tx) => readClocks(tx, request.params.id, personOf(request))),
  )

  app.post(
    '/api/case-files/:id/clock-changes',
    {
      schema: {
        summary: '申请暂停、延长、变更起算、降低等级等（须第二人批准）',
        params: IdParams,
        body: RequestClockChange,
        response: { 201: ClockChangeView },
      },
      config: { policy: may('request', 'clock-change') },
    },
    async (request, reply) => {
      const by = personOf(request)
      const { id } = request.params
      const change = await storeAs(store, request).transaction(async (tx) => {
        const file = await tx.caseClocks.hold(id)
        const rules = await rulesNow(tx, keywords)
        if (request.body.request.kind === 'lower-grade' && (await tx.reviewRules.current()).rules.downgrades)
          throw new IllegalTransition(
            '本县规定降低等级须经初审、复审、终审：请在本案“文稿与审签”中起草降级审签',
          )
        refuseRequest(request.body.request, { file, rules, reason: request.body.reason, by }, tx.now)
        const made = await tx.clockChanges.request(id, request.body, by)
        tx.audit.append({
          action: 'clock.asked',
          subject: { kind: 'case-file', id },
          detail: { change: made.id, kind: made.request.kind, number: made.caseFile.number },
        })
        tx.announce('cases')
        return made
      })
      return reply.code(201).send(presentChange(by)(change))
    },
  )

  app.get(
    '/api/clock-changes',
    {
      schema: { summary: '待批准的时限申请', response: { 200: Type.Array(ClockChangeView) } },
      config: { policy: may('read', 'clock-change') },
    },
    async (request) =>
      (await storeAs(store, request).transaction((tx) => tx.clockChanges.pending())).map(
        presentChange(personOf(request)),
      ),
  )

  app.post(
    '/api/clock-changes/:id/decision',
    {
      schema: {
        summary: '批准或不批准时限申请（须为申请人以外的人）',
        params: IdParams,
        body: DecideChange,
        response: { 200: ClockChangeView },
      },
      config: { policy: decides },
    },
    async (request) => {
      const by = personOf(request)
      assertReasoned(request.body)
      const { id } = request.params
      // Whoever may not see the case may not decide on it; what follows from a yes is written by the service.
      await storeAs(store, request).transaction((tx) => tx.clockChanges.get(id))
      const decided = await store.as(self).transaction(async (tx) => {
        const change = await tx.clockChanges.decide(id, request.body, by)
        if (request.body.approve) {
          const file = await tx.caseClocks.hold(change.caseFile.id)
          const { reason, requestedBy: askedBy, requestedAt } = change
          const rules = await rulesNow(tx, keywords)
          await carryOut(tx, change.request, { file, rules, reason, askedBy, by, requestedAt })
        }
        tx.audit.append(
          {
            action: request.body.approve ? 'clock.approved' : 'clock.refused',
            subject: { kind: 'case-file', id: change.caseFile.id },
            detail: { change: id, kind: change.request.kind, number: change.caseFile.number },
          },
          by,
        )
        tx.announce('cases')
        if (change.request.kind === 'lower-grade') tx.announce('events')
        return change
      })
      return presentChange(by)(decided)
    },
  )

  app.post(
    '/api/case-files/:id/resume',
    {
      schema: { summary: '恢复计时', params: IdParams, body: ResumeClock, response: { 200: CaseClocksView } },
      config: { policy: may('resume', 'clock') },
    },
    async (request) =>
      await actAlone(
        request,
        'clock.resumed',
        { timer: request.body.timerCode },
        async (tx, by, id) =>
          await resumeClock(tx, request.body, {
            file: await tx.caseClocks.hold(id),
            rules: await rulesNow(tx, keywords),
            reason: request.body.reason,
            by,
          }),
      ),
  )

  app.post(
    '/api/case-files/:id/start',
    {
      schema: {
        summary: '改以本案已记录的另一时间起算',
        params: IdParams,
        body: ChooseStart,
        response: { 200: CaseClocksView },
      },
      config: { policy: may('choose-start', 'clock') },
    },
    async (request) =>
      await actAlone(
        request,
        'clock.start-changed',
        { start: request.body.start },
        async (tx, by, id) =>
          await chooseStart(tx, request.body, {
            file: await tx.caseClocks.hold(id),
            rules: await rulesNow(tx, keywords),
            reason: request.body.reason,
            by,
          }),
      ),
  )

  app.get(
    '/api/deadline-warnings',
    {
      schema: { summary: '在办时限的最近提醒', response: { 200: Type.Array(WarningView) } },
      config: { policy: may('read', 'case-file') },
    },
    async (request) =>
      (await storeAs(store, request).transaction((tx) => tx.deadlineWarnings.current(100))).map(
        presentWarning,
      ),
  )
}
