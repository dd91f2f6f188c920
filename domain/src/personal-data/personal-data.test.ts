import { expect, test } from 'vitest'
import { findPersonalData } from './find-personal-data.js'
import { foldText } from './folded-text.js'
import { maskOf, type PersonalKind, personalKinds } from './kinds.js'
import { maskPersonalData } from './mask.js'
import { generateSentences } from './testing-sentences.js'

/** 11 recipes of 800: 8,800 sentences with something planted, and 800 without. */
const { sentences, harmless } = generateSentences(20_260_301, 800)

interface Tally {
  planted: number
  hidden: number
  found: number
  right: number
}

function measure(): Record<PersonalKind, Tally> {
  const tally = Object.fromEntries(
    personalKinds.map((kind) => [kind, { planted: 0, hidden: 0, found: 0, right: 0 }]),
  ) as Record<PersonalKind, Tally>
  for (const { text, planted } of sentences) {
    const found = findPersonalData(text)
    for (const { kind, start, end } of planted) {
      tally[kind].planted += 1
      if (found.some((span) => span.start <= start && span.end >= end)) tally[kind].hidden += 1
    }
    for (const span of found) {
      tally[span.kind].found += 1
      const isRight = planted.some((p) => p.kind === span.kind && p.start < span.end && span.start < p.end)
      if (isRight) tally[span.kind].right += 1
    }
  }
  return tally
}

const tally = measure()
const generated = personalKinds.filter((kind) => kind !== 'handle')

test('the generated set holds at least five thousand sentences', () => {
  expect(sentences.length).toBeGreaterThanOrEqual(5_000)
  expect(generated.every((kind) => tally[kind].planted >= 800)).toBe(true)
})

test.each(generated)('of planted %s at least 99 in 100 are wholly hidden', (kind) => {
  expect(tally[kind].hidden / tally[kind].planted).toBeGreaterThanOrEqual(0.99)
})

test.each(generated)('of what is taken for %s at least 95 in 100 was planted as that', (kind) => {
  expect(tally[kind].right / tally[kind].found).toBeGreaterThanOrEqual(0.95)
})

test('hotlines, years, amounts, document numbers, buildings and estates come out as they went in', () => {
  const changed = harmless.filter((text) => maskPersonalData(text) !== text)
  expect(changed.length / harmless.length).toBeLessThanOrEqual(0.01)
})

test('masking a second time changes nothing', () => {
  const once = sentences.map(({ text }) => maskPersonalData(text))
  const again = once.filter((text) => maskPersonalData(text) !== text)
  expect(again.slice(0, 5)).toEqual([])
})

test('the place stays and the door goes', () => {
  expect(maskPersonalData('家住滨河花园3栋2单元501室，建设路128号门口')).toBe(
    `家住滨河花园${maskOf.address}，建设路${maskOf.address}门口`,
  )
  expect(maskPersonalData('滨河花园3号楼停水')).toBe('滨河花园3号楼停水')
})

test('beside an office the given name goes, surname and office stay', () => {
  expect(maskPersonalData('水务局张建国局长不管，村主任李大明收钱')).toBe(
    `水务局张${maskOf.name}局长不管，村主任李${maskOf.name}收钱`,
  )
  expect(maskPersonalData('张局长说向书记反映')).toBe('张局长说向书记反映')
})

test('an identity number with a wrong check character still goes, an order number of that shape stays', () => {
  expect(maskPersonalData('身份证330106199001011230')).toBe(`身份证${maskOf['resident-id']}`)
  expect(maskPersonalData('订单号330106199001011230')).toBe('订单号330106199001011230')
})

test('names of others in a chain of reposts go', () => {
  expect(maskPersonalData('转发//@小城故事: 停水三天 回复@张小北：是的')).toBe(
    `转发//@${maskOf.handle}: 停水三天 回复@${maskOf.handle}：是的`,
  )
})

test('folding keeps every offset', () => {
  const text = 'Ａ１\u200b一②ｂ〇👍幺'
  const { ascii, digits } = foldText(text)
  expect([ascii.length, digits.length]).toEqual([text.length, text.length])
  expect(digits).toBe('A1 12b0👍1')
})

/** A pattern that backtracks would need minutes for these; each is read in well under the test's time. */
test.each([
  ['digits', '1'],
  ['spaced digits', '1 '],
  ['groups', '138-'],
  ['surnames', '张'],
  ['cues', '我是'],
  ['roads', '路1号'],
  ['at signs', 'a@'],
  ['dots', 'a.'],
  ['Chinese digits', '一二三'],
  ['plates', '浙A'],
])('a megabyte of %s is read to its end', (_what, unit) => {
  const text = unit.repeat(Math.ceil(1_000_000 / unit.length))
  expect(maskPersonalData(`${text}，电话13812345678`)).toContain(maskOf.mobile)
})
