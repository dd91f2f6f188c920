import { loadLexicon } from '@huiyin/keywords/lexicon'
import { expect, test } from 'vitest'
import type { EventMember } from './event-facets.js'
import { judgeEvent } from './judge-event.js'
import { qingheAnalyzer } from './test-analyzer.js'

const analyzer = qingheAnalyzer()
const rules = loadLexicon().severity

const member = (text: string, over: Partial<EventMember> = {}): EventMember => ({
  judgement: analyzer.analyze({ text }),
  title: '停水',
  foundAt: new Date('2026-03-02T08:00+08:00'),
  publishedAt: null,
  authorPseudonym: null,
  engagement: {},
  source: { level: 'county', name: '青禾论坛' },
  ...over,
})

test('an event is as grave as its gravest item', () => {
  const { judgement } = judgeEvent([member('小区停水。'), member('两车相撞，造成3人死亡。')], rules)
  expect(judgement.grade).toBe('III')
})

test('reaction and media together raise by one grade, not two', () => {
  const loud = member('小区停水。', {
    engagement: { reads: 500_000 },
    source: { level: 'central', name: '某央媒' },
  })
  const { judgement } = judgeEvent([loud], rules)
  expect(judgement.grade).toBe('III')
  expect(judgement.factors.map(({ name }) => name).join()).toMatch(/公众反应.*媒体介入/)
})

test('a grade that rests on one unread post says so', () => {
  const { judgement } = judgeEvent([member('两车相撞，造成3人死亡。')], rules)
  expect(judgement.factors.at(-1)?.name).toContain('仅 1 条信息')
})

test('a grade that rests on one unread post among milder ones says so, and not when that post was read', () => {
  const names = (...members: EventMember[]) =>
    judgeEvent(members, rules).judgement.factors.map(({ name }) => name)
  const grave = '两车相撞，造成3人死亡。'
  expect(names(member('车祸堵路。'), member(grave)).join()).toContain('等级仅据其中 1 条信息')
  expect(names(member('车祸堵路。'), member(grave, { engagement: { reads: 900 } })).join()).not.toContain(
    '仅据',
  )
  expect(names(member(grave), member(grave)).join()).not.toContain('仅据')
})

test('who is accused is not proposed to handle it', () => {
  const { judgement } = judgeEvent([member('举报教育局干部受贿，学校乱收费。')], rules)
  expect(judgement.accused).toContain('jiaoyu')
  expect(judgement.units.map(({ code }) => code)).not.toContain('jiaoyu')
})
