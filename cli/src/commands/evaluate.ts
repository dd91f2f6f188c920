import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Analyzer, createAnalyzer } from '@huiyin/analyzer/analyze'
import {
  evaluateDispatch,
  evaluateEmotion,
  evaluateEvents,
  evaluateSeverity,
  evaluateTopics,
} from '@huiyin/analyzer/evaluate'
import { loadModels } from '@huiyin/analyzer/model/load'
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

/** `huiyin evaluate TASK FILE`: how often the shipped rules agree with labels, as JSON. */
export const addEvaluate = (program: Command): Command =>
  program
    .command('evaluate')
    .description(
      `在带标注的文件上衡量准确率：${Object.keys(tasks).join('、')}（events 需同目录的 messages.jsonl）`,
    )
    .argument('<task>')
    .argument('<file>')
    .action(async (task: string, file: string) => {
      const evaluate = tasks[task]
      if (!evaluate) throw new UsageError(`没有任务“${task}”，可用：${Object.keys(tasks).join('、')}`)
      const analyzer = createAnalyzer({
        lexicon: loadLexicon(),
        units: countyDirectory(),
        models: loadModels(),
      })
      print({ task, file, version: analyzer.version, ...(await evaluate(file, analyzer)) })
    })
