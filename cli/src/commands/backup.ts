import { resolve } from 'node:path'
import type { Command } from 'commander'
import { makeBackup } from '../backup/make-backup.js'
import { readEnvironment } from '../environment.js'
import { print, say } from '../output.js'
import { abortOnStop } from '../supervisor/stop-signal.js'
import { systemClock } from '../system-clock.js'

/** `huiyin backup`: one file with the data, one with the keys; Huiyin may run on. */
export const addBackup = (program: Command): Command =>
  program
    .command('backup')
    .description('备份到一个文件（回音可照常运行），密钥另存一个文件；结果为 JSON')
    .argument('<file>', '备份文件，如 /backup/huiyin-2026-11-22.tar.gz；不覆盖已有文件')
    .option('--data <dir>', '数据目录（默认 ./data，或环境变量 HUIYIN_DATA）')
    .option('--keys <file>', '密钥文件（默认为备份文件名加 .keys）')
    .action(async (file: string, { data, keys }: { data?: string; keys?: string }) => {
      const env = readEnvironment(process.env)
      const made = await makeBackup(
        { ...env, ...(data === undefined ? {} : { dataDir: resolve(data) }) },
        {
          file: resolve(file),
          keyFile: resolve(keys ?? `${file}.keys`),
          clock: systemClock,
          signal: abortOnStop(),
          say,
        },
      )
      print(made)
      say(
        `备份完成。请把密钥文件 ${made.keyFile} 移到另一处保存（另一介质、另一人）：没有它，原文和审计链都无法打开；与备份放在一起，则拿到的人可以全部打开`,
      )
      if (made.missingKeys.length > 0)
        say(
          `原文密钥 ${made.missingKeys.join('、')} 不在本机，未能一同备份：请找回后放入 keys 文件夹再备份一次`,
        )
    })
