import { loadDefinition } from '@huiyin/crawler/definition'
import { toShanghaiIso } from '@huiyin/domain/shanghai'
import type { Command } from 'commander'
import { readEnvironment } from '../environment.js'
import { print, say } from '../output.js'
import { checkOnce, probeOnce } from '../probe-once.js'
import { withRunningStore } from '../with-store.js'

/** `huiyin source check FILE` and `huiyin source probe URL`: nothing is stored by either. */
export function addSource(program: Command): void {
  const source = program.command('source').description('信源定义')
  source
    .command('check')
    .description('试采一个信源定义：列表条目与前几条内容，不入库')
    .argument('<file>', 'YAML 文件')
    .action(async (file: string) => {
      const definition = await loadDefinition(file)
      const env = readEnvironment(process.env)
      const preview = await withRunningStore(env, (store) => checkOnce(definition, { env, store }))
      print(preview)
      if (preview.errors.length > 0) process.exitCode = 1
    })
  source
    .command('probe')
    .description('由网址识别信源的类型并试采；定义（YAML）输出到标准输出')
    .argument('<url>')
    .action(async (url: string) => {
      const env = readEnvironment(process.env)
      const { make, yaml, preview, columns } = await withRunningStore(env, (store) =>
        probeOnce(url, { env, store }),
      )
      const day = (at: Date | null) => (at ? toShanghaiIso(at).slice(0, 16).replace('T', ' ') : '（无时间）')
      say(`识别为：${make.name}（${make.code}）`)
      for (const why of make.why) say(`  依据：${why}`)
      say(`列表上有 ${preview.found} 条，前 ${preview.entries.length} 条：`)
      for (const { title, publishedAt } of preview.entries) say(`  · ${day(publishedAt)}  ${title}`)
      if (preview.nextPage) say(`下一页：${preview.nextPage}`)
      for (const item of preview.items)
        say(`  读到《${item.title}》${item.text.length} 字，${day(item.publishedAt)}`)
      for (const { message } of preview.errors) say(`  有问题：${message}`)
      if (columns.length > 0)
        say(`页面还链接了：${columns.map(({ name, url: at }) => `${name} ${at}`).join('；')}`)
      say('以下为定义，请核对后保存：')
      print(`# 识别为 ${make.name}：${make.why.join('；')}\n${yaml.trimEnd()}`)
    })
}
