import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  api,
  ask,
  clocksOf,
  decide,
  detail,
  leader,
  officer,
  openDesk,
  opened,
  work,
} from './testing-clocks.js'

beforeAll(openDesk)
afterAll(() => api.close())

describe('a changed kind', () => {
  test('takes a second person, counts the new clocks from the same start and keeps the old ones to be seen', async () => {
    await work('shaomi')
    const file = await opened({ kind: 'message.consult' })
    const asked = await ask(officer, file.id, { kind: 'change-kind', matter: 'disclosure' }, '属于依申请公开')
    expect((await decide(officer, asked.json().id)).statusCode).toBe(403)
    expect((await detail(file.id)).kind).toBe('message.consult')
    await decide(leader, asked.json().id)
    const after = await detail(file.id)
    expect(after.kind).toBe('disclosure')
    expect(after.deadlines.map(({ code, state }: { code: string; state: string }) => [code, state])).toEqual([
      ['message', 'superseded'],
      ['disclosure', 'running'],
    ])
    expect(after.deadlines[1].startAt).toBe(file.deadlines[0].startAt)
    expect(after.actions.at(-1).action).toMatchObject({
      kind: 'kind-changed',
      from: 'message.consult',
      to: 'disclosure',
      askedBy: expect.stringContaining('duty'),
    })
  })

  test('to the kind it has, or to a limit its document does not list, is refused before anybody waits', async () => {
    await work('shaomi')
    const file = await opened({ kind: 'message.consult' })
    const same = await ask(officer, file.id, { kind: 'change-kind', matter: 'message.consult' })
    expect([same.statusCode, same.json().title]).toEqual([409, '事项种类和选定时限没有变化'])
    const odd = await ask(officer, file.id, {
      kind: 'change-kind',
      matter: 'message.difficult',
      limitDays: 20,
    })
    expect([odd.statusCode, odd.json().title]).toEqual([400, expect.stringContaining('只能选 15 或 30')])
  })
})

describe('files that were joined or divided', () => {
  test('a merged file’s clock is paused, resumed and extended from the file it went into', async () => {
    await work('shaomi')
    const [one, other] = [await opened({ kind: 'disclosure' }), await opened({ kind: 'disclosure' })]
    await officer.send('POST', `/api/case-files/${one.id}/merge`, { intoId: other.id, reason: '同一申请' })
    const merged = { timerCode: 'disclosure', from: one.number }
    const paused = await ask(officer, other.id, { kind: 'pause', ...merged, cause: 'third-party' })
    expect([paused.statusCode, paused.json().timerName]).toEqual([201, '依申请公开答复'])
    expect((await decide(leader, paused.json().id)).statusCode).toBe(200)
    const states = async () =>
      (await detail(other.id)).deadlines
        .map(({ from, state, extension }: { from: number | null; state: string; extension: number }) => [
          from,
          state,
          extension,
        ])
        .sort()
    expect(await states()).toEqual([
      [null, 'running', 0],
      [one.number, 'paused', 0],
    ])
    const resumed = await officer.send('POST', `/api/case-files/${other.id}/resume`, {
      ...merged,
      reason: '第三方已回函',
    })
    expect(resumed.statusCode).toBe(200)
    const extended = await ask(officer, other.id, { kind: 'extend', ...merged, amount: 5 })
    await decide(leader, extended.json().id)
    expect(await states()).toEqual([
      [null, 'running', 0],
      [one.number, 'running', 5],
    ])
    expect((await clocksOf(other.id)).revisions.map(({ cause }: { cause: string }) => cause)).toEqual([
      'extended',
      'resumed',
      'paused',
      'opened',
      'opened',
    ])
  })

  test('a divided file begins with the clocks as they stood, and its history says so', async () => {
    await work('shaomi')
    const file = await opened({ kind: 'disclosure' })
    const parted = await officer.send('POST', `/api/case-files/${file.id}/split`, {
      matter: '另行公开的一份文件',
      reason: '申请两份文件',
    })
    const child = parted.json().kin.find(({ relation }: { relation: string }) => relation === 'split')
    expect((await clocksOf(child.id)).revisions).toMatchObject([
      {
        cause: 'opened',
        before: null,
        reason: `自第 ${file.number} 号案件分出，时限照原计`,
        after: { dueAt: file.deadlines[0].dueAt },
      },
    ])
  })
})
