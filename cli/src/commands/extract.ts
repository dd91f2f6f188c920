import { readFile } from 'node:fs/promises'
import { decodePage } from '@huiyin/crawler/charset'
import { extractArticle } from '@huiyin/crawler/extract/article'
import { toShanghaiIso } from '@huiyin/domain/shanghai'
import type { Command } from 'commander'
import { Type } from 'typebox'
import { answerLines } from '../jsonl.js'
import { print, UsageError } from '../output.js'
import { systemClock } from '../system-clock.js'
import { checkLine } from './analyze-line.js'

const ExtractLine = Type.Object({
  id: Type.Union([Type.String(), Type.Number()]),
  url: Type.String(),
  file: Type.String(),
})

/** `huiyin extract`: page bytes → title, text, time, author, source, images, attachments, links. */
export const addExtract = (program: Command): Command =>
  program
    .command('extract')
    .description('提取：网页文件 → 标题、正文、发布时间（不给文件则从标准输入读 JSONL：id、url、file）')
    .option('--url <url>', '网页原地址，用于补全链接')
    .argument('[file]')
    .action(async (file: string | undefined, { url }: { url?: string }) => {
      if (file !== undefined) {
        if (!url) throw new UsageError('请用 --url 给出网页原地址')
        return print(await extractFile(file, url))
      }
      const failed = await answerLines(process.stdin, async (row) => {
        const line = checkLine(ExtractLine, row)
        return { id: line.id, ...(await extractFile(line.file, line.url)) }
      })
      if (failed > 0) process.exitCode = 1
    })

async function extractFile(file: string, url: string) {
  const { text, charset, doubtful } = decodePage(await readFile(file))
  const page = extractArticle(text, url, { now: systemClock.now() })
  return {
    ...page,
    publishedAt: page.publishedAt && toShanghaiIso(page.publishedAt),
    charset,
    ...(doubtful ? { doubtful: true } : {}),
  }
}
