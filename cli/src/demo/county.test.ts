import { describe, expect, test } from 'vitest'
import { demoDefinitions, loadDemoCounty } from './county.js'
import { loadDemoPosts } from './posts.js'

const { jurisdiction, units } = loadDemoCounty()

/** The groups a hotline sends its tickets to. */
const groups =
  '公安交警 公安 城管执法 交通港航 市场监管 住建 12345与政务中心 人社 街道乡镇 区政府综合 公交 教育 自然资源规划 供电 数字城管 通信广电 市政维修 生态环境 卫健 税务 供水 国企平台 机场铁路港口 水务排水 园林绿化 其他 征收棚改 民政 燃气 环卫 旅游文化 消防 农林海洋 司法 商务投促 财政金融 安监应急 纪检信访 发改'.split(
    ' ',
  )

/** Real counties and cities whose names come close in sound or writing, and well-known ones. */
const realNames = [
  '青田县',
  '青川县',
  '青阳县',
  '青神县',
  '青冈县',
  '青龙满族自治县',
  '嘉禾县',
  '禾川',
  '永新县',
  '沐川县',
  '澄江市',
  '台州市',
  '宁波市',
  '商洛市',
  '梅河口市',
  '和硕县',
  '北仑区',
  '北京市',
  '上海市',
  '广州市',
  '成都市',
  '杭州市',
  '武汉市',
]

describe('the demonstration county', () => {
  test('is marked as a demonstration and bears no real name', () => {
    expect(jurisdiction).toMatchObject({
      name: '青禾县',
      regimeCode: 'national-2016',
      adoptedRegimes: ['shaomi', 'shangluo-2013'],
      demonstration: true,
    })
    expect(realNames).not.toContain(jurisdiction.name)
  })

  test('neither its directory nor its posts name a real county', () => {
    const all = JSON.stringify({ jurisdiction, units, posts: loadDemoPosts() })
    expect(realNames.filter((name) => all.includes(name))).toEqual([])
  })

  test('has eight towns or sub-districts with their places, and bodies for the usual matters', () => {
    const towns = units.filter((unit) => unit.kind === 'place')
    expect(towns).toHaveLength(8)
    for (const town of towns) expect(town.places?.length, town.name).toBeGreaterThanOrEqual(3)
    expect(units.length - towns.length).toBeGreaterThanOrEqual(24)
  })

  test('every code and name is used once, every group is one of the 39', () => {
    expect(groups).toHaveLength(39)
    expect(new Set(units.map((unit) => unit.code)).size).toBe(units.length)
    expect(new Set(units.map((unit) => unit.name)).size).toBe(units.length)
    expect(units.map((unit) => unit.group).filter((group) => !groups.includes(group))).toEqual([])
  })

  test('every word has at least two characters and no spaces, and no place lies in two towns', () => {
    const words = units.flatMap((unit) => [
      ...(unit.duties ?? []),
      ...(unit.aliases ?? []),
      ...(unit.places ?? []),
    ])
    expect(words.filter((word) => [...word].length < 2 || /\s/.test(word))).toEqual([])
    const places = units.flatMap((unit) => unit.places ?? [])
    expect(new Set(places).size).toBe(places.length)
  })

  test('no alias points to two units, and no duty to two bodies', () => {
    const aliases = units.flatMap((unit) => [...(unit.aliases ?? []), ...(unit.formerNames ?? [])])
    expect(aliases.filter((word, index) => aliases.indexOf(word) !== index)).toEqual([])
    const duties = units.filter((unit) => unit.kind === 'body').flatMap((unit) => unit.duties ?? [])
    expect(duties.filter((word, index) => duties.indexOf(word) !== index)).toEqual([])
  })
})

describe('the five sources', () => {
  test('point at the port they are given, each at its own address', () => {
    const sources = demoDefinitions(18_420)
    expect(sources).toHaveLength(5)
    for (const source of sources) expect(source.url).toMatch(/^http:\/\/127\.0\.0\.1:18420\//)
    expect(new Set(sources.map((source) => source.url)).size).toBe(5)
  })

  test('are named as a demonstration and swept every 10 to 15 seconds', () => {
    for (const source of demoDefinitions(1)) {
      expect(source.name).toContain('演示')
      expect(source.everySeconds).toBeGreaterThanOrEqual(10)
      expect(source.everySeconds).toBeLessThanOrEqual(15)
    }
  })

  test('the mirrors are not local: their items must name a place', () => {
    const local = demoDefinitions(1).filter((source) => source.local)
    expect(local.map((source) => source.kind).sort()).toEqual(['board', 'board', 'forum'])
  })
})
