import type { SchemaProblem } from '@huiyin/domain/schema-problems'
import { sourceKindLabel, sourceLevelLabel } from '@huiyin/domain/source'

/** One thing to mend in a definition. */
export interface DefinitionProblem {
  path: string[]
  /** Chinese: what is expected here. */
  message: string
}

const wordsOf = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels)
    .map(([word, label]) => `${word}（${label}）`)
    .join('、')

const selector = 'CSS 选择器，或 { select: 选择器, attr: 属性名 }'

/** What each field wants, in the words of whoever fills it in. */
const expected: Readonly<Record<string, string>> = {
  id: '小写字母开头，只含小写字母、数字和连字符，2 至 61 个字，例如 county-board',
  name: '信源名称，1 至 60 个字',
  kind: `${wordsOf(sourceKindLabel)} 之一`,
  level: `${wordsOf(sourceLevelLabel)} 之一`,
  url: 'http:// 或 https:// 开头的网址',
  everySeconds: '两次采集之间的秒数，5 至 86400 的整数',
  key: 'true 或 false（是否重点信源）',
  local: 'true 或 false（是否本地信源）',
  charset: '编码名，例如 gbk',
  mirrors: '备用镜像网址的列表，1 至 10 个，前面的先用',
  read: '读法：type 为 html、posts、json、sitemap 或 feed',
  'read.list': '列表页的读法：html 至少写 entry，posts 至少写 post，json 至少写 items',
  'read.list.post': 'CSS 选择器，每条帖子一个元素，例如 div.post',
  'read.list.items': '列表在 JSON 里的路径，例如 data.list；整个文档就是列表时写 ""',
  'read.list.activity': selector,
  'read.columns': '同一写法的其他栏目，每个写 name 和 url，1 至 200 个',
  'read.articlePages': '一篇文章最多合并几页，1 至 50 的整数',
  'read.replies': '回帖的读法，至少写 post',
  'read.replies.post': 'CSS 选择器，每层楼一个元素，例如 div[id^=post_]',
  'read.commentList': '评论接口的读法：from（pattern、url）和 list',
  'read.include': '正则表达式，只采集匹配的网址',
  'read.withinDays': '只采集最近几天的，1 至 3650 的整数',
  'read.list.entry': 'CSS 选择器，每条信息一个元素，例如 ul.list > li',
  'read.list.link': selector,
  'read.list.title': selector,
  'read.list.publishedAt': selector,
  'read.list.next': 'CSS 选择器，或 { pattern: 正则表达式, url: 网址模板 }；json 写下一页网址，{page} 为页码',
  'read.list.maxPages': '每次最多读几页列表，1 至 100 的整数',
  'read.detail':
    '详情页的读法：title、text、publishedAt、author、source、reads、comments、likes、shares、unit、reply、repliedAt',
  'read.browser': 'true 或 false（列表是否由脚本生成）',
  'read.followLinks': 'true 或 false（是否打开每条的链接读全文）',
}

const expectation = (path: readonly string[]) =>
  expected[path.join('.')] ??
  (path[1] === 'detail' || path[1] === 'replies' ? selector : '请对照信源说明填写')

/** A schema problem in words; a missing field is reported under its own name. */
export function wordProblem({ field, keyword, params }: SchemaProblem): DefinitionProblem[] {
  const path = field === '' ? [] : field.split('.')
  const missing = params.requiredProperties
  if (keyword === 'required' && Array.isArray(missing))
    return missing.map(String).map((name) => {
      const at = [...path, name]
      return { path: at, message: `缺少这个字段，应为${expectation(at)}` }
    })
  // Unknown names are reported by `unknownKeys`, with the name that was probably meant.
  if (keyword === 'additionalProperties' || keyword === 'boolean') return []
  // A part of a union (`select`, `attr`) is mended as one field.
  const at = path.at(-1) === 'select' || path.at(-1) === 'attr' ? path.slice(0, -1) : path
  return [{ path: at, message: `应为${expectation(at)}` }]
}

interface ObjectSchema {
  properties?: Readonly<Record<string, ObjectSchema>>
  anyOf?: readonly ObjectSchema[]
}

/** Fields no schema knows, with the nearest known name when it is close. */
export function unknownKeys(schema: object, value: unknown, path: readonly string[]): DefinitionProblem[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return []
  const { properties } = schema as ObjectSchema
  const known = properties ?? likeliest(schema as ObjectSchema, Object.keys(value))
  if (!known) return []
  // The kinds of `read` are told apart elsewhere.
  if (!properties && path[0] === 'read' && path.length === 1) return []
  return Object.entries(value).flatMap(([key, inner]) => {
    const at = [...path, key]
    const next = known[key]
    if (next) return unknownKeys(next, inner, at)
    const near = nearest(key, Object.keys(known))
    const hint = near ? `是否想写 ${near}？` : `这里可用的字段有 ${Object.keys(known).join('、')}`
    return [{ path: at, message: `没有这个字段，${hint}` }]
  })
}

/** Of the forms a field may take, the one that shares most names with what was written. */
function likeliest({ anyOf = [] }: ObjectSchema, names: readonly string[]): ObjectSchema['properties'] {
  const forms = anyOf
    .map((option) => option.properties ?? likeliest(option, names))
    .filter((form) => form !== undefined)
  const shared = (form: object) => names.filter((name) => name in form).length
  return forms.sort((a, b) => shared(b) - shared(a))[0]
}

/** Names this far apart in edits are taken for a slip of the hand. */
const slip = 2

function nearest(word: string, names: readonly string[]): string | null {
  const normal = (name: string) => name.toLowerCase().replace(/[_-]/g, '')
  const [best] = names
    .map((name) => ({ name, distance: editDistance(normal(word), normal(name)) }))
    .sort((a, b) => a.distance - b.distance)
  return best && best.distance <= Math.min(slip, best.name.length - 1) ? best.name : null
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(
        (row[j] ?? 0) + 1,
        (next[j - 1] ?? 0) + 1,
        (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
      )
    row = next
  }
  return row[b.length] ?? 0
}
