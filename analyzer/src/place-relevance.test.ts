import { PlaceRelevance } from '@huiyin/domain/judgement'
import { schemaProblems } from '@huiyin/domain/schema-problems'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { qingheAnalyzer } from './test-analyzer.js'

const analyzer = qingheAnalyzer()
const local = { name: '青禾论坛', kind: 'forum', level: 'county', local: true } as const
const about = (text: string, source?: typeof local) => {
  const found = analyzer.analyze({ text, ...(source ? { source } : {}) }).about
  if (!found) throw new Error('no relevance')
  return found
}
const admitted = (text: string, source?: typeof local) =>
  analyzer.admit({ text, ...(source ? { source } : {}) })

test('a town whose name others bear counts for us only with context, and says how many there are', () => {
  expect(admitted('柳河镇停水三天，没人管。')).toEqual({
    admitted: false,
    reason: '全国另有 6 处叫“柳河镇”，文中未见本县或其他本地地名',
  })
  for (const text of [
    '青禾县柳河镇停水三天，没人管。',
    '临川市柳河镇停水三天，没人管。',
    '柳河镇滨河花园停水三天，没人管。',
  ])
    expect(admitted(text), text).toMatchObject({ admitted: true })
  expect(admitted('柳河镇停水三天，没人管。', local).admitted).toBe(true)
})

test('a place that only we have is enough', () => {
  expect(admitted('石桥村停水三天，没人管。')).toMatchObject({ admitted: true })
  expect(about('滨河花园停水三天。').score).toBeGreaterThanOrEqual(0.5)
})

test('our name weighs more than a place of ours, and that more than the source alone', () => {
  const [name, place, source] = [
    about('青禾县停水三天。'),
    about('滨河花园停水三天。'),
    about('停水三天。', local),
  ].map(({ score }) => score)
  expect(name).toBeGreaterThan(place ?? 1)
  expect(place).toBeGreaterThan(source ?? 1)
})

test.each(['山东省平原县柳河镇停水三天，没人管。', '辉南县停水三天，没人管。', '江苏宿迁停水三天，没人管。'])(
  'what says it is elsewhere is not ours, and the words are shown: %s',
  (text) => {
    const { score, reasons } = about(text)
    expect(score).toBeLessThan(0.5)
    expect(reasons.some(({ points, evidence }) => points < 0 && evidence.length > 0)).toBe(true)
  },
)

test('a local source that tells of another county in its head is not about us', () => {
  expect(admitted('北仑区今天停水，没人管。', local)).toEqual({
    admitted: false,
    reason: '信源属本地，但内容说的是外地（“北仑区”）',
  })
})

test('a town elsewhere in a local post lowers, with the county it lies in, and does not shut the post out', () => {
  const { reasons } = about('我是从勺米镇嫁过来的，家里停水三天了没人管。', local)
  expect(reasons.at(-1)).toMatchObject({ name: '提及外地“勺米镇”（贵州省六盘水市水城区）', points: -0.1 })
  expect(admitted('我是从勺米镇嫁过来的，家里停水三天了没人管。', local).admitted).toBe(true)
})

test('whatever is written, the score lies between 0 and 1 and every word shown is in the text', () => {
  const parts = [
    '青禾县',
    '柳河镇',
    '滨河花园',
    '平原县',
    '城关镇',
    '北京',
    '停水',
    '\n',
    '，',
    '&nbsp;',
    '１',
  ]
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...parts), { maxLength: 12 }), fc.boolean(), (words, isLocal) => {
      const text = `停水${words.join('')}`
      const found = about(text, isLocal ? local : undefined)
      expect(schemaProblems(PlaceRelevance, found)).toEqual([])
      expect(found.score).toBeGreaterThanOrEqual(0)
      expect(found.score).toBeLessThanOrEqual(1)
      for (const { evidence } of found.reasons)
        for (const { start, end, text: word } of evidence) expect(text.slice(start, end)).toBe(word)
    }),
  )
})
