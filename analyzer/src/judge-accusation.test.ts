import { readFileSync } from 'node:fs'
import { isAccusedUnknown } from '@huiyin/domain/judgement'
import { countyDirectory } from '@huiyin/keywords/directory'
import { loadLexicon } from '@huiyin/keywords/lexicon'
import { expect, test } from 'vitest'
import { createAnalyzer } from './analyze.js'
import { type AccusationRow, evaluateAccusation } from './evaluate-accusation.js'
import { loadModels } from './model/load.js'
import { qinghe, towns } from './test-analyzer.js'

const analyzer = createAnalyzer({
  lexicon: loadLexicon(),
  units: [...countyDirectory(), ...towns],
  jurisdiction: qinghe,
  models: loadModels(),
})
const judge = (text: string) => analyzer.analyze({ text })
const dev = readFileSync(new URL('../../keywords/gold/accusations-dev.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as AccusationRow)

test('of accusations in wording never taught nearly all are found, indirect ones as well, at most half of the rest', () => {
  const { recall, recallIndirect, walledInVain } = evaluateAccusation(dev, analyzer)
  expect(recall).toBeGreaterThanOrEqual(0.93)
  expect(recallIndirect).toBeGreaterThanOrEqual(0.9)
  expect(walledInVain).toBeLessThanOrEqual(0.5)
})

test('an accusation says how sure it is, rests on the clause and shows the words that made it', () => {
  const text = '白塔乡修路的钱拨了三回，路一寸没见长，乡长家的车倒是换了。'
  const { accusation, factors } = judge(text)
  expect(['sure', 'possible']).toContain(accusation?.level)
  expect(accusation?.evidence.length).toBeGreaterThan(0)
  for (const { start, end, text: word } of accusation?.evidence ?? [])
    expect(text.slice(start, end)).toBe(word)
  expect(factors.at(-1)).toMatchObject({ points: 0, basis: '信访工作条例 第三十条' })
})

test.each([
  ['柳河镇村支书把低保都办给了自己亲戚，真正困难的一户没有', 'liuhe'],
  ['校长指定家长到他小舅子的店里买校服，不买就不让进教室', 'jiaoyu'],
  ['规划所的陈某给违建通风报信，收了钱的让连夜浇楼板', 'ziran'],
  ['请问水利站，打井审批要排两年，为什么隔壁给了烟的昨晚批今早打？', 'shuili'],
  ['乡畜牧站站长坐在屠宰场喝茶收钱，检疫票不看猪直接卖', 'nongye'],
  ['住建局验收的人收了开发商的卡，裂了的楼也签合格', 'zhujian'],
])('who is accused is found by name, town or office: %s', (text, code) => {
  expect(judge(text).accused).toContain(code)
})

test('whoever only the writer knows is left to the officer, and nobody is walled off wrongly', () => {
  const judgement = judge('新来的那位书记一上任就把工程全包给了他小舅子，招标就是走个过场，钱都进了自己腰包')
  expect(judgement.accused).toEqual([])
  expect(isAccusedUnknown(judgement)).toBe(true)
  expect(judgement.factors.at(-1)?.name).toContain('被反映单位待核')
})

test('who would answer for the matter is a guess beside it: still to be checked, and not behind the wall', () => {
  const judgement = judge('那位姓马的科长收了开发商的卡，预售许可和竣工验收第二天就批了，房屋质量没人查')
  expect(judgement).toMatchObject({ accused: [], accusation: { guess: { name: expect.any(String) } } })
  expect(judgement.factors.at(-1)?.name).toContain(
    `待核，内容归口${judgement.accusation?.guess?.name}，仅供核对`,
  )
})

test.each([
  '小区停水三天了，水务局什么时候能修好？',
  '请问二胎上户口需要带哪些证件？',
  '楼下烧烤店油烟太大，希望城管来看看。',
])('an ordinary matter is behind no wall: %s', (text) => {
  expect(judge(text)).toMatchObject({ accused: [] })
  expect(judge(text).accusation).toBeUndefined()
})
