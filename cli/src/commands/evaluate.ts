import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { type Analyzer, createAnalyzer } from '@huiyin/analyzer/analyze'
import {
  evaluateDispatch,
  evaluateEmotion,
  evaluateEvents,
  evaluateSeverity,
  evaluateTopics,
} from '@huiyin/analyzer/evaluate'
import { evaluateAccusation } from '@huiyin/analyzer/evaluate-accusation'
import { loadModels } from '@huiyin/analyzer/model/load'
import { tasks as trained } from '@huiyin/analyzer/model/task-tokens'
import { checkRow } from '@huiyin/analyzer/model/training-rows'
import { evaluatePages } from '@huiyin/crawler/proof/pages'
import { InvalidInput } from '@huiyin/domain/errors'
import { appeals, focuses } from '@huiyin/domain/judgement'
import { oneOf } from '@huiyin/domain/literal'
import { severityGrades } from '@huiyin/domain/severity'
import { countyDirectory } from '@huiyin/keywords/directory'
import { loadLexicon } from '@huiyin/keywords/lexicon'
import type { Command } from 'commander'
import { Type } from 'typebox'
import { readLines } from '../jsonl.js'
import { print, say, UsageError } from '../output.js'
import { systemClock } from '../system-clock.js'
import { checkLine } from './analyze-line.js'

const Text = Type.String()
const Title = Type.Optional(Type.Union([Text, Type.Null()]))
const Id = Type.Union([Text, Type.Number()])

const severity = Type.Object({
  id: Id,
  title: Title,
  text: Text,
  grade: oneOf(severityGrades),
  appeal: Type.Optional(oneOf(appeals)),
  focus: Type.Optional(Type.Array(oneOf(focuses))),
})
/** A row without `accusation` is an ordinary message: how many of those are walled is the price. */
const accusation = Type.Object({
  id: Id,
  title: Title,
  text: Text,
  accusation: Type.Optional(Type.Boolean()),
  indirect: Type.Optional(Type.Boolean()),
})
const labelled = Type.Object({ id: Text, event: Id })
const message = Type.Object({ id: Text, title: Title, text: Text, publishedAt: Text })
const page = Type.Object({
  file: Text,
  url: Type.Optional(Text),
  content: Text,
  title: Type.Optional(Text),
  date: Type.Optional(Type.Union([Text, Type.Null()])),
  replies: Type.Optional(Type.Unknown()),
})

interface Skipped {
  readonly line: number
  readonly error: string
}

/** A file of which so many lines cannot be read is told by the first ones. */
const mostSkipped = 20

/** Reads labelled rows; lines that cannot be read are put into `skipped` and passed over. */
async function rowsOf<T>(
  file: string,
  check: (row: Record<string, unknown>) => T,
  skipped: Skipped[],
): Promise<T[]> {
  await stat(file).catch(() => {
    throw new UsageError(`没有文件 ${file}`)
  })
  const results = await readLines(createReadStream(file, 'utf8'), check)
  const rows = results.flatMap((result, index) => {
    if ('value' in result) return [result.value]
    skipped.push({ line: index + 1, error: result.error })
    return []
  })
  if (rows.length === 0)
    throw new UsageError(`${file} 中没有可用的样本${skipped[0] ? `：第 1 条 ${skipped[0].error}` : ''}`)
  return rows
}

