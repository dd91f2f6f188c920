import { readFile } from 'node:fs/promises'
import { InvalidInput } from '@huiyin/domain/errors'
import { schemaProblems } from '@huiyin/domain/schema-problems'
import { SourceDefinition } from '@huiyin/domain/source'
import { type ReadDefinition, type ReadType, readDefinitions } from '@huiyin/domain/source-reading'
import { isNode, LineCounter, parseDocument } from 'yaml'
import { charsetName } from './charset.js'
import { type DefinitionProblem, unknownKeys, wordProblem } from './definition-problems.js'
import { patternProblem } from './extract/pattern.js'
import { isSelector, selectorsOf } from './extract/selector.js'

const isReadType = (value: unknown): value is ReadType =>
  typeof value === 'string' && Object.hasOwn(readDefinitions, value)

/**
 * Reads a source definition.
 * @throws InvalidInput naming file, line, field and what is expected there; one entry of `fields` a problem.
 */
export function parseSourceDefinition(yamlText: string, fileName: string): SourceDefinition {
  const lines = new LineCounter()
  const document = parseDocument(yamlText, { lineCounter: lines, prettyErrors: false, uniqueKeys: true })
  const lineAt = (offset: number) => lines.linePos(offset).line
  const syntax = document.errors.map((error) => ({
    field: '',
    line: lineAt(error.pos[0]),
    message: `YAML 写法有误（${yamlReason[error.code] ?? error.message}）`,
  }))
  if (syntax.length > 0) throw refusal(fileName, syntax)
  const lineOf = (path: readonly string[]) => {
    // The nearest ancestor that is written in the file: a missing field is reported where it should stand.
    for (let length = path.length; length > 0; length--) {
      const node = document.getIn(path.slice(0, length), true)
      if (isNode(node) && node.range) return lineAt(node.range[0])
    }
    return 1
  }
  const value: unknown = document.toJS()
  const problems = problemsOf(value).map(({ path, message }) => ({
    field: path.join('.'),
    line: lineOf(path),
    message,
  }))
  if (problems.length > 0) throw refusal(fileName, problems)
  return value as SourceDefinition
}

/** Reads a definition file. @throws InvalidInput */
export async function loadDefinition(file: string): Promise<SourceDefinition> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    const reason = error.code === 'ENOENT' ? '文件不存在' : `读不了文件（${error.code ?? error.message}）`
    throw new InvalidInput(`${file}：${reason}`, [{ field: '', message: reason }])
  })
  return parseSourceDefinition(text, file)
}

const yamlReason: Partial<Record<string, string>> = {
  BAD_INDENT: '缩进不齐',
  TAB_AS_INDENT: '缩进用了制表符，请改用空格',
  DUPLICATE_KEY: '同一字段写了两次',
  MISSING_CHAR: '缺少引号、括号或冒号',
  BLOCK_AS_IMPLICIT_KEY: '冒号或缩进不对',
  MULTILINE_IMPLICIT_KEY: '这一行缺少冒号',
  UNEXPECTED_TOKEN: '有多余的符号',
  BAD_SCALAR_START: '值的第一个符号不允许，请加引号',
}

function problemsOf(value: unknown): DefinitionProblem[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return [{ path: [], message: '文件内容应是“字段: 值”的列表，例如第一行写 id: county-board' }]
  const read: unknown = 'read' in value ? value.read : undefined
  const type = typeof read === 'object' && read !== null && 'type' in read ? read.type : undefined
  const known = isReadType(type) ? type : null
  // One kind of `read` only, so that problems name the field and not “none of them matches”.
  const schema = known
    ? { ...SourceDefinition, properties: { ...SourceDefinition.properties, read: readDefinitions[known] } }
    : SourceDefinition
  const unknown = unknownKeys(schema, value, [])
  const named = new Set(unknown.map(({ path }) => path.join('.')))
  const wrong = schemaProblems(schema, value)
    .flatMap(wordProblem)
    .filter(({ path }) => !named.has(path.join('.')))
  if (read !== undefined && !known) {
    const message =
      'read.type 应为 html（列表页＋详情页）、posts（一页多帖）、json（接口）、sitemap（网站地图）或 feed（RSS、Atom、JSON Feed、微博 JSON）'
    return [
      ...unknown,
      ...wrong.filter(({ path }) => path[0] !== 'read'),
      { path: ['read', 'type'], message },
    ]
  }
  const found = unique([...unknown, ...wrong])
  return found.length > 0 ? found : meaningProblems(value as SourceDefinition)
}

/** What a schema cannot say: selectors that parse, an address that is one, a charset that exists. */
function meaningProblems(definition: SourceDefinition): DefinitionProblem[] {
  const problems: DefinitionProblem[] = []
  if (!URL.canParse(definition.url)) problems.push({ path: ['url'], message: '不是有效的网址' })
  if (definition.charset !== undefined && !charsetName(definition.charset))
    problems.push({
      path: ['charset'],
      message: `没有“${definition.charset}”这种编码，常用的有 utf-8、gbk、big5`,
    })
  for (const { path, css } of selectorsOf(definition.read))
    if (!isSelector(css)) problems.push({ path, message: `不是有效的 CSS 选择器：${css}` })
  for (const { path, pattern } of patternsOf(definition.read)) {
    const reason = patternProblem(pattern)
    if (reason !== null) problems.push({ path, message: `正则表达式 ${pattern} 不能用：${reason}` })
  }
  return problems
}

/** The patterns of a definition with the field each stands in. */
function patternsOf(read: ReadDefinition): { path: string[]; pattern: string }[] {
  const rules: [string[], unknown][] = [
    ...(read.type === 'html' || read.type === 'posts'
      ? [[['read', 'list', 'next'], read.list.next] as [string[], unknown]]
      : []),
    ...(read.type === 'html'
      ? ([
          [['read', 'replies', 'next'], read.replies?.next],
          [['read', 'commentList', 'from'], read.commentList?.from],
        ] as [string[], unknown][])
      : []),
  ]
  const written = rules.flatMap(([path, rule]) =>
    typeof rule === 'object' && rule !== null && 'pattern' in rule
      ? [{ path: [...path, 'pattern'], pattern: String(rule.pattern) }]
      : [],
  )
  return read.type === 'sitemap' && read.include !== undefined
    ? [{ path: ['read', 'include'], pattern: read.include }]
    : written
}

const unique = (problems: readonly DefinitionProblem[]): DefinitionProblem[] => [
  ...new Map(problems.map((problem) => [problem.path.join('.'), problem])).values(),
]

function refusal(fileName: string, problems: readonly { field: string; line: number; message: string }[]) {
  const worded = problems.map(({ field, line, message }) => ({
    field,
    message: `第 ${line} 行${field ? `，字段 ${field}` : ''}：${message}`,
  }))
  return new InvalidInput(`${fileName} ${worded.map(({ message }) => message).join('；')}`, worded, {
    file: fileName,
    problems,
  })
}
