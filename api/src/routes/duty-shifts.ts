import { InvalidInput } from '@huiyin/domain/errors'
import { IdParams } from '@huiyin/domain/http/common'
import {
  EnteredRoster,
  HandoverView,
  OnDutyView,
  PastedRoster,
  ShiftQuery,
  ShiftView,
  WriteHandover,
} from '@huiyin/domain/http/duty-shifts'
import { readRoster } from '@huiyin/domain/read-roster'
import { endOfDay, parseDay, startOfDay } from '@huiyin/domain/shanghai'
import type { DutyShift } from '@huiyin/store/duty-shifts'
import { Type } from 'typebox'
import { type Api, type ApiDeps, self } from '../deps.js'
import { noticeRulesNow } from '../notice-rules-in-force.js'
import { may } from '../policy.js'
import { personOf, storeAs } from '../visitor.js'

const presentShift = ({ startsAt, endsAt, ...shift }: DutyShift): ShiftView => ({
  ...shift,
  startsAt: startsAt.toISOString(),
  endsAt: endsAt.toISOString(),
})

/** @throws InvalidInput for a text of the right form that is no day. */
function dayAt(text: string, field: string) {
  try {
    return parseDay(text)
  } catch {
    throw new InvalidInput(`${text} 不是有效的日期`, [{ field, message: '应写作 2026-03-01' }])
  }
}

/** 排班与交接班. */
export function dutyShiftRoutes(app: Api, { store, keywords }: ApiDeps): void {
  app.get(
    '/api/duty-shifts/now',
    {
      schema: { summary: '当前值班', response: { 200: OnDutyView } },
      config: { policy: may('read', 'duty-shift') },
    },
    async (request) => {
      const shifts = await storeAs(store, request).transaction((tx) => tx.dutyShifts.now())
      return { shifts: shifts.map(presentShift), empty: !shifts.some(({ post }) => post === 'duty') }
    },
  )

  app.get(
    '/api/duty-shifts',
    {
      schema: { summary: '排班表', querystring: ShiftQuery, response: { 200: Type.Array(ShiftView) } },
      config: { policy: may('read', 'duty-shift') },
    },
    async (request) => {
      const from = startOfDay(dayAt(request.query.from, 'from'))
      const until = endOfDay(dayAt(request.query.until, 'until'))
      return (await storeAs(store, request).transaction((tx) => tx.dutyShifts.between(from, until))).map(
        presentShift,
      )
    },
  )

  app.post(
    '/api/duty-shifts',
    {
      schema: {
        summary: '粘贴导入排班（同一天的旧班次被替换）',
        body: PastedRoster,
        response: { 201: EnteredRoster },
      },
      config: { policy: may('enter', 'duty-shift') },
    },
    async (request, reply) => {
      const by = personOf(request)
      // Names are matched among all accounts, which only services read.
      const { people, shiftFrom } = await store.as(self).transaction(async (tx) => {
        const { rules } = await noticeRulesNow(tx, keywords)
        return { people: (await tx.noticeCauses.standing()).people, shiftFrom: rules.shiftFrom }
      })
      const { days, shifts } = readRoster(request.body.text, { people, shiftFrom })
      const entered = await storeAs(store, request).transaction(async (tx) => {
        const replaced = days.map((day) => ({ from: startOfDay(day), until: endOfDay(day) }))
        const made = await tx.dutyShifts.enter(shifts, replaced, by.name)
        tx.audit.append({
          action: 'roster.entered',
          subject: { kind: 'duty-shift' },
          detail: { from: days[0], until: days.at(-1), shifts: made },
        })
        tx.announce('notices')
        return made
      })
      return reply.code(201).send({ days: days.length, shifts: entered })
    },
  )

  app.delete(
    '/api/duty-shifts/:id',
    {
      schema: { summary: '删除未开始的班次', params: IdParams, response: { 204: Type.Null() } },
      config: { policy: may('enter', 'duty-shift') },
    },
    async (request, reply) => {
      const { id } = request.params
      await storeAs(store, request).transaction(async (tx) => {
        await tx.dutyShifts.remove(id)
        tx.audit.append({ action: 'roster.removed', subject: { kind: 'duty-shift', id } })
        tx.announce('notices')
      })
      return reply.code(204).send(null)
    },
  )

  app.get(
    '/api/duty-handovers',
    {
      schema: { summary: '交接班记录', response: { 200: Type.Array(HandoverView) } },
      config: { policy: may('read', 'duty-handover') },
    },
    async (request) => {
      const by = personOf(request)
      const rows = await storeAs(store, request).transaction((tx) => tx.dutyShifts.handovers(60))
      return rows.map(({ shift, handedAt, takenAt, handedById, ...row }) => ({
        ...row,
        shift: { ...shift, startsAt: shift.startsAt.toISOString(), endsAt: shift.endsAt.toISOString() },
        handedAt: handedAt.toISOString(),
        takenAt: takenAt?.toISOString() ?? null,
        mayTake: takenAt === null && handedById !== by.userId,
      }))
    },
  )

  app.post(
    '/api/duty-shifts/:id/handover',
    {
      schema: {
        summary: '填写交接班记录',
        params: IdParams,
        body: WriteHandover,
        response: { 204: Type.Null() },
      },
      config: { policy: may('write', 'duty-handover') },
    },
    async (request, reply) => {
      const { id } = request.params
      await storeAs(store, request).transaction(async (tx) => {
        await tx.dutyShifts.handOver(id, request.body.note.trim(), personOf(request))
        tx.announce('notices')
      })
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/api/duty-handovers/:id/take-over',
    {
      schema: { summary: '接班签收', params: IdParams, response: { 204: Type.Null() } },
      config: { policy: may('write', 'duty-handover') },
    },
    async (request, reply) => {
      await storeAs(store, request).transaction(async (tx) => {
        await tx.dutyShifts.takeOver(request.params.id, personOf(request))
        tx.announce('notices')
      })
      return reply.code(204).send(null)
    },
  )
}
