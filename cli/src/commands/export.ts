import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { readEvidence } from '@huiyin/api/read-evidence'
import { writeEvidence } from '@huiyin/crawler/intake/write-evidence'
import type { Tx } from '@huiyin/store/tx'
import type { Command } from 'commander'
import { cliActor } from '../cli-actor.js'
import { readEnvironment } from '../environment.js'
import { print, UsageError } from '../output.js'
import { version } from '../version.js'
import { withStore } from '../with-store.js'

interface Options {
  event?: string
  case?: string
  out: string
}

/** `huiyin export evidence --event ID --out FILE.warc.gz`: what was seen and answered of one event, masked. */
export const addExport = (program: Command): Command =>
  program
    .command('export')
    .description('导出：evidence 固证（WARC，脱敏）')
    .argument('<kind>')
    .option('--event <id>', '事件编号（UUID 或舆情序号）')
    .option('--case <id>', '案件编号（UUID）')
    .requiredOption('--out <file>', '输出文件，.warc.gz')
    .action(async (kind: string, options: Options) => {
      if (kind !== 'evidence') throw new UsageError(`不能导出“${kind}”，可用：evidence`)
      if ((options.event === undefined) === (options.case === undefined))
        throw new UsageError('请用 --event 或 --case 指明一个事件或案件')
      if (!/\.warc\.gz$/i.test(options.out)) throw new UsageError('--out 应以 .warc.gz 结尾')
      const evidence = await withStore(readEnvironment(process.env), (store) =>
        store.as(cliActor).transaction(async (tx) => await readEvidence(tx, await eventOf(tx, options))),
      )
      const file = resolve(options.out)
      await writeFile(file, await writeEvidence(evidence, version))
      print({
        file,
        event: evidence.event.number,
        items: evidence.items.length,
        answers: evidence.answers.length,
      })
    })

async function eventOf(tx: Tx, { event, case: caseFile }: Options): Promise<string> {
  if (caseFile !== undefined) return (await tx.caseFiles.detail(caseFile)).eventId
  return /^\d+$/.test(event ?? '') ? await tx.eventViews.idOfNumber(Number(event)) : (event ?? '')
}
