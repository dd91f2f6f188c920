import { createReadStream } from 'node:fs'
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cardOf, sha256, type TrainingFile } from '@huiyin/analyzer/model/card'
import type { LabelledRow } from '@huiyin/analyzer/model/fit'
import { answer, learn } from '@huiyin/analyzer/model/learn'
import { measure, replay, toAnswered } from '@huiyin/analyzer/model/measure'
import { withoutAccusations } from '@huiyin/analyzer/model/ordinary-rows'
import { type Task, tasks } from '@huiyin/analyzer/model/task-tokens'
import {
  asOrdinary,
  asOtherPlace,
  asTopicName,
  checkRow,
  isTicket,
  isTopicName,
  saysAccusation,
} from '@huiyin/analyzer/model/training-rows'
import { decodeWeights, type Weights } from '@huiyin/analyzer/model/weights-file'
import { readWeights, weightsFolder } from '@huiyin/keywords/weights'
import type { Command } from 'commander'
import { readLines } from '../jsonl.js'
import { print, say, UsageError } from '../output.js'

/** Fixed, so that the same rows give the same bytes. */
const seed = 1

interface Read {
  readonly own: LabelledRow[]
  readonly other: LabelledRow[]
  readonly names: LabelledRow[]
  readonly file: TrainingFile
}

/** Reads a training file whole. @throws UsageError naming file, line and field of the first row that is wrong. */
async function readRows(task: Task, path: string): Promise<Read> {
  await stat(path).catch(() => {
    throw new UsageError(`没有文件 ${path}`)
  })
  const own: LabelledRow[] = []
  const other: LabelledRow[] = []
  const names: LabelledRow[] = []
  const results = await readLines(createReadStream(path, 'utf8'), (row) => {
    if (task === 'topics' && isTicket(row)) other.push(...[asOtherPlace(row) ?? []].flat())
    else if (task === 'topics' && isTopicName(row))
      names.push(...[asTopicName(row, names.length) ?? []].flat())
    else if (task === 'accusation' && !saysAccusation(row)) other.push(asOrdinary(row))
    else own.push(checkRow(task, row))
  })
  results.forEach((result, index) => {
    if ('error' in result) throw new UsageError(`${path} 第 ${index + 1} 行：${result.error}`)
  })
  const file = {
    name: join(basename(dirname(path)), basename(path)),
    sha256: sha256(await readFile(path)),
    rows: results.length,
  }
  return { own, other: task === 'accusation' ? withoutAccusations(other) : other, names, file }
}

const current = (task: Task): Weights | null => {
  const file = readWeights(task)
  return file ? decodeWeights(file.weights, `${task}.bin`) : null
}

const countLabels = (rows: readonly LabelledRow[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const { label } of rows) counts[label] = (counts[label] ?? 0) + 1
  return Object.fromEntries(Object.entries(counts).sort((a, b) => b[1] - a[1]))
}

/** `train.jsonl` has its `dev.jsonl` beside it. */
async function devOf(
  task: Task,
  files: readonly string[],
): Promise<{ rows: LabelledRow[]; name: string } | null> {
  for (const file of files) {
    const sibling = join(dirname(file), basename(file).replace('train', 'dev'))
    if (sibling === file || !(await stat(sibling).catch(() => null))) continue
    const {
      own,
      file: { name },
    } = await readRows(task, sibling)
    if (own.length > 0) return { rows: own, name }
  }
  return null
}

async function train(task: Task, files: readonly string[], out: string, date: string): Promise<object> {
  const reads: Read[] = []
  for (const file of files) reads.push(await readRows(task, file))
  const own = reads.flatMap((read) => read.own)
  const other = reads.flatMap((read) => read.other)
  const names = reads.flatMap((read) => read.names)
  if (new Set(own.map(({ label }) => label)).size < 2)
    throw new UsageError('训练数据中的标注少于两类，请补充样本')
  const before = current(task)
  say(`训练 ${task}：${own.length} 条${other.length > 0 ? `，另有他处或一般来件 ${other.length} 条` : ''}`)
  const weights = learn(task, own, other, seed, names)
  const dev = await devOf(task, files)
  const rows = dev?.rows ?? own
  const after = toAnswered(rows, weights.labels, answer(weights, rows), weights.levels)
  const scores = measure(after)
  const { card, bytes } = cardOf(weights, {
    date,
    seed,
    command: `huiyin train ${task} ${reads.map(({ file }) => file.name).join(' ')} --date ${date}`,
    files: reads.map(({ file }) => file),
    counts: countLabels(own),
    dev: dev && {
      file: dev.name,
      count: scores.count,
      accuracy: scores.accuracy,
      accuracyAt3: scores.accuracyAt3,
      macroF1: scores.macroF1,
      ece: scores.calibration.ece,
      classes: scores.classes,
    },
  })
  await mkdir(out, { recursive: true })
  await replace(join(out, `${task}.bin`), bytes)
  await replace(join(out, `${task}.card.json`), `${JSON.stringify(card, null, 2)}\n`)
  const against =
    before && replay(toAnswered(rows, before.labels, answer(before, rows), before.levels), after)
  return { task, out, measuredOn: dev?.name ?? '训练数据本身', scores, replay: against, card }
}

/** A power cut must not leave half a file where weights are read from. */
async function replace(path: string, content: string | Uint8Array): Promise<void> {
  await writeFile(`${path}.new`, content)
  await rename(`${path}.new`, path)
}

/** `huiyin train TASK FILES…`: new weights from labelled rows, measured and compared with those in use. */
export const addTrain = (program: Command): Command =>
  program
    .command('train')
    .description(
      `由带标注的 JSONL 训练权重：${tasks.join('、')}；topics 可加入 dispatch 的工单（按其分类）作为他处样本，并加入三级分类表；accusation 可加入 dispatch 与 topics 的来件作为一般诉求（规则认为检举控告的除外）。输出得分及与现用权重的回放对比`,
    )
    .argument('<task>')
    .argument('<files...>')
    .option('--out <目录>', '写到何处（默认为产品自带的权重目录）', fileURLToPath(weightsFolder))
    .option('--date <YYYY-MM-DD>', '模型卡上的日期（默认今天）')
    .action(async (task: string, files: string[], { out, date }: { out: string; date?: string }) => {
      const known = tasks.find((name) => name === task)
      if (!known) throw new UsageError(`没有任务“${task}”，可训练：${tasks.join('、')}`)
      if (date && !/^\d{4}-\d{2}-\d{2}$/.test(date)) throw new UsageError(`日期应写作 YYYY-MM-DD：${date}`)
      print(await train(known, files, out, date ?? new Date().toISOString().slice(0, 10)))
    })
