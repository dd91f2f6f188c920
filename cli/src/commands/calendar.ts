import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { importCalendar } from '@huiyin/api/import-calendar'
import { loadApiKeywords } from '@huiyin/api/reviewed-data'
import type { Command } from 'commander'
import { cliActor } from '../cli-actor.js'
import { readEnvironment } from '../environment.js'
import { print, UsageError } from '../output.js'
import { withStore } from '../with-store.js'

/** `huiyin calendar import FILE`: a year's notice of the State Council, and every open clock counted anew. */
export const addCalendar = (program: Command): void => {
  program
    .command('calendar')
    .description('节假日安排')
    .command('import <file>')
    .description('导入一年的节假日安排（YAML），并重新计算未办结案件的时限')
    .action(async (file: string) => {
      const yaml = read(file)
      await withStore(readEnvironment(process.env), async (store) => {
        const by = cliActor
        print(
          await importCalendar({ name: basename(file), yaml }, { store, keywords: loadApiKeywords(), by }),
        )
      })
    })
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new UsageError(`读不到文件：${file}`)
  }
}
