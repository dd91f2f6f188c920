import { countyDirectory } from '@huiyin/keywords/directory'
import { loadLexicon } from '@huiyin/keywords/lexicon'
import { expect, test } from 'vitest'
import { createAnalyzer } from './analyze.js'
import { qinghe, towns } from './test-analyzer.js'

const units = [...countyDirectory(), ...towns]
const civil = units.find(({ name }) => name.includes('民政'))!
const catalogue = [{ number: 12, name: '殡仪服务收费公示', keywords: ['骨灰寄存'], unitCode: civil.code }]
const proposals = (text: string, items = catalogue) =>
  createAnalyzer({ lexicon: loadLexicon(), units, jurisdiction: qinghe, catalogue: items }).analyze({ text })
    .units

test('an item named in the text points to the unit the catalogue names, with its number in the reason', () => {
  const text = '青禾县什么时候更新殡仪服务收费公示？网上查不到。'
  const found = proposals(text).find(({ code }) => code === civil.code)
  expect(found?.reason).toContain('公开事项目录第 12 项“殡仪服务收费公示”')
})

test('a keyword of the item points as well and is quoted', () => {
  const text = '青禾县的骨灰寄存怎么办理，多少钱一年？'
  expect(proposals(text)[0]).toMatchObject({
    code: civil.code,
    reason: expect.stringContaining('公开事项目录第 12 项“殡仪服务收费公示”，文中提到“骨灰寄存”'),
  })
})

test('without the catalogue nothing of it is said, and an item of a dissolved unit points nowhere', () => {
  const text = '青禾县的骨灰寄存怎么办理，多少钱一年？'
  const reasons = (items: typeof catalogue) =>
    proposals(text, items)
      .map(({ reason }) => reason)
      .join()
  expect(reasons([])).not.toContain('目录')
  expect(reasons([{ ...catalogue[0]!, unitCode: 'dissolved' }])).not.toContain('目录')
})
