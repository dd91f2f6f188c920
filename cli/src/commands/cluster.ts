import { createAnalyzer } from '@huiyin/analyzer/analyze'
import { clusterAll } from '@huiyin/analyzer/cluster-all'
import type { PlacedPost } from '@huiyin/analyzer/place-on-shelf'
import { countyDirectory } from '@huiyin/keywords/directory'
import { loadLexicon } from '@huiyin/keywords/lexicon'
import type { Command } from 'commander'
import { readLines } from '../jsonl.js'
import { print } from '../output.js'
import { AnalyzeLine, checkLine, toPost } from './analyze-line.js'

/** `huiyin cluster`: JSONL of posts in, the event of each out, in the order given. */
export const addCluster = (program: Command): Command =>
  program
    .command('cluster')
    .description('聚类：从标准输入读入 JSONL，给出每条所属事件与近似重复')
    .action(async () => {
      const analyzer = createAnalyzer({ lexicon: loadLexicon(), units: countyDirectory() })
      // Events need all items before the first answer; what fails keeps its place in the output.
      const rows = await readLines(process.stdin, (row): PlacedPost => {
        const line = checkLine(AnalyzeLine, row)
        const at = line.publishedAt ? new Date(line.publishedAt) : new Date(0)
        if (Number.isNaN(at.getTime())) throw new Error(`publishedAt 不是有效的时间：${line.publishedAt}`)
        return { id: String(line.id), signature: analyzer.signature(toPost(line)), at }
      })
      const events = await clusterAll(rows.flatMap((row) => ('value' in row ? [row.value] : [])))
      let next = 0
      for (const row of rows) print('value' in row ? events[next++] : row)
      if (rows.some((row) => 'error' in row)) process.exitCode = 1
    })
