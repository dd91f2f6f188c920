import { InvalidInput } from './errors.js'

/** One matter of the 公开事项目录 and who answers for it (勺米 公开事项目录规范动态管理 第二条). */
export interface DisclosureItem {
  readonly number: number
  readonly name: string
  readonly content: string
  readonly unitCode: string
  readonly timeLimit: string
  readonly means: string
  readonly basis: string
  /** Other words by which people speak of it. */
  readonly keywords: readonly string[]
}

/** A unit as the table names it. */
interface NamedUnit {
  readonly code: string
  readonly name: string
  readonly aliases?: readonly string[]
}

const columns = {
  number: ['序号', '编号'],
  name: ['事项名称', '公开事项', '事项'],
  content: ['公开内容', '内容'],
  unit: ['责任单位', '公开主体', '承办单位'],
  timeLimit: ['公开时限', '时限'],
  means: ['公开方式', '公开渠道', '方式'],
  basis: ['公开依据', '依据'],
  keywords: ['关键词'],
} as const
type Column = keyof typeof columns

const longest = { name: 100, content: 1000, timeLimit: 100, means: 200, basis: 500 } as const
const mostItems = 5000

/** A line of a table: tabs as a spreadsheet copies them, else commas with quotes as CSV writes them. */
function cellsOf(line: string): string[] {
  if (line.includes('\t')) return line.split('\t').map((cell) => cell.trim())
  const cells: string[] = []
  let cell = ''
  let quoted = false
  for (let at = 0; at < line.length; at += 1) {
    const char = line[at]
    if (char === '"' && quoted && line[at + 1] === '"') {
      cell += '"'
      at += 1
    } else if (char === '"') quoted = !quoted
    else if (char === ',' && !quoted) {
      cells.push(cell.trim())
      cell = ''
    } else cell += char
  }
  return [...cells, cell.trim()]
}

const placeIn = (heading: readonly string[], column: Column): number =>
  heading.findIndex((cell) => (columns[column] as readonly string[]).includes(cell.replace(/\s/g, '')))

/** A printed catalogue begins with its title: the heading is the first of a few lines that names both columns it must. */
function headingOf(lines: readonly string[]): number {
  const found = lines.slice(0, 10).findIndex((line) => {
    const cells = cellsOf(line)
    return placeIn(cells, 'name') >= 0 && placeIn(cells, 'unit') >= 0
  })
  return Math.max(0, found)
}

/** What a catalogue brought anew would do to the one in force, by the printed numbers. */
export interface DisclosureDifference {
  readonly added: number
  readonly changed: number
  readonly removed: number
  readonly same: number
}

const isSame = (a: DisclosureItem, b: DisclosureItem): boolean =>
  (['name', 'content', 'unitCode', 'timeLimit', 'means', 'basis'] as const).every(
    (key) => a[key] === b[key],
  ) && a.keywords.join('、') === b.keywords.join('、')

export function disclosureDifference(
  before: readonly DisclosureItem[],
  after: readonly DisclosureItem[],
): DisclosureDifference {
  const known = new Map(before.map((item) => [item.number, item]))
  const kept = after.filter(({ number }) => known.has(number))
  const same = kept.filter((item) => isSame(item, known.get(item.number) as DisclosureItem)).length
  return {
    added: after.length - kept.length,
    changed: kept.length - same,
    removed: before.length - kept.length,
    same,
  }
}

/** The heading of a catalogue as it is written out, in the order of its cells. */
export const disclosureHeading = Object.values(columns).map(([name]) => name)

/**
 * A catalogue as it is pasted from a table or read from a CSV file: a heading, then one item a line.
 * @throws InvalidInput with one line for every cell that is wrong, as a spreadsheet counts rows; nothing is taken then.
 */
export function readDisclosureItems(text: string, units: readonly NamedUnit[]): DisclosureItem[] {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line, index) => ({ line, row: index + 1 }))
    .filter(({ line }) => line.trim() !== '')
  const top = headingOf(lines.map(({ line }) => line))
  const heading = lines[top] ? cellsOf(lines[top].line) : []
  const placeOf = (column: Column): number => placeIn(heading, column)
  const missing = (['name', 'unit'] as const).filter((column) => placeOf(column) === -1)
  if (missing.length > 0)
    throw new InvalidInput(
      `表头缺少“${missing.map((column) => columns[column][0]).join('”“')}”列，请连同表头一起粘贴`,
      missing.map((column) => ({ field: columns[column][0], message: '表头中没有这一列' })),
    )
  const below = lines.slice(top + 1)
  if (below.length === 0)
    throw new InvalidInput('只有表头，没有事项', [{ field: 'text', message: '请粘贴事项' }])
  if (below.length > mostItems)
    throw new InvalidInput(`超过 ${mostItems} 项，请分级编制后再导入`, [
      { field: 'text', message: '事项过多' },
    ])
  const problems: { field: string; message: string }[] = []
  const byName = new Map(
    units.flatMap((unit) => [unit.name, ...(unit.aliases ?? [])].map((name) => [name, unit.code])),
  )
  const taken = new Set<number>()
  const items = below.map(({ line, row }, index): DisclosureItem => {
    const cells = cellsOf(line)
    const of = (column: Column): string => cells[placeOf(column)] ?? ''
    const wrong = (column: Column, message: string) =>
      problems.push({ field: `第 ${row} 行 ${columns[column][0]}`, message })
    if (of('name').length < 2) wrong('name', '事项名称至少 2 个字')
    for (const [column, most] of Object.entries(longest) as [keyof typeof longest, number][])
      if (of(column).length > most) wrong(column, `最长 ${most} 个字`)
    const unitCode = byName.get(of('unit'))
    if (unitCode === undefined)
      wrong('unit', of('unit') === '' ? '缺少责任单位' : `单位名录中没有“${of('unit')}”`)
    const number = of('number') === '' ? index + 1 : Number(of('number'))
    if (!Number.isInteger(number) || number < 1 || number > 1_000_000) wrong('number', '应为正整数')
    else if (taken.has(number)) wrong('number', `序号 ${number} 重复`)
    taken.add(number)
    return {
      number,
      name: of('name'),
      content: of('content'),
      unitCode: unitCode ?? '',
      timeLimit: of('timeLimit'),
      means: of('means'),
      basis: of('basis'),
      keywords: [
        ...new Set(
          of('keywords')
            .split(/[、，,;；\s]+/)
            .filter((word) => word.length >= 2),
        ),
      ].slice(0, 30),
    }
  })
  if (problems.length > 0)
    throw new InvalidInput(`有 ${problems.length} 处需要改正，没有导入`, problems.slice(0, 50))
  return items
}
