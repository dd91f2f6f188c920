import { undoWithinMs } from '@huiyin/domain/case-undo'
import { type DutyInstance, dutyPeriodWords, dutyStanding } from '@huiyin/domain/duty-calendar'
import { checkDoneOn } from '@huiyin/domain/duty-record'
import { NotFound } from '@huiyin/domain/errors'
import { IdParams } from '@huiyin/domain/http/common'
import {
  DutyCalendarView,
  DutyHistoryPage,
  DutyHistoryQuery,
  DutyQuery,
  DutyRecordView,
  type DutyView,
  RecordDuty,
  WithdrawDuty,
} from '@huiyin/domain/http/regime-duties'
import { dayOf } from '@huiyin/domain/shanghai'
import type { DutyRecord } from '@huiyin/store/duty-records'
import type { Api, ApiDeps } from '../deps.js'
import { may } from '../policy.js'
import { dutiesSoFar, dutiesTouching } from '../read-duty-calendar.js'
import { readDay, readPeriod } from '../read-period.js'
import { rulesNow } from '../rules-in-force.js'
import { personOf, storeAs } from '../visitor.js'

interface Reading {
  readonly userId: string
  readonly now: Date
}

const presentRecord = (record: DutyRecord, { userId, now }: Reading): DutyRecordView => {
  const { periodFrom, periodTo, recordedById, recordedAt, withdrawnAt, ...rest } = record
  return {
    ...rest,
    periodWords: dutyPeriodWords(record.every, { from: periodFrom, to: periodTo }),
    recordedAt: recordedAt.toISOString(),
    withdrawnAt: withdrawnAt?.toISOString() ?? null,
    mine: recordedById === userId && now.getTime() - recordedAt.getTime() <= undoWithinMs,
  }
}

function presentDuty(instance: DutyInstance, records: readonly DutyRecord[], reading: Reading): DutyView {
  const { period, ...duty } = instance
  const mine = records.filter(
    ({ regimeCode, name, periodFrom }) =>
      regimeCode === duty.regimeCode && name === duty.name && periodFrom === period.from,
  )
  return {
    ...duty,
    periodFrom: period.from,
    periodTo: period.to,
    periodWords: dutyPeriodWords(duty.every, period),
    ...dutyStanding(instance, mine, dayOf(reading.now)),
    records: mine.map((record) => presentRecord(record, reading)),
  }
}

/** 职责日历: what the chosen regimes ask for every month, quarter and year, and what was done of it. */
export function regimeDutyRoutes(app: Api, { store, keywords }: ApiDeps): void {
  app.get(
    '/api/regime-duties',
    {
      schema: {
        summary: '职责日历：一段时间内的定期工作；含今天时并列出此前逾期的',
        querystring: DutyQuery,
        response: { 200: DutyCalendarView },
      },
      config: { policy: may('read', 'regime-duty') },
    },
    async (request) =>
      await storeAs(store, request).transaction(async (tx) => {
        const today = dayOf(tx.now)
        const window = readPeriod(request.query, tx.now)
        const reading = { userId: personOf(request).userId, now: tx.now }
        const isNow = window.from <= today && today <= window.to
        const asked = await dutiesTouching(tx, keywords, window)
        const before = isNow
          ? (await dutiesSoFar(tx, keywords)).filter(
              ({ period, dueOn }) => period.to < window.from && dueOn < today,
            )
          : []
        const instances = [...before, ...asked]
        const [from = window.from] = [window.from, ...instances.map(({ period }) => period.from)].sort()
        const records = await tx.dutyRecords.standing(from, window.to)
        const rules = await rulesNow(tx, keywords)
        const chosen = rules.regimesAt(rules.chosen)
        return {
          today,
          ...window,
          duties: instances
            .map((instance) => presentDuty(instance, records, reading))
            .filter((duty, index) => index >= before.length || duty.state === 'overdue'),
          undated: chosen.flatMap((regime) =>
            (regime.duties ?? [])
              .filter(({ every }) => every === 'day' || every === 'event')
              .map(({ name, clause, every }) => ({
                regimeCode: regime.code,
                regimeName: regime.name,
                name,
                clause,
                every,
              })),
          ),
          regimes: chosen.map(({ name }) => name),
        }
      }),
  )

  app.get(
    '/api/duty-records',
    {
      schema: {
        summary: '定期工作的登记历史，含已撤回的和已停用制度的',
        querystring: DutyHistoryQuery,
        response: { 200: DutyHistoryPage },
      },
      config: { policy: may('read', 'regime-duty') },
    },
    async (request) =>
      await storeAs(store, request).transaction(async (tx) => {
        const { limit = 50, ...query } = request.query
        const page = await tx.dutyRecords.history({ ...query, limit })
        const reading = { userId: personOf(request).userId, now: tx.now }
        return { ...page, rows: page.rows.map((row) => presentRecord(row, reading)) }
      }),
  )

  app.post(
    '/api/duty-records',
    {
      schema: {
        summary: '登记一项定期工作已完成及其依据',
        body: RecordDuty,
        response: { 201: DutyRecordView },
      },
      config: { policy: may('record', 'regime-duty') },
    },
    async (request, reply) => {
      const { regimeCode, name, reference, note } = request.body
      const doneOn = readDay('doneOn', request.body.doneOn)
      const periodFrom = readDay('periodFrom', request.body.periodFrom)
      const by = personOf(request)
      const record = await storeAs(store, request).transaction(async (tx) => {
        const duty = (await dutiesTouching(tx, keywords, { from: periodFrom, to: periodFrom })).find(
          (known) =>
            known.regimeCode === regimeCode && known.name === name && known.period.from === periodFrom,
        )
        if (!duty) throw new NotFound('现行制度中没有这一期的这项工作，请刷新职责日历后再登记')
        checkDoneOn(doneOn, duty, dayOf(tx.now))
        const made = await tx.dutyRecords.record(
          duty,
          { doneOn, reference: reference.trim(), note: note?.trim() ?? '' },
          by,
        )
        tx.audit.append({
          action: 'duty.recorded',
          subject: { kind: 'duty-record', id: made.id },
          detail: { regime: regimeCode, period: periodFrom, doneOn },
        })
        tx.announce('duties')
        return presentRecord(made, { userId: by.userId, now: tx.now })
      })
      return reply.code(201).send(record)
    },
  )

  app.post(
    '/api/duty-records/:id/withdrawal',
    {
      schema: {
        summary: '撤回一条登记（本人 10 秒内可直接撤回，此后须写明理由）',
        params: IdParams,
        body: WithdrawDuty,
        response: { 200: DutyRecordView },
      },
      config: { policy: may('record', 'regime-duty') },
    },
    async (request) => {
      const by = personOf(request)
      return await storeAs(store, request).transaction(async (tx) => {
        const record = await tx.dutyRecords.withdraw(request.params.id, request.body.reason, by)
        tx.audit.append({ action: 'duty.withdrawn', subject: { kind: 'duty-record', id: record.id } })
        tx.announce('duties')
        return presentRecord(record, { userId: by.userId, now: tx.now })
      })
    },
  )
}
