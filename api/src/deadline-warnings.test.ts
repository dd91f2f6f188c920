import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { api, at, clocksOf, officer, openDesk, opened, wait, work } from './testing-clocks.js'

beforeAll(openDesk)
afterAll(() => api.close())

describe('the tick', () => {
  const tick = () =>
    api.run(async (tx) => {
      await tx.deadlineWarnings.retractEarly()
      return (await tx.deadlineWarnings.give(500)).warnings
    })
  const stages = async (id: string) =>
    (await clocksOf(id)).warnings.map(({ stage }: { stage: string }) => stage).reverse()

  test('gives each warning once, loses none after a stop, and takes back what a clock ahead of time said', async () => {
    await work('shangluo-2013')
    const file = await opened({ kind: 'activity-publish' })
    await wait(13)
    await tick()
    expect(await tick()).toBe(0)
    expect(await stages(file.id)).toEqual(['half'])
    const trueTime = api.clock.now()
    await wait(48)
    await tick()
    expect(await stages(file.id)).toEqual(['half', 'most', 'due', 'very-overdue', 'overdue'])
    await at(trueTime)
    await tick()
    expect(await stages(file.id)).toEqual(['half'])
    await wait(48)
    await tick()
    expect(await stages(file.id)).toEqual(['half', 'most', 'due', 'very-overdue', 'overdue'])
    expect((await officer.get('/api/deadline-warnings')).json()).toContainEqual(
      expect.objectContaining({ caseFile: expect.objectContaining({ id: file.id }) }),
    )
    expect((await officer.get('/api/case-files?scope=overdue&limit=200')).json().rows).toContainEqual(
      expect.objectContaining({ id: file.id, veryOverdue: true }),
    )
  })
})
