import { resolve } from 'node:path'
import type { Command } from 'commander'
import { restoreBackup } from '../backup/restore-backup.js'
import { readEnvironment } from '../environment.js'
import { print, say } from '../output.js'
import { abortOnStop } from '../supervisor/stop-signal.js'

/** `huiyin restore`: a backup becomes a data folder again. */
export const addRestore = (program: Command): Command =>
  program
    .command('restore')
    .description('把备份恢复到一个空的数据目录，核对每个文件并核验；结果为 JSON')
    .argument('<file>', '备份文件')
    .option('--keys <file>', '密钥文件（默认为备份文件名加 .keys）')
    .option('--data <dir>', '恢复到的目录，须为空或不存在（默认 ./data，或环境变量 HUIYIN_DATA）')
    .action(async (file: string, { data, keys }: { data?: string; keys?: string }) => {
      const env = readEnvironment(process.env)
      const restored = await restoreBackup(
        { ...env, ...(data === undefined ? {} : { dataDir: resolve(data) }) },
        { file: resolve(file), keyFile: resolve(keys ?? `${file}.keys`), signal: abortOnStop(), say },
      )
      print(restored)
      if (restored.missingKeys.length > 0)
        say(`密钥文件中没有原文密钥 ${restored.missingKeys.join('、')}：相应原文打不开，其余不受影响`)
      if (!restored.audit.intact) {
        // Every byte is as it was backed up: the chain was broken before, and is evidence.
        say('数据已恢复，但审计链在备份之前就已异常，请执行 huiyin audit verify 查看并报告审计员')
        process.exitCode = 1
      }
      say(`恢复完成。启动：npm start -- --data ${restored.dataDir}`)
    })
