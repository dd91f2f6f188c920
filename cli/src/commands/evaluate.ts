import { createReadStream } from 'node:fs'
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
import { loadModels } from '@huiyin/analyzer/model/load'
import { tasks as trained } from '@huiyin/analyzer/model/task-tokens'
import { checkRow } from '@huiyin/analyzer/model/training-rows'
import { countyDirectory } from '@huiyin/keywords/directory'
import { loadLexicon } from '@huiyin/keywords/lexicon'
import type { Command } from 'commander'
import { Type } from 'typebox'
import { readLines } from '../jsonl.js'
import { print, UsageError } from '../output.js'
import { checkLine } from './analyze-line.js'

const Text = Type.String()
const Title = Type.Optional(Type.Union([Text, Type.Null()]))
const Id = Type.Union([Text, Type.Number()])

const severity = Type.Object({ id: Id, title: Title, text: Text, grade: Text })
const labelled = Type.Object({ id: Text, event: Id })
const message = Type.Object({ id: Text, title: Title, text: Text, publishedAt: Text })

/** Reads a labelled file whole. @throws UsageError naming the first line that is wrong. */
async function rowsOf<T>(file: string, check: (row: Record<string, unknown>) => T): Promise<T[]> {
  await stat(file).catch(() => {
    throw new UsageError(`没有文件 ${file}`)
  })
  const rows = await readLines(createReadStream(file, 'utf8'), check)
  return rows.map((row, index) => {
    if ('error' in row) throw new UsageError(`${file} 第 ${index + 1} 行：${row.error}`)
    return row.value
  })
}

/** Each task with the file format it takes; figures of the shipped rules on that file. */
const tasks: Record<string, (file: string, analyzer: Analyzer) => Promise<object>> = {
  severity: async (file, analyzer) =>
    evaluateSeverity(
      (await rowsOf(file, (row) => checkLine(severity, row))).map((row) => ({ ...row, id: String(row.id) })),
      analyzer,
    ),
  topics: async (file, analyzer) =>
    evaluateTopics(await rowsOf(file, (row) => checkRow('topics', row)), analyzer),
  dispatch: async (file, analyzer) =>
    evaluateDispatch(await rowsOf(file, (row) => checkRow('dispatch', row)), analyzer),
  emotion: async (file, analyzer) =>
    evaluateEmotion(await rowsOf(file, (row) => checkRow('emotion', row)), analyzer, loadModels()),
  events: async (file, analyzer) =>
    evaluateEvents(
      await rowsOf(join(dirname(file), 'messages.jsonl'), (row) => checkLine(message, row)),
      await rowsOf(file, (row) => checkLine(labelled, row)),
      analyzer,
    ),
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
      `在带标注的文件上衡量准确率：${Object.keys(tasks).join('、')}（events 需同目录的 messages.jsonl）`,
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
      const scores = await evaluate(file, analyzer)
      print({ task, file, version: analyzer.version, ...scores })
      if (card === undefined) return
      if ((trained as readonly string[]).includes(task))
        throw new UsageError(`${task} 的模型卡由 huiyin train 随权重写出，不用 --card`)
      await writeCard(card, task, file, scores, date)
    })
