import { InvalidInput } from './errors.js'
import { type ClockTime, type DutyPost, dutyPosts } from './notice.js'
import { addDays, type Day, parseDay, startOfDay } from './shanghai.js'

export interface RosterShift {
  readonly post: DutyPost
  readonly accountId: string
  readonly startsAt: Date
  readonly endsAt: Date
}

/** The headings a column may have, by post. */
const headings: Record<DutyPost, readonly string[]> = {
  duty: ['值班员', '值班人员', '值班'],
  'deputy-leader': ['带班领导', '带班', '副组长', '分管领导'],
  leader: ['主要领导', '组长'],
}

const cells = (line: string): string[] => line.split(/\t|,|，| {2,}|\|/).map((cell) => cell.trim())
const atTime = (day: Day, time: ClockTime): Date =>
  new Date(startOfDay(day).getTime() + (Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))) * 60_000)

/** `2026-11-01`, `2026/11/1`, `2026年11月1日`. */
function dayIn(text: string): Day | null {
  const match = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?/.exec(text)
  if (!match) return null
  const [, year, month, date] = match
  try {
    return parseDay(`${year}-${month?.padStart(2, '0')}-${date?.padStart(2, '0')}`)
  } catch {
    return null
  }
}

/**
 * A month's roster as pasted from a table: the first line names the columns (日期、值班员、带班领导、主要领导), then a
 * day a line; several names are parted by 、. Each shift lasts from `shiftFrom` to the same time of the next day.
 * @param people who may be named, by the name shown.
 * @throws InvalidInput naming every line that cannot be read; then nothing counts.
 */
export function readRoster(
  text: string,
  { people, shiftFrom }: { people: readonly { id: string; name: string }[]; shiftFrom: ClockTime },
): { days: Day[]; shifts: RosterShift[] } {
  const lines = text.split(/\r?\n/).map((line, index) => ({ line: line.trim(), number: index + 1 }))
  const [heading, ...rows] = lines.filter(({ line }) => line !== '')
  const columns = cells(heading?.line ?? '').map(
    (cell) => dutyPosts.find((post) => headings[post].includes(cell)) ?? null,
  )
  if (!columns.includes('duty'))
    throw new InvalidInput(
      '第一行应为表头：日期、值班员、带班领导（以制表符或逗号分隔），请从表格中连同表头一起复制',
      [{ field: 'text', message: '缺少表头，或没有“值班员”一列' }],
    )
  const problems: string[] = []
  const days: Day[] = []
  const shifts: RosterShift[] = []
  for (const { line, number } of rows) {
    const [first = '', ...rest] = cells(line)
    const day = dayIn(first)
    if (!day) {
      problems.push(`第 ${number} 行：“${first}”不是日期，应写作 2026-11-01`)
      continue
    }
    if (days.includes(day)) problems.push(`第 ${number} 行：${day} 重复`)
    days.push(day)
    rest.forEach((cell, index) => {
      const post = columns[index + 1]
      if (!post) return
      for (const name of cell
        .split(/[、;；/]/)
        .map((part) => part.trim())
        .filter(Boolean)) {
        const found = people.filter((person) => person.name === name)
        if (found.length !== 1)
          problems.push(`第 ${number} 行：${found.length ? '有多个账号' : '没有账号'}名为“${name}”`)
        else
          shifts.push({
            post,
            accountId: found[0]?.id ?? '',
            startsAt: atTime(day, shiftFrom),
            endsAt: atTime(addDays(day, 1), shiftFrom),
          })
      }
    })
  }
  if (rows.length === 0) problems.push('只有表头，没有班次')
  if (problems.length > 0)
    throw new InvalidInput(
      `排班未导入：${problems.slice(0, 5).join('；')}${problems.length > 5 ? `；另有 ${problems.length - 5} 处` : ''}`,
      problems.map((message) => ({ field: 'text', message })),
    )
  return { days, shifts }
}
