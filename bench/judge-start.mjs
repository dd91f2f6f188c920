// Time until the first post is judged in a new process — dictionaries, lexicon, directory, gazetteer and weights loaded —
// and its memory then: node bench/judge-start.mjs (after `npx tsc -b`). Prints JSON: medians of seven processes, clock
// and processor time beside those of an empty process, resident memory and its peak in MiB.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const judged = async () => {
  const [{ createAnalyzer }, { loadModels }, { countyDirectory }, { loadLexicon }] = await Promise.all([
    import('../analyzer/dist/analyze.js'),
    import('../analyzer/dist/model/load.js'),
    import('../keywords/dist/directory.js'),
    import('../keywords/dist/lexicon.js'),
  ])
  const jurisdiction = { name: '青禾县', aliases: [], parents: [] }
  const analyzer = createAnalyzer({
    lexicon: loadLexicon(),
    units: countyDirectory(),
    models: loadModels(),
    jurisdiction,
  })
  analyzer.analyze({ text: '滨河花园小区从昨晚开始停水，自来水公司电话一直打不通。' })
}

const child = async (isEmpty) => {
  if (!isEmpty) await judged()
  const { user, system } = process.cpuUsage()
  const { rss } = process.memoryUsage()
  const mib = (bytes) => Math.round(bytes / 2 ** 20)
  console.log(
    JSON.stringify({
      millis: Math.round(performance.now()),
      processorMillis: Math.round((user + system) / 1_000),
      residentMiB: mib(rss),
      peakMiB: mib(process.resourceUsage().maxRSS * 1_024),
    }),
  )
}

const processes = 7
const measured = (kind) => {
  const runs = Array.from({ length: processes }, () =>
    JSON.parse(
      spawnSync(process.execPath, [fileURLToPath(import.meta.url), kind], { encoding: 'utf8' }).stdout,
    ),
  )
  const median = (name) => runs.map((run) => run[name]).sort((a, b) => a - b)[processes >> 1]
  return Object.fromEntries(Object.keys(runs[0]).map((name) => [name, median(name)]))
}

const [kind] = process.argv.slice(2)
if (kind) await child(kind === 'empty')
else console.log(JSON.stringify({ empty: measured('empty'), judging: measured('judging') }))
