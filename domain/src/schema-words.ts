import type { SchemaProblem } from './schema-problems.js'

type Departure = Pick<SchemaProblem, 'field' | 'keyword' | 'params'>

const n = (value: unknown) => String(value)

/** What each schema keyword asks for, in words an officer understands. */
const say: Readonly<Record<string, (params: Departure['params']) => string>> = {
  required: () => '必须填写',
  type: (p) => `应为${typeLabel[n(p.type)] ?? n(p.type)}`,
  minLength: (p) => (p.limit === 1 ? '不能为空' : `至少 ${n(p.limit)} 个字`),
  maxLength: (p) => `最多 ${n(p.limit)} 个字`,
  minItems: (p) => `至少 ${n(p.limit)} 项`,
  maxItems: (p) => `最多 ${n(p.limit)} 项`,
  minimum: (p) => `不能小于 ${n(p.limit)}`,
  maximum: (p) => `不能大于 ${n(p.limit)}`,
  pattern: () => '格式不对',
  format: (p) => (p.format === 'uuid' ? '不是有效的编号' : '格式不对'),
  enum: (p) => `应为 ${Array.isArray(p.allowedValues) ? p.allowedValues.join('、') : '规定的值'} 之一`,
  additionalProperties: () => '没有这一项',
  anyOf: () => '不是允许的内容',
}

const typeLabel: Readonly<Record<string, string>> = {
  string: '文字',
  integer: '整数',
  number: '数字',
  boolean: '是或否',
  array: '列表',
  object: '一组内容',
}

/** The fields a keyword speaks of beneath the place it was found at. */
function childrenOf({ keyword, params }: Departure): string[] {
  const named =
    keyword === 'required'
      ? (params.requiredProperties ?? params.missingProperty)
      : keyword === 'additionalProperties'
        ? (params.additionalProperties ?? params.additionalProperty)
        : undefined
  if (Array.isArray(named)) return named.map(String)
  return typeof named === 'string' ? [named] : []
}

/** Each field once, by its dotted name ('' for the whole), with the first thing that is wrong with it in Chinese. */
export function wordSchemaProblems(problems: readonly Departure[]): { field: string; message: string }[] {
  const found = new Map<string, string>()
  for (const problem of problems) {
    // TypeBox reports an unknown field twice: as such, and as a value no schema allows.
    if (problem.keyword === 'boolean') continue
    const place = problem.field
    const children = childrenOf(problem)
    const fields =
      children.length === 0 ? [place] : children.map((name) => (place ? `${place}.${name}` : name))
    const message = say[problem.keyword]?.(problem.params) ?? '不符合要求'
    for (const field of fields) if (!found.has(field)) found.set(field, message)
  }
  return [...found].map(([field, message]) => ({ field, message }))
}
