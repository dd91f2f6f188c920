import { createAnalyzer } from '@huiyin/analyzer/analyze'
import { loadModels } from '@huiyin/analyzer/model/load'
import { countyDirectory } from '@huiyin/keywords/directory'
import { loadLexicon } from '@huiyin/keywords/lexicon'
import type { Command } from 'commander'
import { answerLines } from '../jsonl.js'
import { AnalyzeLine, checkLine, toPost } from './analyze-line.js'

/** `huiyin analyze`: JSONL of posts in, one judgement a line out; no database, the generic county directory. */
export const addAnalyze = (program: Command): Command =>
  program
    .command('analyze')
    .description('研判：从标准输入逐行读入 JSONL，逐行给出等级、单位与依据')
    .action(async () => {
      const analyzer = createAnalyzer({
        lexicon: loadLexicon(),
        units: countyDirectory(),
        models: loadModels(),
      })
      const failed = await answerLines(process.stdin, (row) => {
        const line = checkLine(AnalyzeLine, row)
        return { id: line.id, ...analyzer.analyze(toPost(line)) }
      })
      if (failed > 0) process.exitCode = 1
    })
