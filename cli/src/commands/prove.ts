import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { proveLetters } from '@huiyin/crawler/proof/letters'
import type { Command } from 'commander'
import { readEnvironment } from '../environment.js'
import { print } from '../output.js'
import { withStore } from '../with-store.js'

/** `huiyin prove letters FOLDER`: real saved pages through the ordinary crawler, compared with their gold. */
export function addProve(program: Command): void {
  program
    .command('prove')
    .description('用真实网页检验采集')
    .command('letters')
    .description('在回环地址上提供一批保存的信件网页，照常采集入临时库，与标准答案对照')
    .argument('<folder>', '存有 gold.jsonl 与网页的目录')
    .action(async (folder: string) => {
      const { databaseUrl: _elsewhere, ...env } = readEnvironment(process.env)
      const dataDir = await mkdtemp(join(tmpdir(), 'huiyin-prove-'))
      try {
        print(
          await withStore({ ...env, dataDir }, (store, log) =>
            proveLetters({ folder: resolve(folder), store, log }),
          ),
        )
      } finally {
        await rm(dataDir, { recursive: true, force: true })
      }
    })
}
