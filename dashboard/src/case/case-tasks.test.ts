import type { CaseAction } from '@huiyin/domain/case-action'
import type { CaseFileView } from '@huiyin/domain/http/case-files'
import type { UnitCode } from '@huiyin/domain/ids'
import { expect, test } from 'vitest'
import { instructionsOf, interpretationsOf } from './case-tasks.js'

const water = 'shuiwu-ju' as UnitCode
const now = new Date('2026-03-02T10:00:00+08:00')
const unitNames = { [water]: '水务局' }
const history = (...actions: [action: CaseAction, at: string][]) => ({
  unitNames,
  actions: actions.map(([action, at], index) => ({
    id: index + 1,
    action,
    at: `${at}+08:00`,
    actor: '值班员',
    restricted: false,
  })) as unknown as CaseFileView['actions'],
})
const instructed: CaseAction = {
  kind: 'instructed',
  by: '副县长',
  text: '今日查明停水原因',
  unitCode: water,
  limitAt: '2026-03-01T18:00:00+08:00',
}

test('an instruction without feedback past its limit is late, and says so', () => {
  const [task] = instructionsOf(history([instructed, '2026-03-01T09:00:00']), now)
  expect(task).toMatchObject({
    head: '副县长 批 水务局 · 昨天 09:00',
    isLate: true,
    waits: '昨天 18:00 前反馈，已超期',
    answer: null,
  })
})

test('an instruction to nobody in particular waits for the duty room, without a limit', () => {
  const { limitAt: _, unitCode: __, ...open } = instructed
  const [task] = instructionsOf(history([open as CaseAction, '2026-03-01T09:00:00']), now)
  expect(task).toMatchObject({ head: '副县长 批 值班室 · 昨天 09:00', isLate: false, waits: '待反馈' })
})

test('feedback taken back leaves the instruction waiting', () => {
  const taken = history(
    [instructed, '2026-03-01T09:00:00'],
    [{ kind: 'fed-back', actionId: 1, text: '已查明' }, '2026-03-01T17:00:00'],
    [{ kind: 'undone', actionId: 2 } as CaseAction, '2026-03-01T17:00:05'],
  )
  expect(instructionsOf(taken, now)[0]?.answer).toBeNull()
  const kept = { ...taken, actions: taken.actions.slice(0, 2) }
  expect(instructionsOf(kept, now)[0]).toMatchObject({
    isLate: false,
    waits: null,
    answer: { head: '昨天 17:00 反馈', text: '已查明' },
  })
})

test('an interpretation published after its limit stays marked as late', () => {
  const asked: CaseAction = {
    kind: 'interpretation-asked',
    policy: '供水价格调整办法',
    unitCode: water,
    limitAt: '2026-03-01T18:00:00+08:00',
  }
  const published: CaseAction = {
    kind: 'interpreted',
    actionId: 1,
    reference: '县政府网站',
    text: '仅调整二、三档水价',
  }
  const [task] = interpretationsOf(
    history([asked, '2026-03-01T09:00:00'], [published, '2026-03-01T20:00:00']),
    now,
  )
  expect(task).toMatchObject({ isLate: true, answer: { head: '昨天 20:00 发布', text: '县政府网站' } })
})
