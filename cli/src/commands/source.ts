import { loadDefinition } from '@huiyin/crawler/definition'
import { openEgress } from '@huiyin/crawler/egress/egress'
import { checkDefinition } from '@huiyin/crawler/check-definition'
import type { Command } from 'commander'
import { stringify } from 'yaml'
import { readEnvironment } from '../environment.js'
import { print, say } from '../output.js'
import { probeOnce } from '../probe-once.js'
import { crawlerConfig } from '../services/crawler-config.js'
import { systemClock } from '../system-clock.js'

/** `huiyin source check FILE` and `huiyin source probe URL`: nothing is stored by either. */
export function addSource(program: Command): void {
  const source = program.command('source').description('信源定义')
  source
    .command('check')
    .description('试采一个信源定义：列表条目与前几条内容，不入库')
    .argument('<file>', 'YAML 文件')
    .action(async (file: string) => {
      const definition = await loadDefinition(file)
      const config = crawlerConfig(readEnvironment(process.env))
      const egress = openEgress(config)
      try {
        const check = await checkDefinition(definition, egress, { now: systemClock.now(), browser: config })
        print(check)
        if (check.errors.length > 0) process.exitCode = 1
      } finally {
        await egress.close()
      }
    })
  source
    .command('probe')
    .description('由网址推测信源定义并试采；定义（YAML）输出到标准输出')
    .argument('<url>')
    .action(async (url: string) => {
      const { definition, preview } = await probeOnce(url, readEnvironment(process.env))
      for (const { title } of preview.entries) say(`  · ${title}`)
      say(`列表上有 ${preview.found} 条；以下为推测的定义，请核对后保存：`)
      print(stringify(definition).trimEnd())
    })
}
