import { InvalidInput } from '@huiyin/domain/errors'
import { expect, test } from 'vitest'
import { parseNoticeRules, shippedNoticeRules } from './notice-rules.js'

const { yaml } = shippedNoticeRules()
const found = /^ {2}- \{ kind: event-found,.*$/m
const foundLine = yaml.slice(0, yaml.search(found)).split('\n').length

const refusal = (text: string): string => {
  try {
    parseNoticeRules(text, '通知规则')
    return ''
  } catch (error) {
    if (error instanceof InvalidInput) return error.message
    throw error
  }
}

test('the shipped rules keep to what a county may set', () => {
  expect(refusal(yaml)).toBe('')
})

test('grades I and II cannot be kept from the duty officer, by whatever field', () => {
  const must = '特别重大、重大舆情必须即时通知值班员'
  const edits: [RegExp, string, string][] = [
    [/(event-found,.*)when: by-grade/, '$1when: never', 'when'],
    [/(event-found,.*)when: by-grade/, '$1when: digest', 'when'],
    [/(event-spike,.*)when: at-once/, '$1when: never', 'when'],
    [/(event-found, to: )\[duty\]/, '$1[office]', 'to'],
    [/(event-found,.*)inboxFrom: III/, '$1inboxFrom: I', 'inboxFrom'],
    [/to: duty, afterMinutes: 0/, 'to: duty, afterMinutes: 5', 'climb.0.afterMinutes'],
    [/ {2}- \{ to: duty, afterMinutes: 0 \}\n/, '', 'climb.0.to'],
    [found, '', 'rules'],
  ]
  for (const [from, to, field] of edits) {
    const words = refusal(yaml.replace(from, to))
    expect(words).toContain(must)
    expect(words).toContain(field)
  }
  expect(refusal(yaml.replace(/(event-found,.*)when: by-grade/, '$1when: never'))).toContain(
    `通知规则 第 ${foundLine} 行，字段 rules.0.when`,
  )
})

test('what is not to be told is said, not left out; and no matter has two rules', () => {
  const half = /^ {2}- \{ kind: warning-half.*\n/m
  expect(refusal(yaml.replace(half, ''))).toContain('缺少“时限过半”（warning-half）')
  expect(refusal(yaml.replace(/(warning-half,.*)when: by-grade/, '$1when: never'))).toBe('')
  expect(refusal(yaml.replace(half, '$&$&'))).toContain('“时限过半”（warning-half）写了两条')
})

test('the ladder goes up once and later each time; a night has a length', () => {
  expect(refusal(yaml.replace('to: leader, afterMinutes: 20', 'to: leader, afterMinutes: 10'))).toContain(
    '字段 climb.2.afterMinutes：应晚于上一级',
  )
  expect(
    refusal(yaml.replace('to: leader, afterMinutes: 20', 'to: deputy-leader, afterMinutes: 20')),
  ).toContain('出现了两次')
  expect(refusal(yaml.replace("to: '07:00'", "to: '22:00'"))).toContain('字段 quiet.to')
})

test('a time no clock shows is refused in words, and so is a rule of the wrong form', () => {
  const late = refusal(yaml.replace("'22:00'", "'25:00'"))
  expect(late).toContain('“25:00”应为一天中的时间')
  const blank = refusal(yaml.replaceAll('{grade}', '{level}'))
  expect(blank).toContain('花括号里只能写 grade')
  for (const words of [late, blank, refusal(yaml.replace(/^digests:.*$/m, 'digests: []'))])
    expect(words).not.toMatch(/must |pattern/)
})
