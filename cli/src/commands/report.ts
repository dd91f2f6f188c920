import { writeFile } from 'node:fs/promises'
import { extname, resolve } from 'node:path'
import { readOpinionLog } from '@huiyin/api/read-opinion-log'
import { readSpecialReport } from '@huiyin/api/read-special-report'
import { loadApiKeywords } from '@huiyin/api/reviewed-data'
import { dayOf } from '@huiyin/domain/shanghai'
import { renderOpinionLog } from '@huiyin/reports/opinion-log'
import { renderSpecialReport } from '@huiyin/reports/special-report'
import type { Tx } from '@huiyin/store/tx'
import type { Command } from 'commander'
import { cliActor } from '../cli-actor.js'
import { readEnvironment } from '../environment.js'
import { print, UsageError } from '../output.js'
import { withStore } from '../with-store.js'

const notYet = ['daily', 'weekly', 'monthly', 'quarterly', 'yearly', 'ledger', 'flash']

interface Options {
  event?: string
  date?: string
  out: string
}

/** `huiyin report special --event ID --out FILE.pdf` and `huiyin report log [--date DAY] --out FILE.pdf`. */
export const addReport = (program: Command): Command =>
  program
    .command('report')
    .description('报告（PDF）：special 舆情专报，log 舆情日志')
    .argument('<kind>')
    .option('--event <id>', '专报的事件编号（UUID 或舆情序号）')
    .option('--date <day>', '日志的日期，如 2026-03-01（默认今天）')
    .requiredOption('--out <file>', '输出文件，.pdf')
    .action(async (kind: string, { event, date, out }: Options) => {
      if (notYet.includes(kind))
        throw new UsageError(`报告 ${kind} 尚未提供（not available yet），可用：special、log`)
      if (kind !== 'special' && kind !== 'log') throw new UsageError(`没有报告“${kind}”，可用：special、log`)
      if (kind === 'special' && !event) throw new UsageError('专报需要 --event 事件编号')
      if (kind === 'special' && date) throw new UsageError('专报不用 --date，只用 --event')
      if (kind === 'log' && event) throw new UsageError('舆情日志不用 --event，只用 --date')
      if (extname(out).toLowerCase() !== '.pdf')
        throw new UsageError('报告目前只有 PDF：--out 应以 .pdf 结尾')
      const file = resolve(out)
      print({ file, ...(event ? await writeSpecial(event, file) : await writeLog(date, file)) })
    })

const reading = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
  withStore(readEnvironment(process.env), (store) => store.as(cliActor).transaction(work))

async function writeSpecial(event: string, file: string) {
  const input = await reading(async (tx) => {
    const id = /^\d+$/.test(event) ? await tx.eventViews.idOfNumber(Number(event)) : event
    const read = await readSpecialReport(tx, id, loadApiKeywords().regimes)
    await tx.audit.onEvent('report.downloaded', id, { kind: 'special' })
    await tx.audit.walledRead(id, { via: 'special-report' })
    return read
  })
  await writeFile(file, await renderSpecialReport(input))
  const { id, number, title } = input.event
  return { event: id, number, title }
}

async function writeLog(date: string | undefined, file: string) {
  const input = await reading(async (tx) => {
    const log = await readOpinionLog(tx, date ?? dayOf(tx.now))
    const detail = { kind: 'log', day: log.date }
    tx.audit.append({ action: 'report.downloaded', subject: { kind: 'jurisdiction' }, detail })
    return { log, printedAt: tx.now }
  })
  await writeFile(file, await renderOpinionLog(input))
  return { date: input.log.date, entries: input.log.entries.length }
}
