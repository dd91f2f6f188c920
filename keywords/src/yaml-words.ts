import type { SchemaProblem } from '@huiyin/domain/schema-problems'
import { wordSchemaProblems } from '@huiyin/domain/schema-words'
import type { YAMLParseError } from 'yaml'

/** What whoever edits a word list by hand gets wrong, by the parser's code, and what to do about it. */
const brokenWords: Readonly<Partial<Record<YAMLParseError['code'], string>>> = {
  TAB_AS_INDENT: '行首用了制表符（Tab），请改用空格缩进',
  BAD_INDENT: '缩进与上下行不一致，请与同级的行对齐；列表写成“- 词”，“-”后要有空格；方括号要成对',
  MULTILINE_IMPLICIT_KEY: '冒号后缺少空格，请写成“名称: 内容”',
  MISSING_CHAR: '缺少一个符号：检查方括号、花括号和引号是否成对，冒号和“-”后是否有空格',
  DUPLICATE_KEY: '这一项在同一处出现了两次，请合并或改名',
  UNEXPECTED_TOKEN: '这里的内容无法读取：检查标点是否为英文标点，引号和括号是否成对',
  IMPOSSIBLE: '这里的内容无法读取，请与上下行的写法对照',
}

/** The words for a file that is no YAML; the line itself is shown, for it is what has to be mended. */
export function brokenYamlWords({ code, message }: YAMLParseError, line: string): string {
  const advice = brokenWords[code] ?? `不是有效的 YAML（${message.split('\n')[0]}）`
  const shown = line.replaceAll('\t', '→').trimEnd().slice(0, 60)
  return `${advice}${shown.trim() === '' ? '' : `。这一行是：${shown}`}`
}

const typeLabel: Readonly<Record<string, string>> = {
  string: '文字',
  integer: '整数',
  number: '数字',
  boolean: 'true 或 false',
  array: '列表（每行一个“- 词”，或 [词一, 词二]）',
  object: '“名称: 内容”',
}

/** What the patterns of reviewed data ask for, by the pattern itself. */
const patternWords: Readonly<Record<string, string>> = {
  '^[a-z][a-z0-9-]*$': '只能用小写字母、数字和短横，以字母开头',
  '^[a-z][a-z-]*$': '只能用小写字母和短横，以字母开头',
  '^\\d{4}-\\d{2}-\\d{2}$': '应为日期，写作 2026-03-01',
  '^([01]\\d|2[0-3]):[0-5]\\d$': '应为一天中的时间，写作 08:00，最晚 23:59',
  '^([^{}]|\\{(grade|number|timer|limit|source|year|duty|request|outcome)\\})+$':
    '花括号里只能写 grade、number、timer、limit、source、year、duty、request 或 outcome',
  '^\\d+\\.\\d+\\.\\d+$': '应为版本号，写作 1.0.0',
  '^(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$': '应为一年中的日子，写作 03-31',
}

/** Several words in one entry: a list that would match nothing. */
const several = /[、，；]/

/** What a value departs from, in words; `value` is what stands there. */
export function departureWords(problem: SchemaProblem, value: unknown): string {
  const { keyword, message, params } = problem
  if (keyword === 'type') {
    const wanted = typeLabel[String(params.type)] ?? String(params.type)
    if (value === null) return `没有填写，应为${wanted}`
    if (params.type === 'object' && typeof value === 'string' && /[^:]:\S/.test(value))
      return `“${value}”的冒号后缺少空格，应为${wanted}`
    if (params.type === 'array' && isKeyed(value, (key) => key.startsWith('-')))
      return `“-”后缺少空格，应为${wanted}`
    if (params.type === 'string' && typeof value === 'number')
      return `${value} 会被当作数字，请加引号：'${value}'`
    return `应为${wanted}`
  }
  if (keyword === 'pattern' && typeof value === 'string' && several.test(value))
    return `“${value}”被当作一个词，什么也查不到。请把每个词单独写成一项：方括号里用英文逗号隔开，或一行一个“- 词”`
  const shape = keyword === 'pattern' ? patternWords[String(params.pattern)] : undefined
  if (shape) return `“${String(value)}”${shape}`
  if (keyword === 'required') return `缺少 ${listed(params.requiredProperties)}`
  if (keyword === 'additionalProperties')
    return `没有 ${listed(params.additionalProperties)} 这一项，请检查拼写`
  if (keyword === 'minLength') return '不能为空'
  if (keyword === 'maxLength') return `太长，最多 ${String(params.limit)} 个字`
  if (keyword === 'minimum') return `${String(value)} 太小，应不小于 ${String(params.limit)}`
  if (keyword === 'maximum') return `${String(value)} 太大，应不大于 ${String(params.limit)}`
  if (keyword === 'minItems') return `至少写 ${String(params.limit)} 项`
  if (keyword === 'enum' && Array.isArray(params.allowedValues))
    return `“${String(value)}”不在可选范围内，应为 ${params.allowedValues.join('、')} 之一`
  return wordSchemaProblems([problem])[0]?.message ?? message
}

const listed = (names: unknown): string => (Array.isArray(names) ? names.join('、') : String(names))

const isKeyed = (value: unknown, test: (key: string) => boolean): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).some(test)
