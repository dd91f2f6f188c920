import { writeFile } from 'node:fs/promises'
import { extname, resolve } from 'node:path'
import { readSpecialReport } from '@huiyin/api/read-special-report'
import { loadApiKeywords } from '@huiyin/api/reviewed-data'
import { renderSpecialReport } from '@huiyin/reports/special-report'
import type { Command } from 'commander'
import { cliActor } from '../cli-actor.js'
import { readEnvironment } from '../environment.js'
import { print, UsageError } from '../output.js'
import { withStore } from '../with-store.js'

const notYet = ['log', 'daily', 'weekly', 'monthly', 'quarterly', 'yearly', 'ledger', 'flash']

interface Options {
  event?: string
  out: string
}

/** `huiyin report special --event ID --out FILE.pdf`. */
export const addReport = (program: Command): Command =>
  program
    .command('report')
    .description('报告：special 舆情专报（PDF）')
    .argument('<kind>')
    .option('--event <id>', '事件编号（UUID 或舆情序号）')
    .requiredOption('--out <file>', '输出文件，.pdf')
    .action(async (kind: string, { event, out }: Options) => {
      if (notYet.includes(kind))
        throw new UsageError(`报告 ${kind} 尚未提供（not available yet），可用：special`)
      if (kind !== 'special') throw new UsageError(`没有报告“${kind}”，可用：special`)
      if (!event) throw new UsageError('专报需要 --event 事件编号')
      if (extname(out).toLowerCase() !== '.pdf')
        throw new UsageError('专报目前只有 PDF：--out 应以 .pdf 结尾')
      const input = await withStore(readEnvironment(process.env), (store) =>
        store.as(cliActor).transaction(async (tx) => {
          const id = /^\d+$/.test(event) ? await tx.eventViews.idOfNumber(Number(event)) : event
          const read = await readSpecialReport(tx, id, loadApiKeywords().regimes)
          await tx.audit.onEvent('report.downloaded', id, { kind: 'special' })
          await tx.audit.walledRead(id, { via: 'special-report' })
          return read
        }),
      )
      const file = resolve(out)
      await writeFile(file, await renderSpecialReport(input))
      print({ file, event: input.event.id, number: input.event.number, title: input.event.title })
    })
