import { InvalidInput } from '@huiyin/domain/errors'
import { emotions } from '@huiyin/domain/judgement'
import { unitGroups } from '@huiyin/keywords/directory'
import { loadLexicon } from '@huiyin/keywords/lexicon'
import { loadSeedWords } from '@huiyin/keywords/weights'
import type { LabelledRow } from './fit.js'
import type { Task } from './task-tokens.js'

type Row = Record<string, unknown>

/** The field that holds the label, and the one that holds the text. */
const fields: Record<Exclude<Task, 'accusation'>, { label: string; text: string }> = {
  topics: { label: 'label', text: 'text' },
  dispatch: { label: 'unit', text: 'text' },
  emotion: { label: 'label', text: 'content' },
}

/** A row of accusations is one or is not. */
export const accusing = '检举控告'
const ordinary = '其他诉求'

const knownLabels: Record<Task, () => readonly string[]> = {
  topics: () => [
    ...new Set([...Object.keys(loadSeedWords().topics), ...loadLexicon().topics.map(({ l1 }) => l1)]),
  ],
  dispatch: () => unitGroups,
  emotion: () => emotions,
  accusation: () => [accusing, ordinary],
}

const refuse = (field: string, message: string): never => {
  throw new InvalidInput(`字段 ${field}：${message}`, [{ field, message }])
}

/** One labelled row. @throws InvalidInput naming the field, and for an unknown label those that are known. */
export function checkRow(task: Task, row: Row): LabelledRow {
  if (task === 'accusation') return checkAccusation(row)
  const { label, text } = fields[task]
  const said = checkText(row, text)
  const given = row[label]
  if (typeof given !== 'string') return refuse(label, '缺少标注')
  if (!knownLabels[task]().includes(given))
    return refuse(label, `没有标注“${given}”，可用：${knownLabels[task]().join('、')}`)
  return { ...said, label: given }
}

/** Id, title and text of a row. @throws InvalidInput naming the field. */
function checkText(row: Row, field: string): Omit<LabelledRow, 'label'> {
  const id = row.id
  if (typeof id !== 'string' && typeof id !== 'number') return refuse('id', '应为文字或数字')
  const text = row[field]
  if (typeof text !== 'string') return refuse(field, '应为文字')
  const title = row.title ?? ''
  if (typeof title !== 'string') return refuse('title', '应为文字')
  if (`${title}${text}`.trim() === '') return refuse(field, '标题与正文不能都为空')
  return { id: String(id), title, text }
}

function checkAccusation({ accusation, ...row }: Row): LabelledRow {
  if (typeof accusation !== 'boolean') return refuse('accusation', '应为 true（检举控告）或 false')
  return { ...asOrdinary(row), label: accusation ? accusing : ordinary }
}

/** A message that tells no accusation as far as is known: whatever has a text. @throws InvalidInput naming the field. */
export const asOrdinary = (row: Row): LabelledRow => ({
  ...checkText(row, row.text === undefined && row.content !== undefined ? 'content' : 'text'),
  label: ordinary,
})

/** Whether a row says if it accuses. */
export const saysAccusation = (row: Row): boolean => row.accusation !== undefined

/** A shorter ticket is a call note, not a message. */
const leastLength = 20

const topicOfCategory = new Map(
  Object.entries(loadSeedWords().topicOfCategory).flatMap(([topic, names]) =>
    names.map((name) => [name, topic] as const),
  ),
)

/** The topic of a ticket's categories, the narrowest that is known; null when none is. */
function topicOf(categories: unknown): string | null {
  if (!Array.isArray(categories)) return null
  const [, second, third, fourth] = categories.map(String)
  const names = [`${second}>${third}>${fourth}`, `${third}>${fourth}`, third, second]
  const known = names.find((name) => name !== undefined && topicOfCategory.has(name))
  return topicOfCategory.get(known ?? '') ?? null
}

/** A ticket as a message of another place, on the topic of its categories; null when they belong to none. */
export function asOtherPlace(row: Row): LabelledRow | null {
  const ticket = checkRow('dispatch', row)
  const label = topicOf(row.categories)
  return label && ticket.text.length > leastLength ? { ...ticket, label } : null
}

/** One line of the list of topics (three levels), as a small message on the first; null for what is no topic of its own. */
export function asTopicName({ l1, l2, l3 }: Row, line: number): LabelledRow | null {
  if (typeof l1 !== 'string' || typeof l2 !== 'string' || typeof l3 !== 'string')
    return refuse('l1', '三级分类的每一级都应为文字')
  return l3 === '其他' ? null : { id: `topic-${line}`, title: l3, text: l2, label: l1 }
}

/** Whether a row is a line of the list of topics. */
export const isTopicName = (row: Row): boolean => row.l1 !== undefined && row.label === undefined

/** Whether a row is a dispatch ticket: it names a unit and has no label. */
export const isTicket = (row: Row): boolean => typeof row.unit === 'string' && row.label === undefined
