import { expect, test } from 'vitest'
import { loadGazetteer } from './gazetteer.js'

const gazetteer = loadGazetteer()
const names = (text: string) => gazetteer.find(text).map(({ start, end }) => text.slice(start, end))

test('the provinces, cities, counties and 41,352 towns of the country are known', () => {
  expect(gazetteer.size).toBeGreaterThan(44_000)
  expect(gazetteer.named('北仑区')).toEqual([
    { name: '北仑区', level: 'county', above: ['宁波市', '浙江省'] },
  ])
  expect(gazetteer.named('勺米镇')[0]?.above).toEqual(['水城区', '六盘水市', '贵州省'])
  expect(gazetteer.named('不存在镇')).toEqual([])
})

test('a name that many counties have says how many', () => {
  const [hit] = gazetteer.find('城关镇停水')
  expect(hit).toMatchObject({ start: 0, end: 3, level: 'town' })
  expect(hit?.bearers).toBe(gazetteer.named('城关镇').length)
  expect(hit?.bearers).toBeGreaterThan(80)
})

test.each([
  ['家住山东省平原县王凤楼镇', ['山东省', '平原县', '王凤楼镇']],
  ['双江拉祜族佤族布朗族傣族自治县下雨', ['双江拉祜族佤族布朗族傣族自治县']],
  ['他从赵县来', ['赵县']],
])('names of all levels are found, the longest where they overlap: %s', (text, expected) => {
  expect(names(text)).toEqual(expected)
})

test.each(['城区的街道都在开发区', '东方市场买菜', '新城镇化建设', '主张镇定', '本县各乡镇', ''])(
  'everyday words are no places: %s',
  (text) => {
    expect(names(text)).toEqual([])
  },
)
