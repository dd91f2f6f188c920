import type { Block } from './blocks.js'

/** A message board page: what the citizen wrote, apart from the official reply. */
export interface BoardPage {
  text: string
  author: string | null
  /** The text after the label of the asking time. */
  askedAt: string | null
  /** The block the question starts with, for images. */
  question: readonly Block[]
  /** The first of the lines given that belongs to the answer. */
  replyAt: number
}

const asking = '(?:来信|写信|留言|咨询|提问|投诉|诉求|反映|信件|信访|问题|建议|举报|求助|网友|市民|群众)'
const label =
  /^[【[（(]?\s*([\u4e00-\u9fff](?:[\u4e00-\u9fff\s]{0,8}[\u4e00-\u9fff])?)\s*(?:[】\])）]\s*)?(?:[:：]\s*(.*)|$)/s
const contentLabel = new RegExp(`^${asking}?(?:内容|描述|详情|正文|事项|原文)$`)
const askingLabel = new RegExp(
  `^${asking}(?:人|者|时间|日期|标题|主题|内容|类型|类别|编号|目的|单位|对象|姓名|昵称|描述|状态)?$`,
)
const authorLabel = new RegExp(`^(?:${asking}(?:人|者|人姓名|昵称|姓名)|姓名|昵称|网友|作者|提交人|发布人)$`)
const timeLabel = new RegExp(`^(?:${asking}|提交|发布|发表|受理)?(?:时间|日期)$`)
const replyLabel =
  /^(?:官方|单位|部门)?(?:答复|回复|办理|处理|反馈|回应|受理)(?:时间|日期|内容|单位|部门|机构|情况|结果|意见|人|详情)$|^(?:官方)?(?:答复|回复|回应)$/
/** Values this short behind a colon are particulars, not what was written. */
const particularLength = 40

interface Line {
  label: string | null
  value: string
  block: Block
}

/** A line as label and value; `label` is null for running text. */
export function lineOf(block: Block): Line {
  const match = label.exec(block.text)
  const name = match?.[1]?.replace(/\s/g, '')
  if (!name || (match?.[2] === undefined && !isKnown(name))) return { label: null, value: block.text, block }
  return { label: name, value: match?.[2]?.trim() ?? '', block }
}

const isKnown = (name: string) =>
  contentLabel.test(name) || askingLabel.test(name) || replyLabel.test(name) || timeLabel.test(name)

/**
 * Recognises question and reply by their labels (来信人, 答复时间, 回复内容 …), as every message board prints them,
 * and takes the question; null for other pages. `title` is where the question begins when the page repeats it.
 */
export function readBoard(blocks: readonly Block[], title: string): BoardPage | null {
  const lines = blocks.map(lineOf)
  const replyAt = lines.findIndex(({ label: name }) => name !== null && replyLabel.test(name))
  const isAsked = lines.some(({ label: name }) => name !== null && askingLabel.test(name))
  if (replyAt < 0 || !isAsked) return null
  const bare = title.replace(/\s/g, '')
  // The question may say its title again: only a line that is hardly more than the title is the headline.
  const isHeadline = ({ block }: Line) => {
    const line = block.text.replace(/\s/g, '')
    return bare !== '' && line.includes(bare) && line.length <= bare.length + 8
  }
  const titleAt = lines.slice(0, replyAt).findIndex(isHeadline)
  const before = lines.slice(titleAt + 1, replyAt)
  const found = question(before)
  while (found.length > 1 && isCaption(found.at(-1)?.value ?? '')) found.pop()
  // A headline printed twice is not the question, unless nothing else was asked.
  const asked = found.filter((line) => !isHeadline(line))
  const kept = asked.length > 0 ? asked : found
  const text = kept.map(({ value }) => value).join('\n')
  if (text === '') return null
  return {
    text,
    author: valueAfter(before, authorLabel),
    askedAt: valueAfter(before, timeLabel),
    question: kept.map(({ block }) => block),
    replyAt,
  }
}

/** “县长您好：” reads like a label and is the letter's first line. */
const isGreeting = ({ block, value }: Line) => value === '' && /[您你]好|尊敬的/.test(block.text)

/** Several labels in one line and no sentence: `留言编号：1205 留言时间：2019-05-14 状态：已回复`. */
const isRowOfParticulars = (text: string) =>
  text.length <= 120 && !/[，。！？]/.test(text) && (text.match(/[一-鿿]{2}[:：]/g)?.length ?? 0) >= 3

/** What is left when particulars are taken away; when the page labels the content, only that. */
function question(lines: readonly Line[]): Line[] {
  const labelled: Line[] = []
  const free: Line[] = []
  let current: 'content' | 'particular' | null = null
  for (const line of lines) {
    if (isRowOfParticulars(line.block.text)) continue
    if (line.label !== null && contentLabel.test(line.label)) {
      current = 'content'
      if (line.value !== '') labelled.push(line)
    } else if (line.label !== null && line.value.length <= particularLength && !isGreeting(line)) {
      current = line.value === '' ? 'particular' : null
    } else if (line.label === null && current === 'particular' && line.value.length <= particularLength) {
      current = null
    } else {
      const whole = { ...line, value: line.block.text }
      if (current === 'content') labelled.push(whole)
      else if (line.block.linkLength * 2 < line.block.text.length) free.push(whole)
    }
  }
  return labelled.length > 0 ? labelled : free
}

/** A line between question and reply that names the unit: short and no sentence. */
const isCaption = (text: string) => text.length <= 25 && !/[，。！？；,!?;]/.test(text)

function valueAfter(lines: readonly Line[], wanted: RegExp): string | null {
  const index = lines.findIndex(({ label: name }) => name !== null && wanted.test(name))
  const value = lines[index]?.value || lines[index + 1]?.value
  return index >= 0 && value ? value.slice(0, particularLength) : null
}
