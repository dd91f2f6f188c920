import { createHash } from 'node:crypto'
import { InvalidInput } from '@huiyin/domain/errors'
import { ResponsibleUnit } from '@huiyin/domain/unit'
import { Type } from 'typebox'
import { readYaml } from './read-yaml.js'

/** The groups in which dispatch is measured; every unit is in one. */
export const unitGroups = [
  '公安交警',
  '公安',
  '城管执法',
  '交通港航',
  '市场监管',
  '住建',
  '12345与政务中心',
  '人社',
  '街道乡镇',
  '区政府综合',
  '公交',
  '教育',
  '自然资源规划',
  '供电',
  '数字城管',
  '通信广电',
  '市政维修',
  '生态环境',
  '卫健',
  '税务',
  '供水',
  '国企平台',
  '机场铁路港口',
  '水务排水',
  '园林绿化',
  '其他',
  '征收棚改',
  '民政',
  '燃气',
  '环卫',
  '旅游文化',
  '消防',
  '农林海洋',
  '司法',
  '商务投促',
  '财政金融',
  '安监应急',
  '纪检信访',
  '发改',
] as const

const DirectoryFile = Type.Object(
  { version: Type.String(), units: Type.Array(ResponsibleUnit, { minItems: 1 }) },
  { additionalProperties: false },
)

let loaded: readonly ResponsibleUnit[] | null = null

/** The bodies a county usually has, with duties and old names: for use without a database and as a start. */
export function countyDirectory(): readonly ResponsibleUnit[] {
  if (loaded) return loaded
  const { units } = readYaml('directory.yml', DirectoryFile)
  const codes = new Set<string>()
  for (const { code, group, name } of units) {
    if (codes.has(code) || !unitGroups.some((known) => known === group))
      throw new InvalidInput(`directory.yml：${name} 的代码重复或组别“${group}”不在 39 组之内`)
    codes.add(code)
  }
  loaded = units
  return loaded
}

const placePattern = /(?:镇|乡|街道|街道办事处|办事处|苏木|管理区)$/
/** 青禾县住房和城乡建设局 → 住房和城乡建设局: the county's own name says nothing about which body it is. */
const prefixPattern = /^[一-龥]{2,8}?(?:自治县|县|市|区|旗)(?=[一-龥]{2,})/

const namesOf = ({ name, aliases = [], formerNames = [] }: ResponsibleUnit): readonly string[] => [
  name,
  ...aliases,
  ...formerNames,
]

function templateOf(name: string): ResponsibleUnit | undefined {
  const wanted = [name, name.replace(prefixPattern, ''), name.replace(/^(?:县|市|区)/, '')]
  return countyDirectory().find((unit) => namesOf(unit).some((known) => wanted.includes(known)))
}

/** No pinyin: a hash of the name is short, stable and asks for no dictionary. */
const hashCode = (name: string): string =>
  `unit-${createHash('sha256').update(name).digest('hex').slice(0, 6)}`

/**
 * The directory of a county that is just starting, from the names its officer typed. Known bodies bring duties,
 * old names and group; towns become places; the rest are there under their name, to be filled in.
 */
export function unitsFromNames(names: readonly string[]): ResponsibleUnit[] {
  const units = new Map<string, ResponsibleUnit>()
  for (const name of names.map((n) => n.trim()).filter((n) => n.length >= 2)) {
    const unit = unitNamed(name)
    if (![...units.values()].some((known) => known.name === unit.name))
      units.set(units.has(unit.code) ? hashCode(name) : unit.code, unit)
  }
  return [...units].map(([code, unit]) => ({ ...unit, code }))
}

function unitNamed(name: string): ResponsibleUnit {
  const template = templateOf(name)
  if (template)
    return {
      ...template,
      name,
      aliases: [...new Set([template.name, ...(template.aliases ?? [])])].filter((alias) => alias !== name),
    }
  const code = hashCode(name)
  if (!placePattern.test(name)) return { code, name, group: '其他', kind: 'body' }
  const short = name.replace(/(?:街道办事处|办事处|街道)$/, '')
  const aliases = [`${name}政府`, ...(short === name || short.length < 2 ? [] : [`${short}街道`])]
  return { code, name, group: '街道乡镇', kind: 'place', aliases: aliases.filter((alias) => alias !== name) }
}