/** Each task with the file format it takes; figures of the shipped rules on that file. */
const tasks: Record<string, (file: string, analyzer: Analyzer, skipped: Skipped[]) => Promise<object>> = {
  severity: async (file, analyzer, skipped) =>
    evaluateSeverity(
      (await rowsOf(file, (row) => checkLine(severity, row), skipped)).map((row) => ({
        ...row,
        id: String(row.id),
      })),
      analyzer,
    ),
  topics: async (file, analyzer, skipped) =>
    evaluateTopics(await rowsOf(file, (row) => checkRow('topics', row), skipped), analyzer),
  dispatch: async (file, analyzer, skipped) =>
    evaluateDispatch(await rowsOf(file, (row) => checkRow('dispatch', row), skipped), analyzer),
  emotion: async (file, analyzer, skipped) =>
    evaluateEmotion(await rowsOf(file, (row) => checkRow('emotion', row), skipped), analyzer, loadModels()),
  accusation: async (file, analyzer, skipped) =>
    evaluateAccusation(
      (await rowsOf(file, (row) => checkLine(accusation, row), skipped)).map((row) => ({
        ...row,
        id: String(row.id),
        accusation: row.accusation ?? false,
      })),
      analyzer,
    ),
  events: async (file, analyzer, skipped) =>
    evaluateEvents(
      await rowsOf(join(dirname(file), 'messages.jsonl'), (row) => checkLine(message, row), skipped),
      await rowsOf(file, (row) => checkLine(labelled, row), skipped),
      analyzer,
    ),
  pages: async (file, _analyzer, skipped) => {
    const saved = (name: string) => join(dirname(file), basename(name))
    const gold = await rowsOf(
      file,
      (row) => {
        const checked = checkLine(page, row)
        if (!existsSync(saved(checked.file)))
          throw new InvalidInput(`字段 file：${dirname(file)} 里没有网页 ${basename(checked.file)}`)
        return checked
      },
      skipped,
    )
    return evaluatePages(gold, (name) => readFileSync(saved(name)), systemClock.now())
  },
}

/** The card of a task that rules judge alone: its figures, the file by name, and the command that makes it again. */
async function writeCard(
  folder: string,
  task: string,
  file: string,
  scores: object,
  date = new Date().toISOString().slice(0, 10),
): Promise<void> {
  const name = join(basename(dirname(file)), basename(file))
  const { wrong: _, ...figures } = scores as { wrong?: unknown }
  const command = `huiyin evaluate ${task} ${name} --card keywords/weights --date ${date}`
  const card = { task, date, command, dev: { file: name, ...figures } }
  await writeFile(join(folder, `${task}.card.json`), `${JSON.stringify(card, null, 2)}\n`)
}

/** `huiyin evaluate TASK FILE`: how often the shipped rules agree with labels, as JSON. */
export const addEvaluate = (program: Command): Command =>
  program
    .command('evaluate')
    .description(
      `在带标注的文件上衡量准确率：${Object.keys(tasks).join('、')}（events 需同目录的 messages.jsonl，pages 为 gold.jsonl，网页与它同目录）`,
    )
    .argument('<task>')
    .argument('<file>')
    .option(
      '--card <目录>',
      '把得分写成模型卡（任务名.card.json），供“研判准确率”页面展示；用于没有权重、只凭规则的任务',
    )
    .option('--date <YYYY-MM-DD>', '模型卡上的日期（默认今天）')
    .action(async (task: string, file: string, { card, date }: { card?: string; date?: string }) => {
      const evaluate = tasks[task]
      if (!evaluate) throw new UsageError(`没有任务“${task}”，可用：${Object.keys(tasks).join('、')}`)
      const analyzer = createAnalyzer({
        lexicon: loadLexicon(),
        units: countyDirectory(),
        models: loadModels(),
      })
      const skipped: Skipped[] = []
      const scores = await evaluate(file, analyzer, skipped)
      const lines = skipped.slice(0, mostSkipped)
      print({
        task,
        file,
        version: analyzer.version,
        ...scores,
        ...(skipped.length > 0 ? { skipped: { count: skipped.length, lines } } : {}),
      })
      if (skipped.length > 0) {
        say(`有 ${skipped.length} 行无法读取，未计入`)
        process.exitCode = 1
      }
      if (card === undefined) return
      if ((trained as readonly string[]).includes(task))
        throw new UsageError(`${task} 的模型卡由 huiyin train 随权重写出，不用 --card`)
      await writeCard(card, task, file, scores, date)
    })
