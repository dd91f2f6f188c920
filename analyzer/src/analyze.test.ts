import { Judgement } from '@huiyin/domain/judgement'
import { schemaProblems } from '@huiyin/domain/schema-problems'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { qingheAnalyzer } from './test-analyzer.js'

const analyzer = qingheAnalyzer()
const board = { name: '青禾论坛', kind: 'forum', level: 'county', local: true } as const

test('an item of a local source that complains about water is admitted and says why', () => {
  const admission = analyzer.admit({ text: '我们小区停水三天了，没人管。', source: board })
  expect(admission).toEqual({ admitted: true, reason: expect.stringContaining('信源属本地') })
  expect(admission.reason).toContain('供水')
})

test('an item from elsewhere counts only when it names us', () => {
  expect(analyzer.admit({ text: '青禾县滨河路路灯坏了。' }).admitted).toBe(true)
  expect(analyzer.admit({ text: '江苏宿迁停水了。' })).toEqual({
    admitted: false,
    reason: expect.stringContaining('未提及青禾县'),
  })
})

test('a town of the same name in another county is not ours', () => {
  expect(analyzer.admit({ text: '山东省平原县柳河镇停水三天。' }).admitted).toBe(false)
  expect(analyzer.admit({ text: '青禾县柳河镇停水三天。' }).admitted).toBe(true)
})

test('routine county news is not admitted', () => {
  expect(analyzer.admit({ text: '县教育局召开会议学习贯彻文件精神。', source: board }).admitted).toBe(false)
})

test('the body named or whose duty it is leads, with the reason', () => {
  const [lead] = analyzer.analyze({ text: '请教育局管管，学校违规补课乱收费。' }).units
  expect(lead).toMatchObject({ group: '教育', role: 'lead' })
  expect(lead?.reason).toContain('教育局')
})

test('a vertical body is marked', () => {
  const [lead] = analyzer.analyze({ text: '村里又停电了，供电局一直不恢复供电。' }).units
  expect(lead?.group).toBe('供电')
  expect(lead?.reason).toContain('垂管')
})

test("a town's own matter goes to the town, and nothing goes nowhere", () => {
  expect(analyzer.analyze({ text: '白塔乡这几天怎么样？' }).units[0]?.code).toBe('baita')
  expect(analyzer.analyze({ text: '今天天气不错。' }).units).toEqual([])
})

test('a unit accused is found, one only asked to look into it is not', () => {
  const { accused } = analyzer.analyze({ text: '举报自然资源局干部贪污受贿，请纪委查处。' })
  expect(accused).toContain('ziran')
  expect(accused).not.toContain('jiwei')
})

test.each([
  '全小区停水两天了，自来水公司和物业踢皮球，没有人管。',
  '城管局不作为，占道经营打了多少次电话都没人来。',
  '供电公司态度太差，报修三次没有下文。',
  '尊敬的教育局领导您好，我要举报一家培训机构跑路。',
  '我已打电话举报到环保局，黑烟还是照冒。',
])('a complaint about a bad service is no accusation: %s', (text) => {
  expect(analyzer.analyze({ text }).accused).toEqual([])
})

test('the officials of a body are accused although the cue stands far from its name', () => {
  const text = '教育局那个科室的负责人，逢年过节都要“意思意思”，不给就拖着。我要举报，材料已寄给纪委。'
  const { accused, units } = analyzer.analyze({ text })
  expect(accused).toEqual(['jiaoyu'])
  expect(units[0]).toMatchObject({ code: 'jiwei', role: 'lead' })
  expect(units.map(({ code }) => code)).not.toContain('jiaoyu')
})

test('a town named leads only when it is asked to act', () => {
  const lead = (text: string) => analyzer.analyze({ text }).units[0]?.code
  expect(lead('柳河镇柳河村路灯坏了半年。')).not.toBe('liuhe')
  expect(lead('柳河镇政府把村里的账目公开一下。')).toBe('liuhe')
})

test('nothing to read gives a clear, neutral judgement', () => {
  for (const text of ['', '   ', '😀', '……！！'])
    expect(analyzer.analyze({ text })).toMatchObject({ grade: 'IV', score: 0, units: [], gist: '' })
})

test('a megabyte is judged by its beginning', () => {
  const text = `两车相撞，造成12人死亡。${'停水停电无人管。'.repeat(130_000)}`
  expect(analyzer.analyze({ text }).grade).toBe('II')
})

test('whatever is written, the judgement follows its schema and every evidence is in the text', () => {
  const words = [
    '<p>',
    '&nbsp;',
    '\u200b',
    '１２',
    '人死亡',
    '停水',
    '青禾县',
    '😀',
    '\n',
    '如果',
    '约',
    '三千余户',
    '地震',
    '.',
  ]
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...words), { maxLength: 30 }), fc.string(), (parts, noise) => {
      const input = { title: noise.slice(0, 10), text: `${parts.join('')}${noise}` }
      const judgement = analyzer.analyze(input)
      expect(schemaProblems(Judgement, judgement)).toEqual([])
      const whole = input.title ? `${input.title}\n${input.text}` : input.text
      for (const { evidence } of judgement.factors)
        for (const { start, end, text } of evidence) expect(whole.slice(start, end)).toBe(text)
    }),
    { numRuns: 200 },
  )
})
