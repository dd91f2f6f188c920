import type { MatterKind } from '@huiyin/domain/regime'
import { type BuildEvent, buildEvent } from '@huiyin/store/testing-builders'
import { expect } from 'vitest'
import { openTestApi, type Person, type TestApi } from './testing.js'

export const start = '2026-03-02T09:00:00+08:00'
export let api: TestApi
export let officer: Person
export let leader: Person
export let office: Person
export let water: Person
export let admin: Person

/** Sessions end while the clock runs on: everyone signs in anew wherever it was moved. */
let signedIn = 0
export async function at(instant: string | Date) {
  api.clock.set(instant)
  signedIn += 1
  const named = (name: string) => `${name}${signedIn}`
  officer = await api.signedIn(named('duty'), ['duty-officer'])
  leader = await api.signedIn(named('leader'), ['leader'])
  office = await api.signedIn(named('office'), ['office'])
  water = await api.signedIn(named('water'), ['unit'], 'shuiwu-ju')
  admin = await api.signedIn(named('admin'), ['administrator'])
}

/** A desk of a demonstration county at nine on a Monday; the people sign in anew wherever the time is moved to. */
export async function openDesk(): Promise<void> {
  api = await openTestApi({ at: start })
  await at(start)
}

export const wait = (hours: number) => at(new Date(api.clock.now().getTime() + hours * 3_600_000))

/** Another regime for the county, as its two people would choose it. */
export async function work(base: string, adopted: string[] = []) {
  const day = new Date(api.clock.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
  const asked = await office.send('POST', '/api/regime-choices', {
    choice: { base, adopted },
    effectiveOn: day,
    reason: '选定适用制度',
  })
  expect(asked.statusCode).toBe(201)
  const agreed = await leader.send('POST', `/api/rule-changes/${asked.json().id}/decision`, { approve: true })
  expect(agreed.statusCode).toBe(200)
}

export async function opened(body: { kind?: MatterKind; limitDays?: number }, over: BuildEvent = {}) {
  const id = await api.run((tx) => buildEvent(tx, over))
  const answer = await officer.send('POST', `/api/opinion-events/${id}/accept`, {
    unitCode: 'shuiwu-ju',
    ...body,
  })
  expect([answer.statusCode, answer.json().title]).toEqual([201, expect.any(String)])
  return answer.json()
}
export const clocks = (file: {
  deadlines: { code: string; amount: number; unit: string; clause: string }[]
}) => file.deadlines.map(({ code, amount, unit, clause }) => `${code} ${amount} ${unit} ${clause}`)
export const respond = (id: string, timerCode: string, kind: string) =>
  officer.send('POST', `/api/case-files/${id}/respond`, {
    timerCode,
    evidence: {
      kind,
      reference: '〔2026〕12 号',
      summary: '已按规定办理',
      ...(timerCode === 'disclosure' ? { outcome: 'open' } : {}),
    },
  })
export const ask = (who: Person, id: string, request: object, reason = '情况复杂') =>
  who.send('POST', `/api/case-files/${id}/clock-changes`, { request, reason })
export const decide = (who: Person, id: string, approve = true) =>
  who.send('POST', `/api/clock-changes/${id}/decision`, {
    approve,
    ...(approve ? {} : { reason: '依据不足' }),
  })
export const clocksOf = async (id: string) => (await officer.get(`/api/case-files/${id}/clocks`)).json()
export const detail = async (id: string) => (await officer.get(`/api/case-files/${id}`)).json()
