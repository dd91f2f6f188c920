import { createWriteStream } from 'node:fs'
import { extname, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Day, parseDay } from '@huiyin/domain/shanghai'
import { type AuditFormat, auditFormats, auditLines } from '@huiyin/store/audit-export'
import { readHeads } from '@huiyin/store/audit-heads'
import { auditKeyFrom } from '@huiyin/store/audit-key'
import { verifyAudit } from '@huiyin/store/audit-verify'
import type { Command } from 'commander'
import { cliActor } from '../cli-actor.js'
import { readEnvironment } from '../environment.js'
import { print, say, UsageError } from '../output.js'
import { findSecret } from '../secret.js'
import { auditHeadsDir } from '../services/audit-heads.js'
import { withStore } from '../with-store.js'

function dayOption(name: string, text: string | undefined): Day | undefined {
  if (text === undefined) return undefined
  try {
    return parseDay(text)
  } catch (error) {
    throw new UsageError(`${name} ${(error as Error).message}`)
  }
}

/** `huiyin audit verify` and `huiyin audit export`. */
export function addAudit(program: Command): void {
  const audit = program.command('audit').description('审计')
  audit
    .command('verify')
    .description('校验审计链，并与已导出的链头比对；结果为 JSON，链条异常时退出码为 1')
    .option('--heads <dir>', '链头文件所在目录（默认为数据目录下的 audit）')
    .action(async ({ heads }: { heads?: string }) => {
      const env = readEnvironment(process.env)
      const found = await withStore(env, async (store) => {
        const secret = findSecret(env)
        if (!secret)
          throw new UsageError(
            '没有审计密钥：请设置与服务相同的 HUIYIN_SECRET，或用 HUIYIN_DATA 指定原数据目录',
          )
        const key = auditKeyFrom(secret)
        return await verifyAudit(
          store.as(cliActor),
          key,
          await readHeads(heads ? resolve(heads) : auditHeadsDir(env), key),
        )
      })
      print(found)
      if (found.headsCompared === 0) say('没有可比对的链头：链尾是否被截断无法判断')
      if (!found.intact) process.exitCode = 1
    })
  audit
    .command('export')
    .description('导出审计记录；导出本身记入审计')
    .option('--from <day>', '起始日期，如 2026-03-01')
    .option('--to <day>', '截止日期（含）')
    .requiredOption('--out <file>', '输出文件，.jsonl 或 .csv')
    .action(async ({ from, to, out }: { from?: string; to?: string; out: string }) => {
      const format = auditFormats.find((one) => extname(out).toLowerCase() === `.${one}`)
      if (!format) throw new UsageError('--out 应以 .jsonl 或 .csv 结尾')
      const days = { from: dayOption('--from', from), to: dayOption('--to', to) }
      if (days.from && days.to && days.from > days.to) throw new UsageError('--from 晚于 --to')
      print(await exportTo(resolve(out), format, days))
    })
}

async function exportTo(
  file: string,
  format: AuditFormat,
  { from, to }: { from: Day | undefined; to: Day | undefined },
): Promise<{ file: string; entries: number }> {
  return await withStore(readEnvironment(process.env), async (store) => {
    const acting = store.as(cliActor)
    const query = { ...(from ? { from } : {}), ...(to ? { to } : {}) }
    await acting.transaction(async (tx) =>
      tx.audit.append({ action: 'audit.exported', subject: { kind: 'audit' }, detail: { ...query, format } }),
    )
    let lines = 0
    const counted = async function* () {
      for await (const text of auditLines(acting, query, format)) {
        lines += text.split('\n').length - 1
        yield text
      }
    }
    await pipeline(Readable.from(counted()), createWriteStream(file, { mode: 0o600 }))
    return { file, entries: format === 'csv' ? lines - 1 : lines }
  })
}
